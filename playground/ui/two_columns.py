"""A page of two columns of cards, which stand one below the other where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from playground.ui import theme


class Column(theme.Themed, QWidget):
    """Cards from top to bottom; one of them takes all the room there is."""

    def __init__(
        self, cards: Sequence[QWidget], tall: QWidget | None = None, some: QWidget | None = None
    ) -> None:
        """Put cards below each other; `some` takes part of the room of the `tall` one."""
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for card in cards:
            self._box.addWidget(card, 3 if card is tall else 2 if card is some else 0)
        if tall is None:
            self._box.addStretch(1)
        self.restyle()

    def insert(self, place: int, card: QWidget) -> None:
        """Put a card in a place, from wherever it was."""
        self._box.insertWidget(place, card)

    def restyle(self) -> None:
        """Take the gap from the theme."""
        self._box.setSpacing(theme.px(10))


class TwoColumns(theme.Themed, QScrollArea):
    """A wide and a narrow column; the page scrolls where it cannot shrink any further.

    Views inside that take all the room there is must give the least they need as their
    size hint: Qt asks a page with wrapped words for that, not for its minimum.
    """

    def __init__(
        self,
        columns: Sequence[QWidget],
        *,
        side: QWidget,
        least: int,
        most: int,
        share: float,
        narrow: int,
    ) -> None:
        """Put columns beside each other.

        Args:
            columns: From left to right; of several wide ones all but one are hidden.
            side: The narrow one among them.
            least: Its least width, in designed pixels.
            most: Its largest width.
            share: Its part of the width in between.
            narrow: Width of the page below which the columns stand one below the other.
        """
        super().__init__()
        self._side = side
        self._least, self._most, self._share, self._narrow = least, most, share, narrow
        inner = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        for column in columns:
            self._row.addWidget(column, 0 if column is side else 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        inner.setMinimumWidth(1)  # the page is as wide as the window, whatever is shown in it
        self.setWidget(inner)
        self.restyle()

    def restyle(self) -> None:
        """Take margins and gaps from the theme."""
        self._row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(10))
        self._row.setSpacing(theme.px(14))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their widths."""
        self._fit()
        super().resizeEvent(event)

    @property
    def main_width(self) -> int:
        """The width that is left for the wide column and the margins."""
        return self.width() - (0 if self._is_narrow else self._side_width)

    @property
    def _is_narrow(self) -> bool:
        return self.width() < theme.px(self._narrow) or self._side.isHidden()

    @property
    def _side_width(self) -> int:
        wanted = round(self.width() * self._share)
        return min(theme.px(self._most), max(theme.px(self._least), wanted))

    def _fit(self) -> None:
        directions = QBoxLayout.Direction
        if self._is_narrow:
            self._row.setDirection(directions.TopToBottom)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(self.width())
        else:
            self._row.setDirection(directions.LeftToRight)
            self._side.setFixedWidth(self._side_width)
