"""The letter that was drawn, on its way from the bars into the text."""

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.ui import theme
from playground.ui.pieces import lift

SIDE = 30  # designed pixels
SHORTEST = 40  # milliseconds; what is quicker cannot be seen


class Flight(QWidget):
    """Lies over the page and paints one letter that moves; clicks go through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = ""
        self._from = self._to = QPointF()
        self._moving = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._moving.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._moving.valueChanged.connect(self._move)
        self._moving.finished.connect(self.hide)
        self.hide()

    def fly(self, label: str, start: QPointF, end: QPointF, milliseconds: int) -> None:
        """Let a letter move from a point of the page to another one."""
        self._moving.stop()
        if milliseconds < SHORTEST:
            self.hide()
            return
        self._label, self._from, self._to = label, start, end
        self._moving.setDuration(milliseconds)
        self._move(0.0)
        self.show()
        self.raise_()
        self._moving.start()

    def land(self) -> None:
        """Be gone at once."""
        self._moving.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the letter on its tile."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("validation"))
            painter.drawRoundedRect(QRectF(self.rect()), theme.px(6), theme.px(6))
            font = theme.font(17, mono=True, bold=True)
            painter.setFont(font)
            painter.setPen(theme.colour("on_accent"))
            raised = QRectF(self.rect()).translated(0, -lift(self._label, font))
            painter.drawText(raised, Qt.AlignmentFlag.AlignCenter, self._label)

    def _move(self, progress: float) -> None:
        side = theme.px(SIDE)
        width = max(side, self.fontMetrics().horizontalAdvance(self._label) + side // 2)
        at = self._from + (self._to - self._from) * progress
        self.setGeometry(round(at.x() - width / 2), round(at.y() - side / 2), width, side)
