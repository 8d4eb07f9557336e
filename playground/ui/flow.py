"""Lines of tokens: where each piece of text stands when words wrap.

Knows nothing of painting. Tokens are added at the end, and only the last line is laid out
again, so that a text can grow while thousands of tokens stand before it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 16  # characters of a word that stay together in one fragment
NO_START = frozenset("，。、；：！？）》」』】〕〉”’…—·％‰,.;:!?)]}")
NO_END = frozenset("（《「『【〔〈“‘([{")
JOINING = ("Mn", "Me", "Mc", "Cf", "Sk")  # accents, joiners, skin tones
_PIECES = re.compile(r"\n|\t| |[^\n\t ]+")


@dataclass(frozen=True)
class Box:
    """A place on a line."""

    line: int
    x: float
    width: float


class Flow:
    """Tokens broken into lines no wider than `width`.

    A token is cut into fragments that stay whole: a newline, a space, a Chinese character, a
    word or a part of one. A space may hang over the end of its line.
    """

    def __init__(self, measure: Callable[[str], float], width: float) -> None:
        self._measure = measure
        self.width = width
        self.clear()

    def clear(self) -> None:
        """Forget all tokens."""
        self.tokens = 0  # how many there are
        self.texts: list[str] = []  # of each fragment
        self.owners: list[int] = []  # the token that each fragment belongs to
        self.xs: list[float] = []
        self.widths: list[float] = []
        self.starts: list[int] = [0]  # first fragment of each line
        self._x = 0.0
        self._word = 0  # the last fragment before which the line may break
        self._last = ""  # last character on the line

    def __len__(self) -> int:
        """Return the number of lines; an empty text has one."""
        return len(self.starts)

    def add(self, texts: Iterable[str]) -> None:
        """Put tokens at the end."""
        for text in texts:
            for piece in fragments(text) or ("",):
                self._place(piece)
            self.tokens += 1

    def fragments_of_line(self, line: int) -> range:
        """Return the numbers of the fragments that stand on a line."""
        stop = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.texts)
        return range(self.starts[line], stop)

    def boxes(self, token: int) -> list[Box]:
        """Return where a token stands; a token that wraps stands on several lines."""
        found: list[Box] = []
        fragment = bisect_left(self.owners, token)
        line = bisect_right(self.starts, fragment) - 1
        while fragment < len(self.owners) and self.owners[fragment] == token:
            if line + 1 < len(self.starts) and fragment >= self.starts[line + 1]:
                line += 1
            x, width = self.xs[fragment], self.widths[fragment]
            if found and found[-1].line == line:
                found[-1] = Box(line, found[-1].x, x + width - found[-1].x)
            else:
                found.append(Box(line, x, width))
            fragment += 1
        return found

    def token_at(self, line: int, x: float, *, nearest: bool = False) -> int | None:
        """Return the token at `x` on a line, or the nearest one there; `None` beside them."""
        if not 0 <= line < len(self.starts):
            return None
        on_line = self.fragments_of_line(line)
        for fragment in on_line:
            if self.xs[fragment] <= x < self.xs[fragment] + self.widths[fragment]:
                return self.owners[fragment]
        if not nearest or not on_line:
            return None
        return self.owners[on_line[0] if x < self.xs[on_line[0]] else on_line[-1]]

    def _place(self, piece: str) -> None:
        width = self._measure(piece)
        if may_break(self._last, piece[:1]):
            self._word = len(self.texts)
        hangs = piece == "\n" or (piece == " " and self._x <= self.width)
        while not hangs and self._x > 0 and self._x + width > self.width:
            self._break_at(self._word if self._word > self.starts[-1] else len(self.texts))
        self.owners.append(self.tokens)
        self.texts.append(piece)
        self.xs.append(self._x)
        self.widths.append(width)
        self._x += width
        self._last = piece[-1:] or "\u4e00"  # half a character is as wide as a Chinese one
        if piece == "\n":
            self._break_at(len(self.texts))

    def _break_at(self, fragment: int) -> None:
        """Begin a new line with `fragment`; what stands there already moves along."""
        offset = self.xs[fragment] if fragment < len(self.xs) else self._x
        for moved in range(fragment, len(self.xs)):
            self.xs[moved] -= offset
        self._x -= offset
        self.starts.append(fragment)
        self._word = fragment
        if fragment == len(self.texts):
            self._last = ""


@lru_cache(maxsize=65536)
def fragments(text: str) -> tuple[str, ...]:
    """Cut the text of a token into pieces that stay on one line."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        start = 0
        for i in range(1, len(piece)):
            if may_break(piece[i - 1], piece[i]) or i - start >= LONGEST:
                found.append(piece[start:i])
                start = i
        found.append(piece[start:])
    return tuple(found)


@lru_cache(maxsize=65536)
def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters; "" is the start of a line."""
    if not before or after in (" ", "\n") or joins(before, after):
        return False
    if before in (" ", "\t"):
        return True
    if is_wide(before) or is_wide(after) or not after:
        return after not in NO_START and before not in NO_END
    return before == "-" and after.isalnum()


def joins(before: str, after: str) -> bool:
    """Tell whether two code points are parts of one sign, as an accent is of its letter."""
    return before == "\u200d" or (after > "\u0300" and unicodedata.category(after) in JOINING)


def is_wide(character: str) -> bool:
    """Tell whether a character takes two columns, as Chinese ones do."""
    return character > "\u1100" and unicodedata.east_asian_width(character) in "WF"
