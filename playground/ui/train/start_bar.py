"""The bar that starts a training: it stays in sight however far the settings are scrolled."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from playground.errors import PlaygroundError
from playground.ui import theme
from playground.ui.card import Card, label
from playground.ui.elided import Elided
from playground.ui.language import Translated, explain, tr
from playground.ui.plain import tip
from playground.ui.progress_bar import ProgressBar
from playground.ui.theme import Themed
from playground.ui.ticker import Ticker
from playground.ui.train.buttons import Buttons

BAR = 180  # designed width of the progress bar where all is in one line
SLACK = 2  # pixels that a line of words is higher than its font says


class StartBar(Translated, Themed, Card):
    """What is wrong, the buttons, and how far it is or what it will need.

    The room for the progress is kept while there is none, so that nothing moves at the start.
    For a class it folds to one line, headed by what is trained.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train.start_bar")
        self._folded = False
        self.headline = Elided("title", between=" · ")
        self.problem = label("problem", wrap=True)
        self.note = label("muted", wrap=True)
        self.buttons = Buttons()
        self.bar = ProgressBar()
        self.words = label("muted", wrap=True)  # what does not change all the time
        self.left = Ticker()
        self.right = Ticker()
        self._lay_out()
        self.restyle()
        self.retranslate()
        self.show_progress(None, "", "")
        self.show_note("")
        self.show_problem(None)

    def show_headline(self, words: str) -> None:
        """Say what is trained; it is seen where the settings are not."""
        self.headline.setText(words)
        self.headline.setToolTip(tip(words))

    def show_problem(self, error: PlaygroundError | None) -> None:
        """Say what is impossible about the settings, or nothing."""
        self.problem.setText(explain(error) if error is not None else "")
        self.problem.setVisible(error is not None)

    def show_note(self, words: str) -> None:
        """Say something above the buttons, or nothing."""
        if words != self.note.text():
            self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_progress(self, share: float | None, left: str, right: str, words: str = "") -> None:
        """Show how far it is.

        Args:
            share: 0 to 1; -1 for unknown and `None` for no progress at all.
            left: What changes all the time, below the bar.
            right: The same, at the other end.
            words: Instead of `left`, what stays for a while and may need several lines.
        """
        self.bar.setVisible(share is not None)
        if words != self.words.text():
            self.words.setText(words)
            self.words.setToolTip(words)
        self.words.setVisible(bool(words))
        self.left.setVisible(not words)
        for shown, words in ((self.left, left), (self.right, right)):
            if shown.text() != words:
                shown.setText(words)
        if share is not None:
            self.bar.show_share(None if share < 0 else share)

    def follow(self, before: QWidget) -> None:
        """Let the Tab key come to the buttons from `before`."""
        for one, other in pairwise([before, *self.buttons.buttons.values()]):
            QWidget.setTabOrder(one, other)

    def fold(self, on: bool) -> None:
        """Stand in one line, or in a column."""
        self._folded = on
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if on else ways.TopToBottom)
        self._row.setStretchFactor(self.headline, 1 if on else 0)
        self.headline.setVisible(on)
        self.restyle()

    def retranslate(self) -> None:
        """Write the names for screen readers."""
        self.bar.setAccessibleName(tr("Progress"))

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.body.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        # Not on the labels: `QLabel` keeps the least height that it once had for its hint.
        self._line.changeSize(0, QFontMetrics(theme.font(13)).lineSpacing() + SLACK)
        self._words.invalidate()
        self._row.setSpacing(theme.px(14 if self._folded else 8))
        self.progress.setFixedWidth(theme.px(BAR)) if self._folded else _set_free(self.progress)

    def _lay_out(self) -> None:
        self.headline.hide()
        self.problem.setObjectName("train.problem")
        self.bar.setObjectName("train.progress")
        self.bar.setTextVisible(False)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.body.removeItem(self.header)
        self.title.hide()
        self.subtitle.hide()
        self.progress = QWidget()
        column = QVBoxLayout(self.progress)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._words = QHBoxLayout()
        self._words.addWidget(self.words, 1)
        self._words.addWidget(self.left, 1)
        self._words.addWidget(self.right)
        self._line = QSpacerItem(0, 0)  # empty words are as high as others
        self._words.addItem(self._line)
        column.addLayout(self._words)
        column.addWidget(self.bar)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.addWidget(self.headline)
        self._row.addWidget(self.buttons)
        self._row.addWidget(self.progress)
        for widget in (self.problem, self.note):
            self.body.addWidget(widget)
        self.body.addLayout(self._row)


def _set_free(widget: QWidget) -> None:
    """Take a fixed width away."""
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(16_777_215)
