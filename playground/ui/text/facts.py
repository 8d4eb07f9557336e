"""What the open text is: its size, its encoding, and how predictable it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from playground.ui.card import Card, label
from playground.ui.elided import Elided
from playground.ui.figures import whole
from playground.ui.language import Translated, tr
from playground.ui.plain import tip
from playground.ui.quantities import file_size
from playground.ui.studio import Studio
from playground.ui.text.encodings import AUTOMATIC, OFFERED, encoding_title, reading_words
from playground.ui.text.shortness import shortness
from playground.ui.wheel import Combo
from playground.ui.wrap import WrapRow

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus


ROOMY_LETTERS, LEAST_LETTERS = 13, 7  # of the encoding that can be read in its box


class Tile(QWidget):
    """A number with a word below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number: QLabel = label("heading")
        self.word: QLabel = label("muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(0)
        box.addWidget(self.number)
        box.addWidget(self.word)


class FactsCard(Translated, Card):
    """Name, numbers, encoding, and the way to the training."""

    train_wanted = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._roomy = False
        self.header.removeWidget(self.title)
        self.title.deleteLater()
        self.title = Elided("title")  # files have names of any length
        self.title.setObjectName("text.name")
        self.header.insertWidget(0, self.title)
        self.train = QPushButton()
        self.train.setObjectName("text.train")
        self.train.setProperty("role", "primary")
        self.header.addWidget(self.train)
        self.characters, self.different, self.bytes = Tile(), Tile(), Tile()
        self.encoding = Combo()
        self.encoding.setObjectName("text.encoding")
        self._encoding_word = label("muted")
        self._encoding_word.setBuddy(self.encoding)
        self.encoding.setSizeAdjustPolicy(
            self.encoding.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.encoding.setMinimumContentsLength(LEAST_LETTERS)
        self._lay_out()
        studio.text_settings.changed.connect(self._show_shortness)
        self.train.clicked.connect(self.train_wanted)
        self.encoding.activated.connect(self._choose_encoding)
        studio.corpus_failed.connect(self._fill_encodings)
        self.retranslate()

    def _lay_out(self) -> None:
        chooser = QWidget()
        box = QHBoxLayout(chooser)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._encoding_word)
        box.addWidget(self.encoding, 1)
        self._encoding_word.hide()
        tiles = WrapRow()
        tiles.setSpacing(14)
        for tile in (self.characters, self.different, self.bytes):
            tiles.add_left(tile)
        tiles.add_right(chooser)
        self.short = label("muted", wrap=True)
        self.short.setObjectName("text.short")
        self.body.addLayout(tiles)
        self.body.addWidget(self.short)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.train.setText(tr("Train on this text →"))
        self.train.setAccessibleName(tr("Train on this text"))
        self.characters.word.setText(tr("characters"))
        self.different.word.setText(tr("different ones"))
        self.bytes.word.setText(tr("size"))
        self._encoding_word.setText(tr("encoding"))
        self.encoding.setAccessibleName(tr("Encoding"))
        self.encoding.setToolTip(tr("If the text looks wrong, read it in another encoding."))
        self.show_corpus()

    def set_roomy(self, roomy: bool) -> None:
        """Say whether there is room for more than the most important."""
        if roomy == self._roomy:
            return
        self._roomy = roomy
        self._encoding_word.setVisible(roomy)
        self.bytes.setVisible(roomy)
        self._fill_encodings()
        self.encoding.setMinimumContentsLength(ROOMY_LETTERS if roomy else LEAST_LETTERS)

    def show_corpus(self) -> None:
        """Show the text that is open."""
        corpus = self._studio.corpus
        if corpus is None:
            return
        self.title.setText(corpus_title(corpus))
        self.title.setToolTip(tip("\n".join(str(file) for file in corpus.files)))
        self.characters.number.setText(whole(corpus.characters))
        self.different.number.setText(whole(len(corpus.alphabet)))
        self.bytes.number.setText(file_size(corpus.size))
        self._fill_encodings()
        self._show_shortness()

    def _show_shortness(self) -> None:
        """Say that the text is short, and offer no training that could not begin."""
        corpus = self._studio.corpus
        if corpus is None:
            return
        short = shortness(corpus, self._studio.text_settings.config)
        said = "\n".join(words for words in (short.sentence, reading_words(corpus)) if words)
        self.short.setText(said)
        self.short.setToolTip(tip("\n".join(str(file) for file in corpus.left_out)))
        self.short.setVisible(bool(said))
        self.train.setEnabled(short.possible)
        self.train.setToolTip("" if short.possible else short.sentence)

    def _fill_encodings(self) -> None:
        corpus = self._studio.corpus
        if corpus is None:
            return
        chosen = chosen_encoding(self._studio, corpus)
        self.encoding.clear()
        if chosen == AUTOMATIC and not self._roomy:
            title = encoding_title(corpus.encoding)
        elif chosen == AUTOMATIC:
            title = tr("{encoding} (automatic)", encoding=encoding_title(corpus.encoding))
        else:
            title = tr("automatic")
        self.encoding.addItem(title, AUTOMATIC)
        for key in OFFERED:
            self.encoding.addItem(encoding_title(key), key)
        if chosen and chosen not in OFFERED:
            self.encoding.addItem(encoding_title(chosen), chosen)
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(chosen)))
        self.encoding.setEnabled(bool(corpus.files))

    def _choose_encoding(self, number: int) -> None:
        corpus = self._studio.corpus
        wanted = self.encoding.itemData(number)
        if corpus is not None and wanted != chosen_encoding(self._studio, corpus):
            self._studio.open_files(list(corpus.files), wanted or None)


def corpus_title(corpus: Corpus) -> str:
    """Return what a text is called in the window's language."""
    return tr(corpus.name) if corpus.source.startswith("text:") else corpus.name


def chosen_encoding(studio: Studio, corpus: Corpus) -> str:
    """Return the encoding that the person chose for the open text; AUTOMATIC if none."""
    for source in studio.recent():
        if source.files and source.files == corpus.files:
            return source.encoding
    return AUTOMATIC
