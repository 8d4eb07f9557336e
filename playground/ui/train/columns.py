"""The two columns of the Train tab: cards at the left, curve and sample at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from playground.ui import theme
from playground.ui.language import Translated, tr
from playground.ui.settings import Settings
from playground.ui.theme import Themed

COLUMN = 318.0  # designed width of the left column
NARROWEST = 290
TWO_COLUMNS = 760  # designed width from which there is room for two columns
STACKED = 560  # designed height of curve and sample where there is only one
BESIDE = 6  # designed gap between the cards and their scroll bar
SHARE = 0.63  # of the height that belongs to the curve


class Columns(Translated, Themed, QWidget):
    """Remembers how wide and high a person made its parts.

    Where there is no room for two columns, in presenter mode on a small screen, curve and
    sample stand among the cards, and everything scrolls.
    """

    def __init__(
        self,
        cards: Sequence[QWidget],
        curve: QWidget,
        sample: QWidget,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        """Arrange the parts.

        Args:
            cards: The left column, from top to bottom; the last one stands below the curve
                where everything is in one column.
            curve: Upper part of the right column.
            sample: Lower part of the right column.
            settings: Where the sizes are remembered.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._settings = settings
        self._cards = QWidget()
        self._scroll = QScrollArea()
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._fill_left(cards)
        self._fill_right(curve, sample)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.splitter)
        self.restyle()
        self.retranslate()

    @property
    def stacked(self) -> bool:
        """Whether everything is in one column."""
        return self.splitter.count() == 1

    def scroll_to(self, card: QWidget) -> None:
        """Bring `card` to the top, where there is one column."""
        if self.stacked:
            self._scroll.verticalScrollBar().setValue(card.y())

    def retranslate(self) -> None:
        """Write the names for screen readers."""
        self.splitter.setAccessibleName(tr("Settings and curve"))
        self.right.setAccessibleName(tr("Curve and sample"))

    def restyle(self) -> None:
        """Take sizes from the theme."""
        side, top, bottom = theme.px(20), theme.px(12), theme.px(14)
        self._box.setContentsMargins(side, top, side, bottom)
        self.splitter.setHandleWidth(theme.px(14 - BESIDE))
        self._column.setContentsMargins(0, 0, theme.px(BESIDE), 0)
        self.right.setHandleWidth(theme.px(14))
        self._column.setSpacing(theme.px(12))
        self._share_out()

    def refit(self) -> None:
        """Make the left column no wider than its cards need now."""
        self._share_out()

    def _fill_left(self, cards: Sequence[QWidget]) -> None:
        self._column = QVBoxLayout(self._cards)
        self._below = len(cards) - 1
        for card in cards:
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._scroll.setWidget(self._cards)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _fill_right(self, curve: QWidget, sample: QWidget) -> None:
        self.right.setObjectName("train.right")
        self.right.addWidget(curve)
        self.right.addWidget(sample)
        self.splitter.setObjectName("train.splitter")
        self.splitter.addWidget(self._scroll)
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(1, 1)
        for splitter in (self.splitter, self.right):
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(self._remember)

    def _share_out(self) -> None:
        """Give the parts the sizes that a person has chosen."""
        stacked = self.width() < theme.px(TWO_COLUMNS)
        if stacked and not self.stacked:
            self._column.insertWidget(self._below, self.right)
        elif not stacked and self.stacked:
            self.splitter.addWidget(self.right)
        self.right.setMinimumHeight(theme.px(STACKED) if stacked else 0)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        narrowest = self._cards.minimumSizeHint().width() + bar
        self._scroll.setMinimumWidth(max(theme.px(NARROWEST), narrowest))
        left = theme.px(self._settings.get("train/column", COLUMN) + BESIDE)
        self.splitter.setSizes([left, max(1, self.splitter.width() - left)])
        share = self._settings.get("train/share", SHARE)
        self.right.setSizes([round(1000 * share), round(1000 * (1 - share))])

    def _remember(self) -> None:
        if not self.stacked:
            self._settings.set("train/column", self.splitter.sizes()[0] / theme.scale() - BESIDE)
        curve, sample = self.right.sizes()
        self._settings.set("train/share", curve / max(1, curve + sample))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the left column as wide as it was."""
        super().resizeEvent(event)
        self._share_out()
