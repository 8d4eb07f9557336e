"""How predictable a text is: what a character costs by several rules, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.ui import theme

ROW, LEAST_ROW = 24, 13  # designed pixels


@dataclass(frozen=True)
class Cost:
    """Bits per character by one rule."""

    title: str  # in the window's language
    help: str
    bits: float | None  # None while it is being measured
    is_floor: bool = False  # no model can go below


class Scale(theme.Themed, QWidget):
    """Paints one bar for each cost, all to the same scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.costs: tuple[Cost, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_costs(self, costs: list[Cost]) -> None:
        """Show other numbers."""
        self.costs = tuple(costs)
        self.setAccessibleDescription(
            ", ".join(f"{c.title} {c.bits:.2f}" for c in costs if c.bits is not None)
        )
        self.restyle()
        self.update()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.setMaximumHeight(max(1, len(self.costs)) * theme.px(ROW))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the least size of all rows; where there is room they take it."""
        return QSize(theme.px(170), len(self.costs) * theme.px(LEAST_ROW))

    def minimumSizeHint(self) -> QSize:
        """Return the least size of all rows."""
        return self.sizeHint()

    @property
    def _font(self) -> QFont:
        return theme.font(13 if self._row >= theme.px(18) else 12)

    @property
    def _row(self) -> float:
        """The height of a row, in pixels."""
        return min(theme.px(ROW), self.height() / max(1, len(self.costs)))

    def event(self, event: QEvent) -> bool:
        """Explain the row under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = int(event.pos().y() // self._row)
            if 0 <= row < len(self.costs):
                QToolTip.showText(event.globalPos(), self.costs[row].help, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, bar and number of each row."""
        if not self.costs:
            return
        metrics = QFontMetrics(self._font)
        titles = max(metrics.horizontalAdvance(cost.title) for cost in self.costs)
        titles = min(titles + theme.px(4), self.width() // 2)
        most = max(cost.bits or 0.0 for cost in self.costs)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for i, cost in enumerate(self.costs):
                row = QRectF(0, i * self._row, self.width(), self._row)
                self._paint_row(painter, row, cost, titles, most)

    def _paint_row(
        self, painter: QPainter, row: QRectF, cost: Cost, titles: int, most: float
    ) -> None:
        flags = Qt.AlignmentFlag
        painter.setFont(self._font)
        painter.setPen(theme.colour("muted"))
        title = QFontMetrics(painter.font()).elidedText(
            cost.title, Qt.TextElideMode.ElideRight, titles
        )
        painter.drawText(row, flags.AlignLeft | flags.AlignVCenter, title)
        painter.setPen(theme.colour("text"))
        number = "…" if cost.bits is None else f"{cost.bits:.2f}"
        painter.drawText(row, flags.AlignRight | flags.AlignVCenter, number)
        if cost.bits is None:
            return
        room = row.adjusted(titles + theme.px(12), 0, -theme.px(46), 0)
        height = theme.px(8)
        width = max(height, room.width() * (cost.bits / most if most else 0.0))
        bar = QRectF(room.left(), room.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("floor") if cost.is_floor else theme.colour("accent", 0.75))
        painter.drawRoundedRect(bar, height / 2, height / 2)
