"""A view of tokens: text in which every token has its colour and can be chosen."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from playground.ui.pieces import Piece, describe
from playground.ui.plain import tip
from playground.ui.token_canvas import TokenCanvas
from playground.ui.token_painter import TokenPainter
from playground.ui.token_walk import walk


class TokenView(TokenCanvas):
    """Shows tokens; one may be selected, several marked for copying."""

    selected = Signal(int)  # number of the token, -1 for none
    chosen = Signal(int)  # Return was pressed on the selected token

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = -1
        self._anchor = -1  # other end of what is marked; equal to current: nothing more
        self._hovered = -1
        self.describe: Callable[[Piece], str] = describe
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def show_pieces(self, pieces: Iterable[Piece]) -> None:
        """Show other tokens instead of those before; none of them is selected."""
        self._current = self._anchor = self._hovered = -1
        super().show_pieces(pieces)

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
        self.setAccessibleDescription(self.describe(self.pieces[token]) if token >= 0 else "")
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

    # Qt

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
        self._tell_hovered(event.globalPosition().toPoint())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Point at nothing: another token is under the mouse now."""
        self._hovered = -1
        super().scrollContentsBy(dx, dy)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._hover(-1)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell about the token under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._hover(self.token_at(QPointF(event.pos())))
            self._tell_hovered(event.globalPos())
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

    def paint_above(self, paint: TokenPainter) -> None:
        """Paint frames around the token pointed at and the selected one."""
        if self._hovered >= 0:
            paint.outline(self.boxes_in_sight(self._hovered), "line_strong")
        if self._current >= 0 and not self.marked:
            paint.outline(self.boxes_in_sight(self._current), "accent")
        if self.hasFocus() and self._current < 0:
            paint.focus(QRectF(self.viewport().rect()))

    # Inside

    def _walk(self, event: QKeyEvent) -> int:
        """Return the token that an arrow key leads to, -1 for any other key."""
        page = max(1, self.lines_in_sight - 1)
        return walk(self._flow, self._current, page, Qt.Key(event.key()), event.modifiers())

    def _hover(self, token: int) -> None:
        if token != self._hovered:
            self._hovered = token
            self.viewport().update()

    def _tell_hovered(self, place: QPoint) -> None:
        """Say at once what is known of the token under the mouse, without the usual wait."""
        if self._hovered < 0:
            QToolTip.hideText()
            return
        words = tip(self.describe(self.pieces[self._hovered]))
        box = self.token_rect(self._hovered).toAlignedRect()
        QToolTip.showText(place, words, self.viewport(), box)
