"""The Text tab: choose a text, see what it is, go on to training."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QVBoxLayout,
    QWidget,
)

from playground.engine.events import Event
from playground.errors import PlaygroundError
from playground.ui import theme
from playground.ui.language import Translated, tr
from playground.ui.phase import Phase
from playground.ui.studio import Studio
from playground.ui.task import Task
from playground.ui.text.choosing import BuiltInCard, OpenCard, RecentCard
from playground.ui.text.costs import CostsCard, Held
from playground.ui.text.facts import FactsCard
from playground.ui.text.letters_card import LettersCard
from playground.ui.text.measuring import LARGEST, Measured, look_up, measure_text
from playground.ui.text.start import StartCard
from playground.ui.text.tokens_card import TokensCard
from playground.ui.text_words import built_in_texts
from playground.ui.two_columns import Column, TwoColumns

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

MARGINS = 40  # designed pixels at both sides of the page
ROOMY = 600  # from here on there is room for what explains the cards
HIGHEST = 256  # of the two lower cards; all beyond it belongs to the tokens
LOW = 540  # designed pixels of height; below, the left column says no more than it must


class TextTab(Translated, theme.Themed, QWidget):
    """Left: where a text comes from. Right: what it is."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text")
        self._studio = studio
        self._measuring: Task | None = None
        self._trains = False
        self._presented = False
        self.open = OpenCard(studio)
        self.built_in = BuiltInCard(studio)
        self.recent = RecentCard(studio)
        self.start = StartCard()
        self.facts = FactsCard(studio)
        self.tokens = TokensCard(studio)
        self.costs = CostsCard()
        self.letters = LettersCard()
        self._lay_out()
        self.start.wanted.clicked.connect(self._open_first)
        self.facts.train_wanted.connect(self._train)
        studio.corpus_changed.connect(self._show_corpus)
        studio.training_changed.connect(self._training_changed)
        studio.text_settings.changed.connect(self._settings_changed)
        self.restyle()
        self.retranslate()
        self._show_corpus()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setAccessibleName(tr("Text"))

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._below.setSpacing(theme.px(14))
        self._lower.setMaximumHeight(theme.px(HIGHEST))
        self._turn()

    def refit(self) -> None:
        """Look again at how much room there is."""
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two lower cards one below the other where it is narrow."""
        super().resizeEvent(event)
        self._turn()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for what a training has measured meanwhile."""
        super().showEvent(event)
        if self._studio.ruler is None and self._measuring is None:
            self._measure()

    def present(self, on: bool) -> None:
        """Show the tokens and what is counted to a class, without the ways to get a text."""
        self._presented = on
        self.tokens.present(on)
        self._turn()

    def _turn(self) -> None:
        """Fit what is shown to the room there is."""
        directions = QBoxLayout.Direction
        has_text = self._studio.corpus is not None
        self._side.setVisible(not (self._presented and has_text))
        self.facts.setVisible(not self._presented)
        width = self._page.main_width
        roomy = width >= theme.px(ROOMY)
        for card in (self.costs, self.letters, self.tokens):
            card.subtitle.setVisible(roomy or self._presented)
        lower = (self.costs.minimumSizeHint().width(), self.letters.minimumSizeHint().width())
        tight = width < sum(lower) + self._below.spacing() + theme.px(MARGINS)
        self._below.setDirection(directions.TopToBottom if tight else directions.LeftToRight)
        self.facts.set_roomy(roomy)
        known = has_text or any(source.files for source in self._studio.recent())
        compact = known or self.height() < theme.px(LOW)
        self.open.area.set_compact(compact)
        self.built_in.set_compact(compact)
        self.recent.set_low(self.height() < theme.px(LOW))

    @property
    def busy(self) -> bool:
        """Tell whether something of the text is still to be found out."""
        return self._studio.opening or self.tokens.busy or self._measuring is not None

    def _show_corpus(self) -> None:
        corpus = self._studio.corpus
        self._details.setVisible(corpus is not None)
        self.start.setVisible(corpus is None)
        self._turn()
        if corpus is not None:
            self.facts.show_corpus()
            self.costs.show_corpus(corpus)
            self.letters.show_corpus(corpus)
            self.tokens.show_head(corpus)
            self._measure()

    def _measure(self) -> None:
        """Measure how predictable the text is; what would hold a training up is only looked up."""
        self._stop_measuring()
        corpus = self._studio.corpus
        if corpus is None:
            return
        held = self._why_held(corpus)
        self.costs.show_held(held)
        share = self._studio.text_settings.config.valid_share
        way = measure_text if held is None else look_up
        work = partial(way, corpus, share, self._studio.workspace.cache)
        self._measuring = Task(self._studio, work, self)
        self._measuring.reported.connect(self._measured)
        self._measuring.failed.connect(self._not_measured)
        self._measuring.ended.connect(self._measuring_ended)
        self.costs.show_waiting(held is None)

    def _why_held(self, corpus: Corpus) -> Held | None:
        if corpus.characters > LARGEST:
            return Held.LENGTH
        return None if self._studio.phase is Phase.IDLE else Held.TRAINING

    def _measured(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Measured):
                self.costs.show_ruler(event.ruler)
                self._studio.keep_ruler(event.ruler, event.valid_share)

    def _not_measured(self, error: Exception) -> None:
        """Leave the numbers away where the text is too short for them."""
        if not isinstance(error, PlaygroundError):
            raise error

    def _training_changed(self) -> None:
        """Leave the time to a training, and go on measuring after it."""
        trains = self._studio.phase is not Phase.IDLE
        if trains != self._trains and self._studio.ruler is None:
            self._measure()
        self._trains = trains

    def _stop_measuring(self) -> None:
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring_ended()

    def _measuring_ended(self) -> None:
        self._measuring = None
        self.costs.show_waiting(False)

    def _open_first(self) -> None:
        self._studio.open_built_in(built_in_texts()[0])

    def _train(self) -> None:
        """Go where a run on this text begins, whatever run was looked at before."""
        self._studio.select(None)
        self._studio.tab_wanted.emit("train")

    def _settings_changed(self) -> None:
        """Measure again where another part of the text is kept aside."""
        share = self._studio.text_settings.config.valid_share
        if self._studio.ruler_for(share) is None:
            self._measure()

    def _lay_out(self) -> None:
        side = self._side = Column((self.open, self.built_in, self.recent))
        below = self._lower = QWidget()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight, below)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.addWidget(self.costs, 1)
        self._below.addWidget(self.letters, 1)
        self._details = Column((self.facts, self.tokens, below), self.tokens, some=below)
        self._page = TwoColumns(
            (side, self.start, self._details),
            side=side,
            least=270,
            most=330,
            share=0.34,
            narrow=560,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._page)
