"""Text for a terminal: nothing that moves the cursor, and no wider than there is room."""

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# What changes how a terminal lays out its line: direction marks and line separators.
UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def harmless(text: str, keep: str = "\n\t") -> str:
    """Return `text` with control characters shown as pictures ("␛"), except those to keep.

    A model that was trained on a terminal's log would otherwise clear the screen.
    """
    return CONTROL.sub(lambda found: _picture(found[0], keep), text)


def one_line(text: str) -> str:
    """Return `text` as a single line without anything that cannot be seen."""
    return UNSEEN.sub("", harmless(" ".join(text.split()), keep=""))


def width(text: str) -> int:
    """Return how many columns `text` takes on a terminal; Chinese characters take two."""
    return sum(_columns(character) for character in text)


def cut(text: str, columns: int) -> str:
    """Return the beginning of `text` that fits into so many columns."""
    used = 0
    for position, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return text[:position]
    return text


def shorten(text: str, columns: int) -> str:
    """Return `text`, or its beginning with an ellipsis where it does not fit."""
    return text if width(text) <= columns else cut(text, max(0, columns - 1)) + "…"


def pad(text: str, columns: int) -> str:
    """Return `text` followed by spaces up to so many columns."""
    return text + " " * max(0, columns - width(text))


def wrap(text: str, columns: int, lines: int) -> list[str]:
    """Return the first lines of `text`, broken where a line is full."""
    found: list[str] = []
    for line in text.split("\n"):
        rest = UNSEEN.sub("", harmless(line.expandtabs(4), keep=""))
        while len(found) < lines:
            piece = cut(rest, columns)
            found.append(piece)
            rest = rest[len(piece) :]
            if not rest or not piece:
                break
        if len(found) >= lines:
            break
    return found


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _picture(character: str, keep: str) -> str:
    if character in keep:
        return character
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "�"
