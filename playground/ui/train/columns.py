"""The two columns of the Train tab: cards at the left, curve and sample at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from playground.ui import theme
from playground.ui.card import Card
from playground.ui.language import Translated, tr
from playground.ui.settings import Settings
from playground.ui.theme import Themed
from playground.ui.train.sample_card import SampleCard
from playground.ui.train.start_bar import StartBar

COLUMN = 318.0  # designed width of the left column
NARROWEST = 290
TWO_COLUMNS = 760  # designed width from which there is room for two columns
STACKED = 560  # designed height of curve and sample where there is only one
BESIDE = 6  # designed gap between the cards and their scroll bar
SHARES = {  # of the room that belongs to the curve: of the height; for a class, of the width
    "train/share": 0.63,
    "train/share_presented": 0.58,
}
TALL = 500  # designed height from which there is room for the coach in presenter mode
GAP = 14  # designed gap between curve and sample


class Columns(Translated, Themed, QWidget):
    """Remembers how wide and high a person made its parts.

    The cards scroll, what starts the training below them does not. Where there is no room for
    two columns, with very large text on a small screen, curve and sample stand among the cards.
    For a class curve and sample have all the room, beside each other: above them one line that
    starts the training, below them the time machine.
    """

    def __init__(
        self,
        cards: Sequence[Card],
        start: StartBar,
        coach: QWidget,
        curve: QWidget,
        sample: SampleCard,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        """Arrange the parts.

        Args:
            cards: The left column, from top to bottom.
            start: What starts the training.
            coach: What is said of it, above that.
            curve: Upper part of the right column.
            sample: Lower part of the right column.
            settings: Where the sizes are remembered.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._settings = settings
        self._presents = False
        self._focused: QWidget | None = None  # before it was presented
        self._start, self._coach, self._sample = start, coach, sample
        self._cards = QWidget()
        self._scroll = QScrollArea()
        self._left = QWidget()
        self._beside = QWidget()  # the coach, for a class; the sample's column
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._fill_left(cards)
        self._fill_right(curve)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.splitter, 1)
        self.restyle()
        self.retranslate()

    def present(self, on: bool) -> None:
        """Give curve and sample all the room, and fold the settings to one line; or not."""
        if on == self._presents:
            return
        self._presents = on
        focused = self._focus_within()
        self._start.fold(on)
        if on:
            self._box.insertWidget(0, self._start)
            self._box.addWidget(self._sample.time_machine)
            self._aside.addWidget(self._coach)
        else:
            self._sample.take_time_machine_back()
            self._foot.addWidget(self._coach)
            self._foot.addWidget(self._start)
        self._left.setHidden(on)
        ways = Qt.Orientation
        self.right.setOrientation(ways.Horizontal if on else ways.Vertical)
        self._keep_focus(focused, on)
        self._share_out()

    def _focus_within(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    def _keep_focus(self, focused: QWidget | None, on: bool) -> None:
        """Give what was moved the keys again, and what was hidden when it is there again."""
        self._start.show()
        if on:
            self._focused = focused
        wanted = focused or (None if on else self._focused)
        if wanted is not None and isValid(wanted):
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._box.setSpacing(theme.px(10))
        self._foot.setSpacing(theme.px(8))
        self._foot.setContentsMargins(0, 0, theme.px(BESIDE), 0)
        self._aside.setContentsMargins(0, 0, 0, 0)
        self.splitter.setHandleWidth(theme.px(14 - BESIDE))
        self._column.setContentsMargins(0, 0, theme.px(BESIDE), 0)
        self.right.setHandleWidth(theme.px(GAP))
        self._column.setSpacing(theme.px(8))
        self._share_out()

    def refit(self) -> None:
        """Make the left column no wider than its cards need now."""
        self._share_out()

    def _fill_left(self, cards: Sequence[Card]) -> None:
        self._column = QVBoxLayout(self._cards)
        self._last = len(cards)
        for card in cards:
            card.body.setContentsMargins(16, 8, 16, 10)
            card.body.setSpacing(8)
            self._column.addWidget(card)
        self._column.addStretch(1)
        box = QVBoxLayout(self._left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._scroll, 1)
        self._foot = QVBoxLayout()
        box.addLayout(self._foot)
        self._foot.addWidget(self._coach)
        self._foot.addWidget(self._start)
        self._scroll.setWidget(self._cards)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _fill_right(self, curve: QWidget) -> None:
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sample, 1)
        column.addWidget(self._beside)
        self._aside = QVBoxLayout(self._beside)
        self.right.setObjectName("train.right")
        self.right.addWidget(curve)
        self.right.addWidget(lower)
        self.splitter.setObjectName("train.splitter")
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(1, 1)
        for splitter in (self.splitter, self.right):
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(self._remember)

    def _share_out(self) -> None:
        """Give the parts the sizes that a person has chosen."""
        stacked = self.width() < theme.px(TWO_COLUMNS) and not self._presents
        if stacked and not self.stacked:
            self._column.insertWidget(self._last, self.right)
        elif not stacked and self.stacked:
            self.splitter.addWidget(self.right)
        self.right.setMinimumHeight(theme.px(STACKED) if stacked else 0)
        self._beside.setVisible(self._presents and self.height() >= theme.px(TALL))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        narrowest = self._cards.minimumSizeHint().width() + bar
        self._left.setMinimumWidth(max(theme.px(NARROWEST), narrowest))
        left = theme.px(self._settings.get("train/column", COLUMN) + BESIDE)
        self.splitter.setSizes([left, max(1, self.splitter.width() - left)])
        share = self._settings.get(self._share_key, SHARES[self._share_key])
        self.right.setSizes([round(1000 * share), round(1000 * (1 - share))])

    @property
    def _share_key(self) -> str:
        """Where it is remembered how much of the room the curve has, here and in class."""
        return "train/share_presented" if self._presents else "train/share"

    def _remember(self) -> None:
        if not self.stacked and not self._presents:
            self._settings.set("train/column", self.splitter.sizes()[0] / theme.scale() - BESIDE)
        curve, lower = self.right.sizes()
        self._settings.set(self._share_key, curve / max(1, curve + lower))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the left column as wide as it was."""
        super().resizeEvent(event)
        self._share_out()
