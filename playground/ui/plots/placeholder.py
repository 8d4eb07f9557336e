"""Where the sentence of an empty plot stands: between the lines, never over one."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QRect

from playground.ui import theme

WIDTHS = (330, 430, 560, 720, 1000)  # designed pixels, the best first
MARGIN = 24  # to the sides
GAP = 5  # to a line


def place(area: QRect, lines: Sequence[float], height_for: Callable[[int], int]) -> QRect:
    """Return the box of a sentence in the highest free band, an empty one without room.

    Args:
        area: The plot.
        lines: y of each line across it.
        height_for: The height of the sentence, wrapped to a width.
    """
    gap = theme.px(GAP)
    edges = sorted((area.top() - gap, *lines, area.bottom() + gap))
    bands = sorted((low - high - 2 * gap, high + gap) for high, low in pairwise(edges))
    room, top = bands[-1]
    widest = area.width() - 2 * theme.px(MARGIN)
    for width in (min(theme.px(width), widest) for width in WIDTHS):
        height = height_for(width)
        if width > 0 and height <= room:
            left = area.center().x() - width // 2
            return QRect(left, round(top + (room - height) / 2), width, height)
    return QRect()
