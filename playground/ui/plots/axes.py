"""Axes in the window's clothes: a quiet line and round numbers."""

import math

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.pictures.shapes import Path, Shape, Words, line
from playground.ui import theme
from playground.ui.plots.painting import foot
from playground.ui.plots.scales import (
    Write,
    linear_ticks,
    log_ticks,
    time_ticks,
    write_plain,
)

FONT = 12
GAP = 6  # between the line and the numbers


class Axis(pyqtgraph.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis that paints itself; pyqtgraph's own ignores the palette and the text size."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, showValues=True)
        self.write: Write = write_plain
        self.log = False
        self.in_time = False  # ticks as on a clock
        self.numbered = True
        self.setZValue(-1)

    def restyle(self) -> None:
        """Take the size of the numbers from the theme."""
        if self.orientation == "left":
            self.make_room()
        else:
            metrics = QFontMetricsF(theme.font(FONT))
            self.setHeight(math.ceil(metrics.height() + theme.px(GAP)))
        self.refresh()

    def make_room(self) -> None:
        """Be as wide as the longest number; as long as all are short, of one width."""
        metrics = QFontMetricsF(theme.font(FONT))
        texts = [text for _, text in self.ticks(self.length)] if self.numbered else []
        widest = max(metrics.horizontalAdvance(text) for text in ("88.88", *texts))
        width = math.ceil(widest + theme.px(GAP) + 2)
        if width != self.width():
            self.setWidth(width)

    @property
    def length(self) -> float:
        """The axis in pixels."""
        size = self.geometry().size()
        return float(size.height() if self.orientation == "left" else size.width())

    def refresh(self) -> None:
        """Paint again after `write` or `log` has changed."""
        self.picture = None
        self.update()

    def ticks(self, length: float) -> list[tuple[float, str]]:
        """Return where numbers stand on an axis of `length` pixels, and what they say."""
        low, high = self.range
        metrics = QFontMetricsF(theme.font(FONT))
        if self.orientation == "left":
            most = int(length / (metrics.height() * 2.2))
        else:
            most = int(length / metrics.horizontalAdvance("8888888888"))
        most = max(2, most)
        if self.log:
            values = log_ticks(low, high, most)
            return [(math.log10(v), self.write(v, _gap(values, v))) for v in values]
        step, values = (time_ticks if self.in_time else linear_ticks)(low, high, most)
        return [(v, self.write(v, step)) for v in values]

    def shapes(self) -> list[Shape]:
        """Return the line and the numbers in pixels of the canvas, for pictures."""
        colours, size = theme.colours(), float(theme.px(FONT))
        upright = self.orientation == "left"
        box = self.mapRectToScene(self.mapRectFromParent(self.geometry()))
        (low, high), gap = self.range, theme.px(GAP)
        if upright:
            course = line((box.right() - 0.5, box.top()), (box.right() - 0.5, box.bottom()))
        else:
            course = line((box.left(), box.top() + 0.5), (box.right(), box.top() + 0.5))
        found: list[Shape] = [Path(course, colours.line_strong)]
        if high <= low or not self.numbered:
            return found
        for place, text in self.ticks(self.length):
            share = (place - low) / (high - low)
            if upright:
                x, y = box.right() - gap, foot(box.bottom() - share * box.height(), size)
                found.append(Words(x, y, text, colours.muted, size, "end"))
            else:
                x, y = box.left() + share * box.width(), box.top() + gap + 0.85 * size
                found.append(Words(x, y, text, colours.muted, size, "middle"))
        return found

    def paint(self, painter: QPainter, option: object, widget: object) -> None:
        """Draw the line and the numbers (called by Qt)."""
        box: QRectF = self.mapRectFromParent(self.geometry())
        painter.setFont(theme.font(FONT))
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.orientation == "left":
            painter.drawLine(QPointF(box.right(), box.top()), QPointF(box.right(), box.bottom()))
        else:
            painter.drawLine(QPointF(box.left(), box.top()), QPointF(box.right(), box.top()))
        painter.setPen(theme.colour("muted"))
        self._numbers(painter, box)

    def _numbers(self, painter: QPainter, box: QRectF) -> None:
        low, high = self.range
        upright = self.orientation == "left"
        length = box.height() if upright else box.width()
        if high <= low or length <= 0 or not self.numbered:
            return
        height = QFontMetricsF(painter.font()).height()
        for place, text in self.ticks(length):
            share = (place - low) / (high - low)
            if upright:
                y = box.bottom() - share * length
                room = QRectF(box.left(), y - height / 2, box.width() - theme.px(GAP), height)
                painter.drawText(room, Qt.AlignmentFlag.AlignRight, text)
            else:
                width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
                left = box.left() + share * length - width / 2
                room = QRectF(left, box.top() + theme.px(GAP) - 2, width, height)
                painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, text)


def _gap(values: list[float], value: float) -> float:
    """Return a step that tells `value` from the others: a power of ten, or less."""
    others = [abs(other - value) for other in values if other != value]
    return min([10.0 ** math.floor(math.log10(value)), *others])
