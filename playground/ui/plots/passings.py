"""Marks where the validation curve passes the dashed lines: a ring, and how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.engine.lines import Passing
from playground.ui import theme
from playground.ui.figures import clock
from playground.ui.history import History
from playground.ui.language import tr
from playground.ui.plots.curves import to_unit
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.scales import to_axis

FONT = 12
RING = 4  # designed pixels
GAP = 3  # between the ring and the words
MOST_SHIFTS = 4  # to the right, where something stands in the way


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

    Args:
        history: The run.
        options: Unit and axes.
        passed: When the line was passed.
        level: The line, in the unit that is shown.
    """
    near = slice(max(0, passed.check - 1), passed.check + 1)
    x = to_axis(history.evaluation_places(options.axis)[near], options.log_x)
    y = to_unit(history.valid_loss.values[near], history, options)
    height = float(to_axis(np.array([level]), options.log_y)[0])
    if len(x) < 2 or not y[1] < height <= y[0]:
        return float(x[-1]), height
    return float(x[0] + (y[0] - height) / (y[0] - y[1]) * (x[1] - x[0])), height


def place_words(
    marks: Sequence[QPointF], sizes: Sequence[QSizeF], area: QRectF, taken: Sequence[QRectF]
) -> list[QRectF]:
    """Return where the words beside marks stand, so that they cover nothing.

    Right of the mark above its line, or left of it below: there the falling curve is not. Else
    above the line further to the right, or right of the mark below the line.

    Args:
        marks: Middle of each mark, in pixels.
        sizes: Size of each box of words.
        area: The plot; words stay inside.
        taken: Boxes that stand there already.

    Returns:
        A box for each mark; an empty one where there is no room.
    """
    side = theme.px(RING) + theme.px(GAP)
    rings = [QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side) for at in marks]
    placed: list[QRectF] = []
    for at, size in zip(marks, sizes, strict=True):
        others = [*taken, *placed, *(ring for ring in rings if not ring.contains(at))]
        placed.append(_first_free(at, size, area, others))
    return placed


def _first_free(at: QPointF, size: QSizeF, area: QRectF, taken: Sequence[QRectF]) -> QRectF:
    side = theme.px(RING) + theme.px(GAP)
    above, below = at.y() - size.height(), at.y()
    shifts = sorted(box.right() for box in taken if box.right() > at.x())[:MOST_SHIFTS]
    corners = [
        QPointF(at.x() + side, above),
        QPointF(at.x() - side - size.width(), below),
        *(QPointF(right + side, above) for right in shifts),
        QPointF(at.x() + side, below),
    ]
    for corner in corners:
        box = QRectF(corner, size)
        if area.contains(box) and not any(box.intersects(other) for other in taken):
            return box
    return QRectF()


def draw_passings(
    painter: QPainter, marks: Sequence[Mark], area: QRectF, taken: Sequence[QRectF]
) -> None:
    """Draw the rings, and the words where there is room."""
    seen = [mark for mark in marks if area.contains(mark.at)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setFont(theme.font(FONT))
    metrics = QFontMetricsF(painter.font())
    sizes = [QSizeF(metrics.horizontalAdvance(m.text) + 4, metrics.height() + 3) for m in seen]
    boxes = place_words([mark.at for mark in seen], sizes, area, taken)
    for mark, box in zip(seen, boxes, strict=True):
        if not box.isEmpty():
            painter.fillRect(box.adjusted(1, 1, -1, -1), theme.colour("surface", 0.8))
            painter.setPen(theme.colour("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.text)
    painter.setPen(QPen(theme.colour("validation"), theme.px(2)))
    painter.setBrush(theme.colour("surface"))
    for mark in seen:
        painter.drawEllipse(mark.at, theme.px(RING), theme.px(RING))
