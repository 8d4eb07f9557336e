"""A block of lines at the end of the terminal that is drawn again and again in place."""

import os
import shutil
from collections.abc import Callable, Sequence

from playground.terminal.words import painted

CLEAR_DOWN = "\x1b[J"
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


class Live:
    """Draws lines over those that it drew before; everything else scrolls away above."""

    def __init__(self, write: Callable[[str], None]) -> None:
        """Use `write` to print; it should flush."""
        self._write = write
        self._height = 0
        if os.name == "nt":
            os.system("")  # makes the Windows console understand escape sequences

    def draw(self, lines: Sequence[str]) -> None:
        """Show `lines`, none wider than the terminal, in the place of the last ones."""
        block = "".join(f"{painted(line)}\n" for line in lines)
        self._write(f"{HIDE_CURSOR}{self._back()}{block}")
        self._height = len(lines)

    def leave(self) -> None:
        """Let the lines stand as they are and go on below them."""
        if self._height:
            self._write(SHOW_CURSOR)
        self._height = 0

    def clear(self) -> None:
        """Take the lines away."""
        self._write(f"{self._back()}{SHOW_CURSOR}")
        self._height = 0

    def _back(self) -> str:
        up = f"\x1b[{self._height}A" if self._height else ""
        return f"\r{up}{CLEAR_DOWN}"


def size() -> tuple[int, int]:
    """Return the columns and lines of the terminal; one column stays free."""
    columns, lines = shutil.get_terminal_size()
    return max(20, columns - 1), max(6, lines)
