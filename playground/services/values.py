"""Values of a JSON file, which may come from anywhere: each is what it should be, or refused."""

import json
from typing import Any

TINIEST, HUGEST = 1e-30, 1e30  # what is measured lies between them: none of its ratios is endless
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
        ValueError: It is none.
    """
    if not isinstance(value, str):
        raise ValueError(value)
    return value


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
