"""The window that helps: what to do first, and every keyboard shortcut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from playground.text import mark
from playground.ui import theme
from playground.ui.card import label
from playground.ui.keys_page import Group, KeysPage
from playground.ui.language import Translated, tr
from playground.ui.segmented import Segment, Segmented

STEPS = (
    (
        mark("Choose a text"),
        mark(
            "Drop a text file anywhere in the window, or take a built-in text on the page "
            "“Text”. One megabyte is plenty; a hundred kilobytes will do."
        ),
    ),
    (
        mark("Train"),
        mark(
            "Press “Train on this text”, then “Start”. The curve shows how many bits each "
            "character still costs the model: the lower, the better it foresees. "
            "The dashed lines are what simple rules reach."
        ),
    ),
    (
        mark("Let it write"),
        mark(
            "On the page “Generate” type a beginning and press “Generate”. The bars show what "
            "may come next, and the sliders how daring it chooses."
        ),
    ),
    (
        mark("Ask why"),
        mark(
            "Click a letter that it wrote: you see what else was likely there. Choose another "
            "one, and the story goes on differently."
        ),
    ),
    (
        mark("Compare"),
        mark(
            "Every training is kept at the left. Train another model on the same text, "
            "and see which one foresees better, and how each of them writes."
        ),
    ),
    (
        mark("In class"),
        mark(
            "Ctrl+Shift+P makes everything large and folds away what a class does not need; "
            "the same keys, or Ctrl+0, bring it back. Nothing leaves this computer."
        ),
    ),
)


class FirstSteps(Translated, QWidget):
    """Six steps, from a text to a class that watches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(14))
        grid.setColumnStretch(1, 1)
        self._words: list[tuple[QLabel, str]] = []
        for number, (title, sentence) in enumerate(STEPS):
            pill, heading, words = label("pill"), label("title"), label("plain", wrap=True)
            pill.setText(str(number + 1))
            pill.setMinimumHeight(theme.px(20))  # lower, its ends would not be round
            self._words += [(heading, title), (words, sentence)]
            text = QVBoxLayout()
            text.setSpacing(theme.px(2))
            text.addWidget(heading)
            text.addWidget(words)
            grid.addWidget(pill, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(text, number, 1)
        grid.setRowStretch(len(STEPS), 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        for shown, words in self._words:
            shown.setText(tr(words))


class HelpDialog(Translated, QDialog):
    """First steps and keys, one page each."""

    def __init__(
        self, keys: list[Group], *, on_keys: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.heading = label("heading")
        self.choice = Segmented(
            "help.page",
            [
                Segment("first", mark("First steps"), mark("What to do first")),
                Segment("keys", mark("Keyboard shortcuts"), mark("All keyboard shortcuts")),
            ],
        )
        self.pages = QStackedWidget()
        self._areas = (scrolled(FirstSteps()), scrolled(KeysPage(keys)))
        for area in self._areas:
            self.pages.addWidget(area)
        self.done_button = QPushButton()
        self.done_button.setObjectName("help.done")
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        self.choice.chosen.connect(self._turn)
        self._lay_out()
        self.choice.choose("keys" if on_keys else "first")
        self._turn()
        self.retranslate()
        self.done_button.setFocus()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setWindowTitle(tr("Help"))
        self.heading.setText(tr("Help"))
        self.done_button.setText(tr("Close"))
        self.done_button.setAccessibleName(tr("Close"))
        names = (tr("First steps"), tr("Keyboard shortcuts"))
        for area, name in zip(self._areas, names, strict=True):
            area.setAccessibleName(name)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        margin = theme.px(24)
        box.setContentsMargins(margin, theme.px(18), margin, theme.px(18))
        box.setSpacing(theme.px(14))
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.choice)
        box.addLayout(top)
        box.addWidget(self.pages, 1)
        box.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignRight)
        parent = self.parentWidget()
        room = self.screen().availableGeometry().size()
        if parent is not None:  # a window that is wider was made so by somebody who sees it all
            room = room.expandedTo(parent.window().size())
        wanted = self.sizeHint().expandedTo(self.minimumSize())
        self.resize(
            min(max(theme.px(960), wanted.width()), room.width() - 40),
            min(max(theme.px(600), wanted.height()), room.height() - 80),
        )

    def _turn(self, _key: str = "") -> None:
        self.pages.setCurrentIndex(1 if self.choice.current == "keys" else 0)


def scrolled(page: QWidget) -> QScrollArea:
    """Return a page that scrolls where the screen is too small for it, and only there."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
    return area
