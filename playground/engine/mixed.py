r"""Texts in two encodings: UTF-8, and an older one where it is no UTF-8.

Files are glued together by people and by programs, and a log is written by several. What is
UTF-8 is told by its bytes; what is not is read in the older encoding, line by line. Within a line
with both, the parts before and after are still UTF-8. For an encoding with one byte a character
each stretch of strange bytes is judged by itself.
"""

import codecs
import re
from collections.abc import Iterator

from playground.engine.surprise import surprise

UTF8 = "utf-8"
AND = "utf-8 + "  # the beginning of the names of such mixtures
LONGEST_LINE = 1 << 18  # bytes; of a longer one parts are looked at
CHANCE = 9  # characters of an older encoding in a row that may look like UTF-8
CHANCE_SHARE = 0.1  # of them in a text that is not UTF-8 at all
FEWEST = 3  # characters in an older encoding; fewer are damage
STRETCH = re.compile(rb"[\x80-\xff]+")
# These take two bytes or more for a character, the second of which may be a letter of ASCII.
WIDE = ("gb18030", "big5", "cp950", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949")


def mixed_with(legacy: str) -> str:
    """Return the name of UTF-8 mixed with an older encoding."""
    return AND + legacy


def is_utf8(data: bytes) -> bool:
    """Return whether all of `data` is UTF-8."""
    try:
        data.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def strange_parts(data: bytes) -> bytes:
    """Return those parts of the lines of `data` that are no UTF-8, to guess what they are.

    Nothing, if they are but damage: a few characters that are broken, among others that are whole.
    """
    strange = [line[slice(*_strange(line))] for line in data.split(b"\n") if not is_utf8(line)]
    found = b"\n".join(strange)
    broken, whole = _characters(found)
    return found if broken >= FEWEST and broken > whole else b""


def is_worth_telling_apart(data: bytes, strange: bytes, legacy: str) -> bool:
    """Return whether so much of `data` is UTF-8 that it cannot be chance."""
    whole = _characters(data)[1] - _characters(strange)[1]
    return whole > (CHANCE_SHARE * _characters(strange)[0] if legacy in WIDE else 0)


def _characters(data: bytes) -> tuple[int, int]:
    """Return how many characters beyond ASCII are broken, and how many are whole, as UTF-8."""
    text = data.decode(UTF8, "replace")
    broken = text.count("\ufffd")
    return broken, sum(character > "\x7f" for character in text) - broken


class MixedDecoder(codecs.IncrementalDecoder):
    """Decodes a mixture that arrives in blocks."""

    def __init__(self, legacy: str, errors: str = "strict") -> None:
        super().__init__(errors)
        self._legacy = legacy
        self._rest = b""

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        """Return the text of the whole lines so far.

        Raises:
            UnicodeDecodeError: A byte fits neither; its object is the end of what was given.
        """
        data = self._rest + data
        end = len(data) if final else _end_of_line(data)
        self._rest = data[end:]
        whole = data[:end]
        if is_utf8(whole):
            return whole.decode(UTF8)
        parts: list[str] = []
        place = 0
        for line in whole.splitlines(keepends=True):
            try:
                parts += self._line(line)
            except UnicodeDecodeError as error:
                start = place + error.start
                raise UnicodeDecodeError(
                    self._legacy, data, start, start + 1, error.reason
                ) from None
            place += len(line)
        return "".join(parts)

    def reset(self) -> None:
        """Forget the line that was begun."""
        self._rest = b""

    def getstate(self) -> tuple[bytes, int]:
        """Return the line that was begun."""
        return self._rest, 0

    def setstate(self, state: tuple[bytes, int]) -> None:
        """Go on from such a line."""
        self._rest = state[0]

    def _line(self, line: bytes) -> Iterator[str]:
        if is_utf8(line):
            yield line.decode(UTF8)
        elif self._legacy in WIDE:
            start, stop = self._likeliest(line)
            yield line[:start].decode(UTF8)
            yield self._old(line, start, stop)
            yield line[stop:].decode(UTF8)
        else:
            place = 0
            for found in STRETCH.finditer(line):
                yield line[place : found.start()].decode("ascii")
                yield self._stretch(line, found.start(), found.end())
                place = found.end()
            yield line[place:].decode("ascii")

    def _likeliest(self, line: bytes) -> tuple[int, int]:
        """Return the part in the older encoding whose text is the least surprising.

        The first characters of that part may look like UTF-8 by chance.
        """
        start, stop = _strange(line)
        before = line[:start].decode(UTF8)
        starts = {0, *(len(before[:-cut].encode()) for cut in range(1, CHANCE)), start}

        def price(part: tuple[int, int]) -> float:
            first, last = part
            old = line[first:last].decode(self._legacy, "replace")
            return surprise(line[:first].decode(UTF8) + old + line[last:].decode(UTF8))

        parts = [(first, last) for first in sorted(starts) for last in {stop, len(line)}]
        return min(parts, key=price)

    def _stretch(self, line: bytes, start: int, stop: int) -> str:
        stretch = line[start:stop]
        return stretch.decode(UTF8) if is_utf8(stretch) else self._old(line, start, stop)

    def _old(self, line: bytes, start: int, stop: int) -> str:
        try:
            return line[start:stop].decode(self._legacy, self.errors)
        except UnicodeDecodeError as error:
            error.object, error.start, error.end = line, start + error.start, start + error.end
            raise


def _strange(line: bytes) -> tuple[int, int]:
    """Return where the part of a line begins and ends that is no UTF-8.

    What comes after the last error may be UTF-8 as well, where it begins behind a blank.
    """
    try:
        line.decode(UTF8)
    except UnicodeDecodeError as error:
        start = error.start
    else:
        return len(line), len(line)
    stop = len(line)
    for place in range(len(line) - 1, start, -1):  # words from the end that are UTF-8
        if line[place : place + 1].isspace():
            if not is_utf8(line[place:]):
                break
            stop = place
    return start, stop


def _end_of_line(data: bytes) -> int:
    """Return behind which byte of `data` nothing is cut in two; 0 if that is still to come."""
    end = data.rfind(b"\n") + 1
    if end or len(data) < LONGEST_LINE:
        return end
    return data.rfind(b" ") + 1 or len(data) - 16
