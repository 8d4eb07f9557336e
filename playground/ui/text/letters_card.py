"""The card of the most frequent characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from playground.ui.card import Card
from playground.ui.language import Translated, tr
from playground.ui.text.letters import MOST, Letters, most_frequent

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus


class LettersCard(Translated, Card):
    """The most frequent characters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letters = Letters()
        self.letters.setObjectName("text.letters")
        self.body.addWidget(self.letters)
        self.retranslate()

    def show_corpus(self, corpus: Corpus) -> None:
        """Show the characters of a text."""
        self.letters.show_letters(most_frequent(corpus, MOST))

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("Letters"))
        self.subtitle.setText(tr("the most frequent, in percent"))
