"""What the Text tab says while no text is open: what to do first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.engine.texts import TEXTS
from playground.ui import theme
from playground.ui.card import Card, label
from playground.ui.language import Translated, tr
from playground.ui.text_words import built_in_texts

WIDTH = 470  # designed pixels of the words


class StartCard(Translated, theme.Themed, Card):
    """Three steps, and a button for the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("heading", wrap=True)
        self.sentence = label("", wrap=True)
        self.steps = [label("", wrap=True) for _ in range(3)]
        self._pills = [label("pill") for _ in self.steps]
        self.wanted = QPushButton()
        self.wanted.setObjectName("text.start")
        self.wanted.setProperty("role", "primary")
        self.title.hide()
        self.subtitle.hide()
        self._words = QWidget()
        self._lay_out()
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        first = TEXTS[built_in_texts()[0]]
        self.heading.setText(tr("Teach a model to write"))
        self.sentence.setText(
            tr(
                "Choose a text, and a small language model learns from it, on this computer, "
                "in minutes. You watch how noise turns into words."
            )
        )
        words = (
            tr("Text: drop a file here, or take a built-in text."),
            tr("Train: press Start and watch the loss fall."),
            tr("Generate: let the model write, and ask it why."),
        )
        for step, sentence in zip(self.steps, words, strict=True):
            step.setText(sentence)
        self.wanted.setText(tr("Begin with “{title}”", title=tr(first.title)))
        self.wanted.setAccessibleName(self.wanted.text())

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._words.setMaximumWidth(theme.px(WIDTH))
        for pill in self._pills:
            pill.setFixedHeight(theme.px(22))  # lower, its ends would not be round
        self._box.setSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(10))
        self._grid.setHorizontalSpacing(theme.px(12))

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for number, step in enumerate(self.steps):
            pill = self._pills[number]
            pill.setText(str(number + 1))
            self._grid.addWidget(pill, number, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(step, number, 1)
        line = QHBoxLayout()
        line.addWidget(self.wanted)
        line.addStretch(1)
        self._box = QVBoxLayout(self._words)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.heading)
        self._box.addWidget(self.sentence)
        self._box.addLayout(self._grid)
        self._box.addLayout(line)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._words, 100)
        middle.addStretch(1)
        self.body.addStretch(2)
        self.body.addLayout(middle)
        self.body.addStretch(3)
