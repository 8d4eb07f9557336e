"""What the Generate tab says while there is no model to write with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.ui import theme
from playground.ui.card import Card, label
from playground.ui.language import Translated, tr
from playground.ui.plain import caption

if TYPE_CHECKING:
    from playground.services.runs import Run

WIDTH = 460  # designed pixels


class Empty(Translated, theme.Themed, QWidget):
    """A card in the middle: why nothing can be written, and the way out."""

    run_wanted = Signal(object)  # Run
    train_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._training = False
        self._suggested: Run | None = None
        self.card = Card()
        self.sentence = label("muted", wrap=True)
        self.sentence.setObjectName("generate.empty")
        self.use = QPushButton()
        self.use.setObjectName("generate.use")
        self.use.setProperty("role", "primary")
        self.train = QPushButton()
        self.train.setObjectName("generate.train")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.use)
        buttons.addWidget(self.train)
        buttons.addStretch(1)
        self.card.body.addWidget(self.sentence)
        self.card.body.addLayout(buttons)
        middle = QHBoxLayout()  # an alignment would not let the sentence wrap
        middle.addStretch(1)
        middle.addWidget(self.card, 100)
        middle.addStretch(1)
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(middle)
        box.addStretch(3)
        self.use.clicked.connect(self._use)
        self.train.clicked.connect(self.train_wanted)
        self.restyle()
        self.retranslate()

    def show_reason(self, run: Run | None, training: bool, suggested: Run | None) -> None:
        """Tell why: no run is selected, or `run` has no weights yet; suggest another one."""
        self._run, self._training, self._suggested = run, training, suggested
        self.use.setVisible(suggested is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        run = self._run
        if run is None:
            self.card.title.setText(tr("No model is chosen"))
            self.sentence.setText(
                tr("Choose a run in the list on the left, and it writes here. Or train a new one.")
            )
        elif self._training:
            self.card.title.setText(tr("“{title}” has just begun", title=run.title))
            self.sentence.setText(
                tr("As soon as the training has saved a first model, it can write here.")
            )
        else:
            self.card.title.setText(tr("“{title}” has no saved model", title=run.title))
            words = tr(
                "It ended after {steps} steps, before a model was saved. Train it a little longer.",
                steps=run.steps,
            )
            self.sentence.setText(words)
        title = self._suggested.title if self._suggested is not None else ""
        words = tr("Write with “{title}”", title=title)
        self.use.setText(caption(words))
        self.use.setAccessibleName(words)
        self.train.setText(tr("Train a model"))
        self.train.setAccessibleName(self.train.text())

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.card.setMaximumWidth(theme.px(WIDTH))

    def _use(self) -> None:
        self.run_wanted.emit(self._suggested)
