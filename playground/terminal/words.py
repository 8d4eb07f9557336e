"""Text for a terminal: nothing that moves the cursor, and no wider than there is room."""

import re
import unicodedata

from playground.terminal.colour import PAINTED

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Letters and pictures that are joined, or kept apart, by a character that takes no room.
JOINED = (
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u18af"
    "\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]"
)
# What changes how a terminal lays out its line, or hides in it: marks of direction, separators of
# lines, what takes no room, tags, and halves of characters (bytes of a name that are no UTF-8).
UNSEEN = re.compile(
    f"(?<!{JOINED})[\u200c\u200d]"
    "|[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
STRANGE = "\ufffd"  # stands for what has no picture


def harmless(text: str, keep: str = "\n\t") -> str:
    """Return `text` with what a terminal obeys shown as pictures ("␛", "\ufffd").

    A model that was trained on a terminal's log would otherwise clear the screen, and a name that
    somebody has chosen would write over the line it stands in.

    Args:
        text: Any text.
        keep: Control characters that stay.
    """
    return UNSEEN.sub(STRANGE, CONTROL.sub(lambda found: _picture(found[0], keep), text))


class Harmless:
    """`harmless` for a text that comes in pieces: together they are shown as the whole would be."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, piece: str) -> str:
        """Return the next piece, harmless."""
        before = self._last
        self._last = piece[-1:] or before
        return harmless(before + piece)[len(before) :]


def painted(line: str) -> str:
    """Return a line without anything that a terminal obeys but the colours of `Paint`."""
    parts = PAINTED.split(line)
    return "".join(part if i % 2 else harmless(part, keep="") for i, part in enumerate(parts))


def one_line(text: str) -> str:
    """Return `text` as a single line without anything that cannot be seen."""
    return harmless(UNSEEN.sub("", " ".join(text.split())), keep="")


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
        rest = harmless(UNSEEN.sub("", line.expandtabs(4)), keep="")
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
    return chr(0x2400 + code) if code < 0x20 else STRANGE
