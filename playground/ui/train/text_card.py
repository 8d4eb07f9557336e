"""Card 1: the text to train on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from playground.engine.config import TextConfig
from playground.engine.events import Progress
from playground.engine.tokenizers import TOKENIZERS
from playground.ui.asking import ask_for_texts
from playground.ui.card import Card, label
from playground.ui.elided import Elided
from playground.ui.figures import percent, whole
from playground.ui.language import Translated, tr
from playground.ui.plain import tip
from playground.ui.studio import Studio
from playground.ui.text_words import built_in_texts
from playground.ui.wrap import WrapRow

if TYPE_CHECKING:
    from playground.services.record import TextRecord


class TextCard(Translated, Card):
    """Says which text it is, or helps to get one."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._record: TextRecord | None = None  # of a run that is shown instead
        self._cut = studio.text_settings.config
        self._progress: Progress | None = None
        self.change = QPushButton()
        self.change.setObjectName("train.change_text")
        self.change.setProperty("role", "link")
        self.header.addWidget(self.change)
        self.chosen = Elided("body")  # the name, of a run that is only looked at
        self.chosen.setObjectName("train.text.words")
        self.header.insertWidget(1, self.chosen)
        self.name = label("body", wrap=True)
        self.facts = label("muted", wrap=True)
        self.tokens = label("muted", wrap=True)  # how it is cut, where that is not the usual way
        self.tokens.setObjectName("train.tokens")
        self.open = QPushButton()
        self.open.setObjectName("train.open")
        self.built_in = QPushButton()
        self.built_in.setObjectName("train.built_in")
        buttons = WrapRow()
        buttons.setSpacing(8)
        buttons.add_left(self.open)
        buttons.add_left(self.built_in)
        self.body.addWidget(self.name)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.tokens)
        self.body.addLayout(buttons)
        self.change.clicked.connect(self._show_text_tab)
        self.open.clicked.connect(self._choose_files)
        self.built_in.clicked.connect(self.use_built_in)
        studio.corpus_changed.connect(self._redraw)
        studio.text_settings.changed.connect(self._settings_changed)
        studio.opening_changed.connect(self._opening_changed)
        studio.corpus_progress.connect(self._progressed)
        self.retranslate()

    def show_record(self, record: TextRecord | None, cut: TextConfig) -> None:
        """Show the text of a run, or again the open text, and how it is cut into tokens."""
        self._record, self._cut = record, cut
        self._redraw()

    def _settings_changed(self) -> None:
        """Show how the open text is cut now; what a run was cut into stays."""
        if self._record is None:
            self._cut = self._studio.text_settings.config
            self._redraw()

    def use_built_in(self) -> None:
        """Open the built-in text in the window's language."""
        self._studio.open_built_in(built_in_texts()[0])

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("1  Text"))
        self.change.setText(tr("change…"))
        self.change.setAccessibleName(tr("Change the text"))
        self.open.setText(tr("Open a text…"))
        self.built_in.setText(tr("Use the built-in tales"))
        for button in (self.open, self.built_in):
            button.setAccessibleName(button.text())
        self._redraw()

    def _redraw(self) -> None:
        corpus, record = self._studio.corpus, self._record
        empty = corpus is None and record is None
        opening = self._studio.opening and record is None
        self.change.setVisible(record is None and (not empty or opening))
        self.open.setVisible(empty and not opening)
        self.built_in.setVisible(empty and not opening)
        self.chosen.setVisible(record is not None)
        self.name.setVisible(record is None)
        self.facts.setVisible(not opening)
        self.tokens.setText(_tokens(self._cut))
        unusual = self._cut.tokenizer != TextConfig().tokenizer or self._cut.vocab_size > 0
        self.tokens.setVisible(unusual and not empty and not opening)
        if opening:
            self.name.setText(self._opening_words())
        elif record is not None:
            self.name.clear()
            self.chosen.setText(_name(record.name, record.source))
            self.chosen.setToolTip(tip(self.chosen.text()))
            self.facts.setText(_facts(record.characters, record.different, record.encoding))
        elif corpus is not None:
            self.name.setText(_name(corpus.name, corpus.source))
            different = len(corpus.alphabet)
            self.facts.setText(_facts(corpus.characters, different, corpus.encoding))
        else:
            self.name.setText(tr("Drop a text file here"))
            self.facts.setText(tr("Any plain text will do: a novel, letters, songs, a program."))

    def _opening_words(self) -> str:
        progress = self._progress
        if progress is None or not progress.total:
            return tr("Reading the text…")
        done = percent(min(1.0, progress.done / progress.total))
        return tr("Reading the text… {percent}", percent=done)

    def _opening_changed(self) -> None:
        self._progress = None
        self._redraw()

    def _progressed(self, progress: Progress) -> None:
        self._progress = progress
        self._redraw()

    def _show_text_tab(self) -> None:
        self._studio.tab_wanted.emit("text")

    def _choose_files(self) -> None:
        chosen = ask_for_texts(self, self._studio)
        if chosen:
            self._studio.open_files(chosen)


def _facts(characters: int, different: int, encoding: str) -> str:
    values = {"characters": whole(characters), "encoding": encoding.upper()}
    if not different:  # an older run did not note it
        return tr("{characters} characters · {encoding}", **values)
    return tr(
        "{characters} characters · {different} different · {encoding}",
        different=whole(different),
        **values,
    )


def _tokens(cut: TextConfig) -> str:
    tokens = tr(TOKENIZERS[cut.tokenizer].title)
    if cut.tokenizer == "byte" or not cut.vocab_size:
        return tr("Tokens: {tokens}", tokens=tokens)
    size = whole(cut.vocab_size)
    return tr("Tokens: {tokens}, {count} different ones at most", tokens=tokens, count=size)


def _name(name: str, source: str) -> str:
    return tr(name) if source.startswith("text:") else name
