"""Marks where the validation curve passes the dashed lines: a ring, and how long it took."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF

from playground.engine.lines import Passing
from playground.pictures.shapes import Box, Dot, Path, Points, Shape, Words, line
from playground.ui import theme
from playground.ui.figures import clock
from playground.ui.history import History
from playground.ui.language import tr
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.painting import font, foot, width_of
from playground.ui.plots.scales import to_axis

FONT = 12
RING = 4  # designed pixels
GAP = 3  # between the ring and the words
ROWS_UP = 6  # half rows above the mark at which words may stand


@dataclass(frozen=True)
class Mark:
    """A passing in pixels of the plot."""

    at: QPointF
    text: str


def words(seconds: float) -> str:
    """Return how long it took, as short as can be."""
    if seconds >= 59.5:
        return tr("after {time}", time=clock(seconds))
    return tr("after {seconds} s", seconds=f"{seconds:.1f}" if seconds < 9.95 else f"{seconds:.0f}")


def place(
    history: History, options: PlotOptions, passed: Passing, level: float
) -> tuple[float, float]:
    """Return where the drawn curve meets a line, in axis coordinates.

    Between two checks the curve is straight in bits and in the numbers of the x axis, and drawn
    so whatever the unit and the axes are: see `curves.bent`.

    Args:
        history: The run.
        options: Unit and axes.
        passed: When the line was passed.
        level: The line, in the unit that is shown.
    """
    near = slice(max(0, passed.check - 1), passed.check + 1)
    x = history.evaluation_places(options.axis)[near]
    losses = history.valid_loss.values[near]
    height = float(to_axis(np.array([level]), options.log_y)[0])
    at, line = float(x[-1]), passed.line.bits / history.bits_per_nat
    if len(x) == 2 and losses[1] < line <= losses[0]:
        at = float(x[0] + (losses[0] - line) / (losses[0] - losses[1]) * (x[1] - x[0]))
    return float(to_axis(np.array([at]), options.log_x)[0]), height


def place_words(
    marks: Sequence[QPointF],
    sizes: Sequence[QSizeF],
    area: QRectF,
    taken: Sequence[QRectF],
    curves: Sequence[Points] = (),
) -> list[QRectF]:
    """Return where the words beside marks stand, so that they cover nothing.

    Right of the mark above its line, or left of it below: there the falling curve is not. Else
    right of the mark below the line, or a few rows above it. No words stand nearer to another
    mark than to their own.

    Args:
        marks: Middle of each mark, in pixels.
        sizes: Size of each box of words.
        area: The plot; words stay inside.
        taken: Boxes that stand there already.
        curves: Points (N, 2) of each curve, from the left to the right.

    Returns:
        A box for each mark; an empty one where there is no room.
    """
    side = theme.px(RING) + theme.px(GAP)
    rings = [QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side) for at in marks]
    placed: list[QRectF] = []
    for i, (at, size) in enumerate(zip(marks, sizes, strict=True)):
        others = [*marks[:i], *marks[i + 1 :]]
        in_the_way = [*taken, *placed, *rings[:i], *rings[i + 1 :]]
        free = (
            box
            for box in _beside(at, size)
            if area.contains(box)
            and not any(box.intersects(other) for other in in_the_way)
            and all(_apart(box, at) < _apart(box, other) for other in others)
            and not any(_crosses(curve, box) for curve in curves)
            and not any(_leader(at, box).intersects(other) for other in placed)
        )
        placed.append(next(free, QRectF()))
    return placed


def _beside(at: QPointF, size: QSizeF) -> Iterator[QRectF]:
    """Yield the boxes around a mark, the best first."""
    side = theme.px(RING) + theme.px(GAP)
    above = at.y() - size.height()
    yield QRectF(QPointF(at.x() + side, above), size)
    yield QRectF(QPointF(at.x() - side - size.width(), at.y()), size)
    yield QRectF(QPointF(at.x() + side, at.y()), size)
    for up in range(1, ROWS_UP + 1):
        row = above - up * size.height() / 2
        yield QRectF(QPointF(at.x() + side, row), size)
        yield QRectF(QPointF(at.x() - size.width() / 2, row - side), size)


def _leader(at: QPointF, box: QRectF) -> QRectF:
    """Return the room of the line between a mark and words a few rows above it."""
    x = min(max(at.x(), box.left()), box.right())
    return QRectF(at, QPointF(x, box.bottom())).normalized().adjusted(-1, 0, 1, 0)


def _crosses(curve: Points, box: QRectF) -> bool:
    """Tell whether a curve passes through a box."""
    x, y = curve[:, 0], curve[:, 1]
    if not len(x) or x[0] > box.right() or x[-1] < box.left():
        return False
    inside = y[(x > box.left()) & (x < box.right())]
    ends = [min(max(end, x[0]), x[-1]) for end in (box.left(), box.right())]
    heights = np.append(inside, np.interp(ends, x, y))
    return bool(heights.min() < box.bottom() and heights.max() > box.top())


def _apart(box: QRectF, at: QPointF) -> float:
    """Return how far a point is from a box, in pixels."""
    across = max(box.left() - at.x(), 0.0, at.x() - box.right())
    along = max(box.top() - at.y(), 0.0, at.y() - box.bottom())
    return math.hypot(across, along)


def shapes(marks: Sequence[Mark], area: QRectF, curves: Sequence[Points]) -> list[Shape]:
    """Return the rings, and the words where there is room beside the curves."""
    seen = [mark for mark in marks if area.contains(mark.at)]
    size, colours = float(theme.px(FONT)), theme.colours()
    height = QFontMetricsF(font(size)).height() + 3
    sizes = [QSizeF(width_of(mark.text, size) + 4, height) for mark in seen]
    boxes = place_words([mark.at for mark in seen], sizes, area, [], curves)
    found: list[Shape] = []
    for mark, box in zip(seen, boxes, strict=True):
        if not box.isEmpty():
            if mark.at.y() - box.bottom() > 2 * theme.px(RING):
                x = min(max(mark.at.x(), box.left()), box.right())
                found.append(
                    Path(line((mark.at.x(), mark.at.y()), (x, box.bottom())), colours.rule)
                )
            ground = box.adjusted(1, 1, -1, -1)
            found.append(Box(ground.x(), ground.y(), ground.width(), ground.height(),
                             colours.surface, 0.8))  # fmt: skip
            middle = box.center()
            place = foot(middle.y(), size)
            found.append(Words(middle.x(), place, mark.text, colours.text, size, "middle"))
    ring, width = float(theme.px(RING)), float(theme.px(2))
    for mark in seen:
        dot = Dot(mark.at.x(), mark.at.y(), ring, colours.surface, colours.validation, width)
        found.append(dot)
    return found
