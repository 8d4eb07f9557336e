"""All shares end to end from 0 to 1, and the number that was drawn as a needle."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui import theme
from playground.ui.language import Translated, tr
from playground.ui.pieces import lift
from playground.ui.quantities import share
from playground.ui.ranking import Ranking, Slice

BAR = 20  # designed pixels
FLAG = 18  # above it, where the number stands
DIGITS = 3
STRENGTHS = (1.0, 0.62, 0.8, 0.48)  # of neighbouring slices
NARROW = 3.0  # pixels; what is narrower is not told apart, unless it was drawn
LEAST = 1 / 4000  # of all; no screen shows less
MILLISECONDS = 150


class Stack(Translated, theme.Themed, QWidget):
    """Shows on whose share a number in [0, 1) fell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ranking: Ranking | None = None
        self._number: float | None = None
        self._slices: tuple[Slice, ...] = ()
        self._fallen = 1.0
        self._falling = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._falling.valueChanged.connect(self._fall)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    # What is shown

    def show_ranking(self, ranking: Ranking | None) -> None:
        """Show the shares of a ranking, before any number is drawn."""
        self._ranking, self._number = ranking, None
        self.reshape()

    def reshape(self) -> None:
        """Take the shares that the ranking has now; the needle stays where it fell."""
        slices = self._ranking.slices(LEAST) if self._ranking is not None else ()
        self._slices = tuple(slices)
        self._tell()
        self.update()

    def throw(self, number: float | None, milliseconds: int = 0) -> None:
        """Let the needle fall on a number; `None` takes it away."""
        self._number = number
        self._falling.stop()
        if number is not None and milliseconds and self.isVisible():
            self._falling.setDuration(min(MILLISECONDS, milliseconds))
            self._falling.start()
        else:
            self._fall(1.0)
        self._tell()

    @property
    def number(self) -> float | None:
        """Where the needle stands."""
        return self._number

    @property
    def drawn(self) -> Slice | None:
        """The slice on which the needle stands."""
        if self._number is None or self._ranking is None:
            return None
        return self._ranking.slice_at(self._number)

    # Qt

    def retranslate(self) -> None:
        """Write the words in the current language."""
        self.setAccessibleName(tr("All shares end to end, from 0 to 1"))
        self._tell()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the number and the bar."""
        return QSize(theme.px(120), theme.px(FLAG + BAR))

    def minimumSizeHint(self) -> QSize:
        """Return the same: it cannot be lower."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the slices, and the needle above them."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            drawn = self.drawn if self._fallen == 1.0 else None
            self._paint_slices(painter, drawn)
            if self._number is not None:
                self._paint_needle(painter, self._number)

    # Inside

    def _room(self) -> QRectF:
        top = self.height() - theme.px(BAR)
        return QRectF(0.5, top, self.width() - 1.0, theme.px(BAR) - 1)

    def _paint_slices(self, painter: QPainter, drawn: Slice | None) -> None:
        room = self._room()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(room, theme.px(3), theme.px(3))
        rest = room.left()
        for number, each in enumerate(self._slices):
            box = _box(room, each.begin, each.end)
            if box.width() < NARROW:
                break
            strength = STRENGTHS[number % len(STRENGTHS)]
            is_drawn = drawn is not None and each.id == drawn.id
            colour = theme.colour("validation") if is_drawn else theme.colour("accent", strength)
            painter.fillRect(box.adjusted(0, 0, -1, 0), colour)
            self._paint_label(painter, each.label, box, lit=is_drawn or strength > 0.7)
            rest = box.right()
        if self._slices and rest < room.right():
            tail = QRectF(rest, room.top(), room.right() - rest, room.height())
            painter.fillRect(tail, theme.colour("accent", 0.3))
        if drawn is not None:
            box = _box(room, drawn.begin, drawn.end)
            if box.width() < NARROW:
                box.setLeft(min(box.left(), room.right() - NARROW))
                box.setWidth(NARROW)
                painter.fillRect(box, theme.colour("validation"))

    def _paint_label(self, painter: QPainter, label: str, box: QRectF, *, lit: bool) -> None:
        font = theme.font(12, mono=True, bold=True)
        if QFontMetrics(font).horizontalAdvance(label) + 4 > box.width():
            return
        painter.setFont(font)
        painter.setPen(theme.colour("on_accent" if lit else "text"))
        raised = box.translated(0, -lift(label, font))
        painter.drawText(raised, Qt.AlignmentFlag.AlignCenter, label)

    def _paint_needle(self, painter: QPainter, number: float) -> None:
        room, ink = self._room(), QColor(theme.colour("text"))
        x = room.left() + number * room.width()
        words = f"{number:.{DIGITS}f}"
        font = theme.font(12, bold=True)
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(words) + theme.px(10)
        left = min(max(0.0, x - width / 2), self.width() - width)
        lift = (1.0 - self._fallen) * theme.px(BAR)
        flag = QRectF(left, 0, width, theme.px(FLAG) - theme.px(3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(flag, theme.px(3), theme.px(3))
        painter.setFont(font)
        painter.setPen(theme.colour("surface"))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)
        tip = QPointF(x, room.bottom() - lift)
        painter.setPen(QPen(theme.colour("surface"), theme.px(4)))
        painter.drawLine(QPointF(x, flag.bottom()), tip)
        painter.setPen(QPen(ink, theme.px(2)))
        painter.drawLine(QPointF(x, flag.bottom()), tip)
        side = theme.px(3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(
            QPolygonF([tip + QPointF(-side, -side), tip + QPointF(side, -side), tip])
        )

    def _fall(self, progress: float) -> None:
        self._fallen = progress
        self.update()

    def _tell(self) -> None:
        """Say in words what is seen."""
        drawn = self.drawn
        if drawn is not None and self._number is not None:
            words = tr(
                "The number {number} fell on “{token}”, which takes {begin} to {end}: {share}.",
                number=f"{self._number:.{DIGITS}f}",
                token=drawn.label,
                begin=f"{drawn.begin:.{DIGITS}f}",
                end=f"{drawn.end:.{DIGITS}f}",
                share=share(drawn.end - drawn.begin),
            )
        else:
            words = tr(
                "A number from 0 to 1 is drawn; the token on whose share it falls is written."
            )
        self.setAccessibleDescription(words)
        self.setToolTip(words)


def _box(room: QRectF, begin: float, end: float) -> QRectF:
    return QRectF(
        room.left() + begin * room.width(), room.top(), (end - begin) * room.width(), room.height()
    )
