"""The beginning of the text, cut into tokens as a model would read it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QWidget

from playground.engine.config import TextConfig
from playground.engine.events import Event
from playground.engine.knobs import Knob, knobs
from playground.errors import PlaygroundError
from playground.ui import theme
from playground.ui.card import Card, label
from playground.ui.fields import WholeField
from playground.ui.figures import whole
from playground.ui.language import Translated, explain, tr
from playground.ui.pieces import Colouring, Piece
from playground.ui.segmented import Segment, Segmented
from playground.ui.studio import Studio
from playground.ui.task import Task
from playground.ui.text.cutting import Cut, cut
from playground.ui.text.facts import corpus_title
from playground.ui.tokens import TokenView
from playground.ui.wrap import WrapRow

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

PAUSE = 400  # milliseconds after the last change of the vocabulary


class TokensCard(Translated, theme.Themed, Card):
    """A choice of tokenizers, and the beginning of the text in coloured tokens."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._task: Task | None = None
        self._cut: Cut | None = None
        self._error: PlaygroundError | None = None
        self._presented = False
        self._knobs: dict[str, Knob] = {knob.name: knob for knob in knobs(TextConfig)}
        options = self._knobs["tokenizer"].options
        segments = [Segment(option.value, option.title, option.help) for option in options]
        self.kinds = Segmented("text.tokenizer", segments)
        self.vocabulary = WholeField(self._knobs["vocab_size"])
        self.vocabulary.setObjectName("text.vocabulary")
        self._vocabulary_word = label("muted")
        self._vocabulary_word.setBuddy(self.vocabulary)
        self.view = TokenView()
        self.view.setObjectName("text.preview")
        self.view.set_colouring(Colouring.PIECES)
        self.view.set_text_size(15)
        self.view.least_lines = 2
        self.view.describe = self._describe
        self.counts = label("muted", wrap=True)
        self.counts.setObjectName("text.counts")
        self._waiting = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._follow_settings()
        self.kinds.chosen.connect(self._choose)
        self.vocabulary.edited.connect(self._waiting.start)
        self._waiting.timeout.connect(self._choose_vocabulary)
        studio.text_settings.changed.connect(self._settings_changed)
        self.restyle()
        self.retranslate()

    def _lay_out(self) -> None:
        self.header.removeWidget(self.title)
        self.header.removeWidget(self.subtitle)
        self.body.removeItem(self.header)
        row = WrapRow()
        row.setSpacing(10)
        row.add_left(self.title)
        row.add_left(self.subtitle)
        row.add_right(self._vocabulary_word)
        row.add_right(self.vocabulary)
        row.add_right(self.kinds)
        self.body.addLayout(row)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.counts)

    @property
    def busy(self) -> bool:
        """Tell whether the text is being cut."""
        return self._task is not None or self._waiting.isActive()

    def start(self) -> None:
        """Cut the open text, in a job."""
        corpus = self._studio.corpus
        if corpus is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._task = Task(
            self._studio, partial(cut, corpus, self._studio.text_settings.config), self
        )
        self._task.reported.connect(self._take)
        self._task.failed.connect(self._fail)
        self._task.ended.connect(self._ended)

    def show_head(self, corpus: Corpus) -> None:
        """Show the beginning of another text, at first as it is."""
        self._cut = self._error = None
        self.retranslate()
        self.start()

    def present(self, on: bool) -> None:
        """Say which text it is instead of what tokens are: the card of the text is folded."""
        self._presented = on
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        corpus = self._studio.corpus
        self.title.setText(tr("Tokens"))
        if self._presented and corpus is not None:
            self.subtitle.setText(corpus_title(corpus))
        else:
            self.subtitle.setText(tr("the pieces that a model reads"))
        self._vocabulary_word.setText(tr("Vocabulary"))
        self.vocabulary.setSpecialValueText(tr("automatic"))
        self.vocabulary.setAccessibleName(tr("Vocabulary"))
        self.vocabulary.setToolTip(tr(self._knobs["vocab_size"].help))
        self.view.setAccessibleName(tr("Beginning of the text, in tokens"))
        self.view.set_placeholder(tr("Cutting the text…"))
        self._show_vocabulary()
        self.counts.setText(self._words())

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.vocabulary.setMinimumWidth(theme.px(116))

    def _choose(self, kind: str) -> None:
        settings = self._studio.text_settings
        # Five hundred pieces of words are many, five hundred Chinese characters are few.
        settings.choose(replace(settings.config, tokenizer=kind, vocab_size=0))

    def _choose_vocabulary(self) -> None:
        settings = self._studio.text_settings
        settings.choose(replace(settings.config, vocab_size=self.vocabulary.value()))

    def _settings_changed(self) -> None:
        """Show what was chosen, here or elsewhere, and cut the text that way."""
        self._follow_settings()
        self.start()

    def _follow_settings(self) -> None:
        config = self._studio.text_settings.config
        self.kinds.choose(config.tokenizer)
        with QSignalBlocker(self.vocabulary):
            self.vocabulary.setValue(config.vocab_size)
        self._show_vocabulary()

    def _show_vocabulary(self) -> None:
        chosen = self.kinds.current == "bpe"
        self.vocabulary.setVisible(chosen)
        self._vocabulary_word.setVisible(chosen)

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Cut):
                self._error, self._cut = None, event
                pairs = zip(event.texts, event.labels, strict=True)
                self.view.show_pieces([Piece(text, name) for text, name in pairs])
                self.counts.setText(self._words())

    def _ended(self) -> None:
        self._task = None

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, PlaygroundError):
            raise error
        self._error = error
        self.counts.setText(self._words())

    def _describe(self, piece: Piece) -> str:
        return tr("“{token}”", token=piece.label)

    def _words(self) -> str:
        if self._error is not None:
            return explain(self._error)
        if self._cut is None or not self._cut.ids:
            return ""
        each = self._cut.characters / len(self._cut.ids)
        return tr(
            "{characters} characters are {tokens} tokens here: {each} characters each. "
            "Vocabulary: {size} different tokens.",
            characters=whole(self._cut.characters),
            tokens=whole(len(self._cut.ids)),
            each=f"{each:.2f}",
            size=whole(self._cut.vocab_size),
        )
