"""Values of a JSON file, which may come from anywhere: each is what it should be, or refused."""

import json
import re
from typing import Any

TINIEST, HUGEST = 1e-30, 1e30  # what is measured lies between them: none of its ratios is endless
LONGEST_TEXT = 1 << 15  # characters: the path of a file
LONGEST_NAME = 200
LONGEST_WORD = 100
HALVES = re.compile("[\ud800-\udfff]")  # of characters
LARGEST = 1 << 53  # whole numbers up to here are exact as fractions, which plots need


def from_json(text: str | bytes) -> Any:
    """Return what a JSON file holds, if it could be written again as it is.

    Raises:
        ValueError, RecursionError: It is no JSON; or it holds a number that is none, or half a
            character, which no file in UTF-8 can hold.
    """
    found = json.loads(text)
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    return found


def text(value: Any) -> str:
    """Return a value that is text.

    Raises:
        ValueError: It is none, or longer than any that this program writes.
    """
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError(value)
    return value


def word(value: Any) -> str:
    """Return a value that is a word or a few: the name of a device, an encoding, a reason.

    Raises:
        ValueError: It is none, or longer than any that this program writes.
    """
    if not isinstance(value, str) or len(value) > LONGEST_WORD:
        raise ValueError(value)
    return value


def name(value: Any) -> str:
    """Return a value that is a title or a name, which a person may make as long as she likes.

    What is longer than anybody reads is cut. Half a character, which comes from the name of a file
    that is no UTF-8, can be seen to be one.

    Raises:
        ValueError: It is no text.
    """
    if not isinstance(value, str):
        raise ValueError(value)
    value = HALVES.sub("\ufffd", value)
    return value if len(value) <= LONGEST_NAME else f"{value[: LONGEST_NAME - 1]}…"


def whole(value: Any) -> int:
    """Return a value that counts something.

    Raises:
        ValueError: It is no whole number, negative, or larger than any real one.
    """
    if type(value) is not int or not 0 <= value < LARGEST:
        raise ValueError(value)
    return value


def number(value: Any) -> float:
    """Return a value that measures something.

    Raises:
        ValueError: It is no number, negative, or smaller or larger than any real one.
    """
    if type(value) not in (int, float) or not (value == 0 or TINIEST <= value <= HUGEST):
        raise ValueError(value)  # nan too
    return float(value)


def number_or_none(value: Any) -> float | None:
    """Return a value that measures something, or None where that is not known.

    Raises:
        ValueError: It is neither.
    """
    return None if value is None else number(value)
