"""A view of tokens: text in which every token has its colour and can be chosen.

Painted by hand, so that thousands of tokens stay smooth while more arrive. What a model
writes is never taken for markup.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from playground.ui import theme
from playground.ui.flow import Flow
from playground.ui.pieces import Colouring, Piece, describe
from playground.ui.token_painter import TokenPainter, advance
from playground.ui.token_walk import walk

MARGIN = 4  # designed pixels around the text


class TokenView(theme.Themed, QAbstractScrollArea):
    """Shows tokens; one may be selected, several marked for copying."""

    selected = Signal(int)  # number of the token, -1 for none
    chosen = Signal(int)  # Return was pressed on the selected token

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces: list[Piece] = []
        self.describe: Callable[[Piece], str] = describe
        self._current = -1
        self._anchor = -1  # other end of what is marked; equal to current: nothing more
        self._hovered = -1
        self._placeholder = ""
        self._colouring = Colouring.DOUBT
        self._writing = False
        self._size = 17.0
        self._advances: dict[str, float] = {}
        self._flow = Flow(self._advance, 1.0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.restyle()

    # What is shown

    def show_pieces(self, pieces: Iterable[Piece]) -> None:
        """Show other tokens instead of those before."""
        self.pieces = list(pieces)
        self._current = self._anchor = self._hovered = -1
        self._lay_out()

    def append(self, pieces: Iterable[Piece]) -> None:
        """Add tokens at the end; the view follows unless the person has scrolled away."""
        follows = self.follows
        added = list(pieces)
        first_line = len(self._flow) - 2
        self.pieces += added
        self._flow.add(piece.text for piece in added)
        self._set_range()
        if follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._update_from(first_line)

    @property
    def text(self) -> str:
        """Everything that is shown, as it was written."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def follows(self) -> bool:
        """Tell whether the end of the text is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - self._line_height // 2

    @property
    def colouring(self) -> Colouring:
        """What the colours say."""
        return self._colouring

    def set_colouring(self, colouring: Colouring) -> None:
        """Colour the tokens by something else."""
        self._colouring = colouring
        self.viewport().update()

    def set_placeholder(self, words: str) -> None:
        """Say something where no tokens are."""
        self._placeholder = words
        self.viewport().update()

    def set_writing(self, writing: bool) -> None:
        """Show a mark at the end while more is to come."""
        self._writing = writing
        self.viewport().update()

    def set_text_size(self, size: float) -> None:
        """Set the size of the letters in designed pixels."""
        self._size = size
        self.restyle()

    # Selecting

    @property
    def current(self) -> int:
        """Number of the selected token, -1 for none."""
        return self._current

    def select(self, token: int, *, extend: bool = False) -> None:
        """Select a token, -1 for none; `extend` marks all from the last one to it."""
        token = min(max(-1, token), len(self.pieces) - 1)
        changed = token != self._current
        self._current = token
        if not extend or self._anchor < 0:
            self._anchor = token
        if token >= 0:
            self.show_token(token)
            self.setAccessibleDescription(self.describe(self.pieces[token]))
        self.viewport().update()
        if changed:
            self.selected.emit(token)

    def select_all(self) -> None:
        """Mark everything for copying."""
        if self.pieces:
            self._anchor, self._current = 0, len(self.pieces) - 1
            self.viewport().update()

    @property
    def marked(self) -> range:
        """The tokens that are marked for copying; empty unless there are several."""
        if self._anchor == self._current or min(self._anchor, self._current) < 0:
            return range(0)
        return range(min(self._anchor, self._current), max(self._anchor, self._current) + 1)

    def copy(self) -> None:
        """Put what is marked, or else the whole text, on the clipboard."""
        chosen = [self.pieces[i].text for i in self.marked]
        QGuiApplication.clipboard().setText("".join(chosen) if chosen else self.text)

    def show_token(self, token: int) -> None:
        """Scroll until a token can be seen."""
        bar = self.verticalScrollBar()
        for box in self._flow.boxes(token)[:1]:
            top = box.line * self._line_height
            bottom = top + self._line_height + 2 * theme.px(MARGIN)
            bar.setValue(min(top, max(bar.value(), bottom - self.viewport().height())))

    def token_rect(self, token: int) -> QRectF:
        """Return where a token stands in the viewport; empty if it does not exist."""
        for box in self._flow.boxes(token):
            return self._rect(box.line, box.x, box.width)
        return QRectF()

    def token_at(self, point: QPointF, *, nearest: bool = False) -> int:
        """Return the token under a point of the viewport, -1 for none."""
        y = point.y() - theme.px(MARGIN) + self.verticalScrollBar().value()
        line = int(y // self._line_height)
        if nearest:
            line = min(max(0, line), len(self._flow) - 1)
        found = self._flow.token_at(line, point.x() - theme.px(MARGIN), nearest=nearest)
        return -1 if found is None else found

    # Qt

    def restyle(self) -> None:
        """Take fonts and sizes from the theme and lay everything out again."""
        self._font = theme.font(self._size, mono=True)
        self._font.setKerning(False)  # so that every letter stands where it was measured
        self._font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)  # no ligatures
        self._metrics = QFontMetricsF(self._font)
        self._line_height = round(self._metrics.height() * 1.32)
        self._advances.clear()
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Return the least size that makes sense; where there is room the view takes it."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of three lines."""
        return QSize(theme.px(160), 3 * self._line_height + 2 * theme.px(MARGIN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew where the width has changed."""
        if event.size().width() != event.oldSize().width():
            self._lay_out()
        else:
            follows = self.follows
            self._set_range()
            if follows and self._writing:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that can be seen."""
        with QPainter(self.viewport()) as painter:
            painter.setFont(self._font)
            self._paint(painter, event.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the token under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.select(self.token_at(event.position()), extend=extend)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the release: the press was ours."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the token under the mouse; with the button down, mark up to it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            token = self.token_at(event.position(), nearest=True)
            if self._anchor >= 0 and token >= 0 and token != self._current:
                self._current = token
                self.show_token(token)
                self.viewport().update()
            return
        self._hover(self.token_at(event.position()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint again where the scroll bar stands now."""
        self._hovered = -1
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._hover(-1)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell about the token under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            token = self.token_at(QPointF(event.pos()))
            if token >= 0:
                place = self.token_rect(token).toAlignedRect()
                words = self.describe(self.pieces[token])
                QToolTip.showText(event.globalPos(), words, self.viewport(), place)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selection, copy, or mark everything."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._current >= 0:
                self.chosen.emit(self._current)
        elif event.key() == Qt.Key.Key_Escape and self._current >= 0:
            self.select(-1)
        elif (token := self._walk(event)) >= 0:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.select(token, extend=extend)
        else:
            event.ignore()

    # Inside

    def _paint(self, painter: QPainter, rect: QRect) -> None:
        paint = TokenPainter(painter, self._metrics, self._colouring)
        if not self.pieces and not self._writing:
            paint.placeholder(QRectF(self.viewport().rect()), self._placeholder)
        top = rect.top() - theme.px(MARGIN) + self.verticalScrollBar().value()
        first = max(0, top // self._line_height)
        last = min(len(self._flow) - 1, (top + rect.height()) // self._line_height)
        marked = self.marked
        for line in range(first, last + 1):
            paint.line(self._flow, self.pieces, line, self._rect(line, 0.0, 0.0), marked)
        if self._hovered >= 0:
            paint.outline(self._rects(self._hovered), "line_strong")
        if self._current >= 0 and not marked:
            paint.outline(self._rects(self._current), "accent")
        if self._writing:
            paint.caret(self._end())
        if self.hasFocus() and self._current < 0:
            paint.focus(QRectF(self.viewport().rect()))

    def _walk(self, event: QKeyEvent) -> int:
        """Return the token that an arrow key leads to, -1 for any other key."""
        page = max(1, self.viewport().height() // self._line_height - 1)
        return walk(self._flow, self._current, page, Qt.Key(event.key()), event.modifiers())

    def _hover(self, token: int) -> None:
        if token != self._hovered:
            self._hovered = token
            self.viewport().update()

    def _advance(self, text: str) -> float:
        known = self._advances.get(text)
        if known is None:
            known = advance(self._metrics, text)
            self._advances[text] = known
        return known

    def _lay_out(self) -> None:
        follows = self._writing and self.follows
        self._flow.width = max(1.0, self.viewport().width() - 2 * theme.px(MARGIN) - self._spare)
        self._flow.clear()
        self._flow.add(piece.text for piece in self.pieces)
        self._set_range()
        if follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self.viewport().update()

    @property
    def _spare(self) -> float:
        """Room at the right for a space or the sign of a newline."""
        return 2 * self._metrics.horizontalAdvance("x")

    def _set_range(self) -> None:
        height = len(self._flow) * self._line_height + 2 * theme.px(MARGIN)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._line_height)

    def _update_from(self, line: int) -> None:
        top = max(0, round(self._rect(max(0, line), 0.0, 0.0).top()))
        self.viewport().update(0, top, self.viewport().width(), self.viewport().height() - top)

    def _rect(self, line: int, x: float, width: float) -> QRectF:
        margin = theme.px(MARGIN)
        top = margin + line * self._line_height - self.verticalScrollBar().value()
        return QRectF(margin + x, top, width, self._line_height)

    def _rects(self, token: int) -> list[QRectF]:
        return [self._rect(box.line, box.x, box.width) for box in self._flow.boxes(token)]

    def _end(self) -> QRectF:
        line = len(self._flow) - 1
        on_line = self._flow.fragments_of_line(line)
        x = self._flow.xs[on_line[-1]] + self._flow.widths[on_line[-1]] if on_line else 0.0
        return self._rect(line, x, 0.0)
