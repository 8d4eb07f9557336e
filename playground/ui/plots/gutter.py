"""The gutter right of a plot: the name and value of each line, at the height where it ends.

Names never stand on a curve, nor on each other: where lines end close together the names fan
out, and a thin leader goes from each line to its name.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from playground.pictures.fan import fan_out
from playground.pictures.shapes import Dot, Path, Shape, Words, line
from playground.ui import theme
from playground.ui.language import tr
from playground.ui.plots.painting import font, foot, width_of

FONT = 12
LEADER = 16  # designed pixels between the plot and the names
SPARE = 4  # right of the longest name
GRAIN = 8  # the gutter grows by so much at once, so that it does not tremble with the digits
MOST = 0.42  # of the whole width
ELLIPSIS = "…"


@dataclass(frozen=True)
class Name:
    """The name of a line, with its value."""

    text: str
    y: float  # where the line ends, in pixels
    end: float  # x of that end
    colour: str  # name in Colours
    main: bool = False  # a curve, rather than a line to compare with
    measured: bool = False  # the value stands apart from the curve, and has a dot of its own


def size() -> float:
    """Return the height of the letters in pixels."""
    return float(theme.px(FONT))


def row() -> float:
    """Return the height of a name in pixels."""
    return math.ceil(QFontMetricsF(font(size())).height()) + 1


def needed(texts: Sequence[str], whole: float, before: float = 0.0) -> float:
    """Return how wide the gutter is to be.

    Args:
        texts: The names in it, curves and lines.
        whole: Width of plot and gutter together.
        before: How wide it was; it does not shrink by a little.
    """
    if not texts:
        return float(theme.px(SPARE))
    widest = max(width_of(text, size(), bold=True) for text in texts)
    grain = theme.px(GRAIN)
    wanted = float(math.ceil((theme.px(LEADER) + widest + theme.px(SPARE)) / grain) * grain)
    if wanted <= before <= wanted + grain:
        wanted = before
    return min(wanted, MOST * whole)


def named(names: Sequence[Name], area: QRectF) -> list[Name]:
    """Return the names there is room for: the curves first, then the lines from the top."""
    most = int(area.height() // row())
    kept = sorted(names, key=lambda name: (not name.main, name.y))[: max(0, most)]
    return [name for name in names if name in kept]


def shapes(names: Sequence[Name], area: QRectF, width: float) -> list[Shape]:
    """Return names and leaders.

    Args:
        names: Of curves and lines.
        area: The plot.
        width: Of the gutter to its right.
    """
    names = named(names, area)
    clamped = [min(max(name.y, area.top()), area.bottom()) for name in names]
    places = fan_out(clamped, row(), area.top() - row() / 2, area.bottom() + row() / 2)
    left = area.right() + theme.px(LEADER)
    found: list[Shape] = []
    for name, y, place in zip(names, clamped, places, strict=True):
        found += _leader(name, y, place, area)
        colour = getattr(theme.colours(), name.colour)
        room = area.right() + width - left - 1
        text = elided(name.text, room, bold=name.main)
        found.append(Words(left, foot(place, size()), text, colour, size(), bold=name.main))
    return found


def _leader(name: Name, y: float, place: float, area: QRectF) -> list[Shape]:
    colour = getattr(theme.colours(), name.colour)
    found: list[Shape] = []
    if name.main and area.left() <= name.end < area.right() - 2:
        across = line((name.end + theme.px(6), y), (area.right(), y))
        found.append(Path(across, colour, 1.0, 0.6, dash=(1.0, 3.0)))
    if name.measured and area.left() <= name.end <= area.right():
        dot = theme.px(4.5)
        found.append(Dot(name.end, y, dot, theme.colours().surface, colour, theme.px(2)))
    bend = theme.px(LEADER)
    course = line(
        (area.right() + 1, y),
        (area.right() + 0.2 * bend, y),
        (area.right() + 0.65 * bend, place),
        (area.right() + 0.8 * bend, place),
    )
    found.append(Path(course, colour, 1.0, 0.75))
    return found


def elided(text: str, room: float, *, bold: bool = False) -> str:
    """Return a text cut to `room` pixels; its end, which is the value, stays."""
    if width_of(text, size(), bold=bold) <= room:
        return text
    name, _, value = text.rpartition(" ")
    while name and width_of(name + ELLIPSIS + value, size(), bold=bold) > room:
        name = name[:-1]
    return tr("{name}… {value}", name=name.rstrip(), value=value) if name else value
