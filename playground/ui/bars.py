"""Bars of the next token: how likely each one is, what is cut, which was drawn.

The bars move at once when a setting changes, also while a slider is dragged: only the few
rows that can be seen are painted.
"""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from playground.engine.config import SamplingConfig
from playground.ui import theme
from playground.ui.language import Translated, tr
from playground.ui.pieces import lift
from playground.ui.plain import tip
from playground.ui.quantities import share
from playground.ui.ranking import Ranking, Row

ROW = 33  # designed pixels
LOW_ROW = 26  # where the page is low
LEAST = 3  # rows
MOST_ROWS = 18
FULL = 0.4  # the share whose bar is as long as there is room; longer ones shrink all
MILLISECONDS = 120


class Bars(Translated, theme.Themed, QWidget):
    """Paints the likeliest next tokens; a click or Return chooses one."""

    chosen = Signal(int)  # id of a token

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ranking: Ranking | None = None
        self._marked: int | None = None
        self._rows: tuple[Row, ...] = ()
        self._painted: dict[int, float] = {}  # share of each token as painted last
        self._before: dict[int, float] = {}
        self._placed: dict[int, float] = {}  # row of each token as painted last
        self._came_from: dict[int, float] = {}
        self._current = -1
        self._hovered = -1
        self._pressed = -1
        self._can_choose = True
        self._low = False
        self._cut = self._hint = self._waiting = ""
        self._moving = QVariantAnimation(self)
        self._moving.setStartValue(0.0)
        self._moving.setEndValue(1.0)
        self._moving.valueChanged.connect(self._move)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.retranslate()

    # What is shown

    def show_ranking(
        self,
        ranking: Ranking | None,
        config: SamplingConfig,
        marked: int | None = None,
        milliseconds: int = 0,
    ) -> None:
        """Show another distribution.

        Args:
            ranking: Its tokens; `None`: nothing is known.
            config: Temperature and the others, by which it is reshaped.
            marked: The token that was drawn.
            milliseconds: How long the rows take to sort themselves anew.
        """
        self._ranking, self._marked = ranking, marked
        self._current = -1
        self._take_config(config)
        self._start_moving(milliseconds)

    def reshape(self, config: SamplingConfig, milliseconds: int = MILLISECONDS) -> None:
        """Let the bars follow other settings."""
        self._take_config(config)
        self._start_moving(milliseconds)

    def mark(self, token: int, milliseconds: int = 0) -> None:
        """Mark the token that was drawn; where it is too rare to be seen it takes the last row."""
        self._marked = token
        self._take_rows()
        self._start_moving(milliseconds)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that can be seen, from the top."""
        return self._rows

    @property
    def marked(self) -> int | None:
        """The id of the token that was drawn."""
        return self._marked

    def set_can_choose(self, can_choose: bool) -> None:
        """Allow choosing a token, or not."""
        self._can_choose = can_choose
        cursor = Qt.CursorShape.PointingHandCursor if can_choose else Qt.CursorShape.ArrowCursor
        self.setCursor(cursor)

    def set_waiting(self, words: str) -> None:
        """Say why no bars are there yet; "" where nothing is waited for."""
        if words != self._waiting:
            self._waiting = words
            self._tell()
            self.update()

    def set_hint(self, hint: str) -> None:
        """Say in the tool tips what a click does."""
        self._hint = hint

    def set_low(self, low: bool) -> None:
        """Have lower rows, so that more of them are seen on a low page."""
        self._low = low
        self.restyle()

    def row_words(self, row: int) -> str:
        """Return what is said of a row, and what a click on it does."""
        is_other = self._can_choose and self._rows[row].id != self._marked
        hint = f"\n{self._hint}" if is_other and self._hint else ""
        return self._words(self._rows[row]) + hint

    def row_rect(self, row: int) -> QRectF:
        """Return where a row is painted."""
        return QRectF(0, row * self._row_height(), self.width(), self._row_height())

    # Qt

    def retranslate(self) -> None:
        """Write the words in the current language."""
        self._cut = tr("cut")
        self.setAccessibleName(tr("How likely each next token is"))
        self._tell()
        self.update()

    def restyle(self) -> None:
        """Take colours and sizes from the theme."""
        self.updateGeometry()
        self._take_rows()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the least size that makes sense; where there is room there are more rows."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the fewest rows that make sense."""
        return QSize(theme.px(160), LEAST * self._row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many rows as there is room for."""
        self._take_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._rows and self._waiting:
                painter.setFont(theme.font(14))
                painter.setPen(theme.colour("muted"))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), int(flags), self._waiting)
            labels = self._label_width()
            for i, row in enumerate(self._rows):
                top = self._placed.get(row.id, i) * self._row_height()
                place = QRectF(0, top, self.width(), self._row_height())
                self._paint_row(painter, place, row, labels, i)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the row under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._row_at(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row that was pressed, if the mouse is still on it."""
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0 and pressed == self._row_at(event.position().y()):
            self._choose(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the row under the mouse."""
        self._hover(self._row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the likeliest row when the keys come here."""
        self._current = max(0, self._current)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the rows and choose one."""
        last = len(self._rows) - 1
        match event.key():
            case Qt.Key.Key_Up:
                self._current = max(0, self._current - 1)
            case Qt.Key.Key_Down:
                self._current = min(last, self._current + 1)
            case Qt.Key.Key_Home:
                self._current = min(0, last)
            case Qt.Key.Key_End:
                self._current = last
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if (
                not event.modifiers() and 0 <= self._current <= last
            ):
                self._choose(self._current)
            case _:
                event.ignore()
                return
        self._tell()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell more about the row under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(event.pos().y())
            if row >= 0:
                place = self.row_rect(row).toAlignedRect()
                words = tip(self.row_words(row))
                QToolTip.showText(self._beside(row, words), words, self, place)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # Inside

    def _beside(self, row: int, words: str) -> QPoint:
        """Return where a tool tip stands on the left of the bars, so that it covers none."""
        metrics = QFontMetrics(QToolTip.font())
        width = max(metrics.horizontalAdvance(line) for line in words.splitlines())
        box = self.row_rect(row)
        return self.mapToGlobal(QPoint(-width - theme.px(40), round(box.top()) - theme.px(16)))

    def _choose(self, row: int) -> None:
        if self._can_choose:
            self.chosen.emit(self._rows[row].id)

    def _row_at(self, y: float) -> int:
        row = int(y // self._row_height())
        return row if 0 <= row < len(self._rows) else -1

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.update()

    def _take_config(self, config: SamplingConfig) -> None:
        if self._ranking is not None:
            self._ranking.reshape(config)
        self._take_rows()

    def _take_rows(self) -> None:
        fits = min(MOST_ROWS, max(1, self.height() // self._row_height()))
        self._rows = self._ranking.rows(fits, self._marked) if self._ranking is not None else ()
        self._tell()

    def _start_moving(self, milliseconds: int) -> None:
        self._moving.stop()
        self._before, self._came_from = self._painted, self._placed
        if milliseconds and self.isVisible() and self._rows:
            self._moving.setDuration(milliseconds)
            self._moving.start()
        else:
            self._move(1.0)

    def _move(self, progress: float) -> None:
        """Paint the rows on their way from where they were to where they belong."""
        ease = progress * (2 - progress)
        below = len(self._rows)  # where those come from that were not seen
        self._painted, self._placed = {}, {}
        for place, row in enumerate(self._rows):
            share, place_before = self._before.get(row.id, 0.0), self._came_from.get(row.id, below)
            self._painted[row.id] = row.share * ease + share * (1 - ease)
            self._placed[row.id] = place * ease + place_before * (1 - ease)
        self.update()

    def _row_height(self) -> int:
        return theme.px(LOW_ROW if self._low else ROW)

    def _label_width(self) -> int:
        metrics = QFontMetrics(theme.font(15, mono=True, bold=True))
        widths = [metrics.horizontalAdvance(row.label) + theme.px(2) for row in self._rows]
        return max(theme.px(16), min(self.width() // 3, max(widths, default=0)))

    def _paint_row(self, painter: QPainter, place: QRectF, row: Row, labels: int, i: int) -> None:
        box = place.adjusted(0, 1, -1, -1)
        self._paint_ground(painter, i, row, box)
        colour = "disabled" if row.cut else "text"
        font = theme.font(15, mono=True, bold=row.id == self._marked)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        inner = box.adjusted(theme.px(6), 0, -theme.px(6), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        label = QFontMetrics(font).elidedText(row.label, Qt.TextElideMode.ElideRight, labels)
        raised = inner.translated(0, -lift(label, font))
        painter.drawText(raised, Qt.AlignmentFlag.AlignLeft | middle, label)
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("disabled" if row.cut else "muted"))
        number = self._cut if row.cut else share(row.share)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, number)
        self._paint_bar(painter, row, inner.adjusted(labels + theme.px(10), 0, -theme.px(62), 0))

    def _paint_ground(self, painter: QPainter, i: int, row: Row, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if row.id == self._marked:
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        elif i == self._hovered and self._can_choose:
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        if i == self._current and self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, theme.px(6), theme.px(6))

    def _paint_bar(self, painter: QPainter, row: Row, room: QRectF) -> None:
        height = theme.px(18)
        bar = QRectF(room.left(), room.center().y() - height / 2, 0, height)
        full = max(FULL, *self._painted.values(), *(r.said for r in self._rows))
        painter.setPen(Qt.PenStyle.NoPen)
        radius = theme.px(3)
        least = theme.px(3)
        bar.setWidth(max(least, room.width() * row.said / full))
        ghost = "line" if row.cut or row.id == self._marked else "accent_soft"
        painter.setBrush(theme.colour(ghost))
        painter.drawRoundedRect(bar, radius, radius)
        painted = self._painted.get(row.id, row.share)
        if row.cut and painted < 0.005:
            return
        bar.setWidth(max(least, room.width() * painted / full))
        painter.setBrush(theme.colour("accent", 0.35 if row.cut else 1.0))
        painter.drawRoundedRect(bar, radius, radius)

    def _words(self, row: Row) -> str:
        values = {"token": row.label, "said": share(row.said), "share": share(row.share)}
        if row.cut:
            return tr("“{token}”: the model gives it {said}, but it is cut.", **values)
        return tr("“{token}”: the model gives it {said}, drawn with {share}.", **values)

    def _tell(self) -> None:
        """Say the rows in words, for those who cannot see them."""
        if 0 <= self._current < len(self._rows):
            self.setAccessibleDescription(self._words(self._rows[self._current]))
        else:
            said = [f"{row.label} {share(row.share)}" for row in self._rows[:5]]
            self.setAccessibleDescription(", ".join(said) or self._waiting)
