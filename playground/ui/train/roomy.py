"""How large a text may be written so that all of it is seen: small rooms, small letters."""

import math
from collections.abc import Sequence

from PySide6.QtGui import QFont, QTextLayout, QTextOption

from playground.ui import theme

SIZES = (22, 20, 18, 16, 14)  # designed pixels, the largest first; the last one may need scrolling
MOST_KNOWN = 2000  # counted texts that are remembered


class Roomy:
    """Finds the largest of `SIZES`, and remembers what it has counted."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], int] = {}  # height of text, size, width

    def size(self, texts: Sequence[str], width: int, height: int) -> tuple[int, bool]:
        """Return the largest size in which each of `texts` has room alone, and whether it has."""
        for size in SIZES:
            font = theme.font(size, mono=True)
            if all(self._height(text, font, width) <= height for text in texts):
                return size, True
        return SIZES[-1], False

    def _height(self, text: str, font: QFont, width: int) -> int:
        key = (text, font.pixelSize(), width)
        if key not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key] = height_of(text, font, width)
        return self._known[key]


def height_of(text: str, font: QFont, width: int) -> int:
    """Return how high a text is in a width, all in pixels, broken as a text field breaks it."""
    height = 0
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            height += math.ceil(line.height())
        layout.endLayout()
    return height
