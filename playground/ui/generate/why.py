"""The card that shows a choice: the bars of what could have come, and what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.engine.config import SamplingConfig
from playground.engine.distribution import draw
from playground.ui import theme
from playground.ui.bars import Bars
from playground.ui.card import Card, label
from playground.ui.language import Translated, tr
from playground.ui.quantities import share
from playground.ui.ranking import Ranking

if TYPE_CHECKING:
    from playground.engine.sample import Token

TAIL = 14  # characters of the text before that are named, at most


@dataclass(frozen=True)
class Choice:
    """A place in a text where a token was chosen, or will be."""

    ranking: Ranking
    before: str  # the text up to here
    token: Token | None = None  # what stands here; None at the end
    given: bool = False  # the person wrote it
    drawn_with: SamplingConfig | None = None  # the settings by which it was drawn


class Why(Translated, Card):
    """Title, bars, and a sentence on how the token was found."""

    chosen = Signal(int)  # id of a token

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice: Choice | None = None
        self._config = SamplingConfig()
        self._letters = True
        self.bars = Bars()
        self.bars.setObjectName("generate.bars")
        self.note = label("muted", wrap=True)
        self.note.setObjectName("generate.note")
        self.body.addWidget(self.bars, 1)
        self.body.addWidget(self.note)
        self.bars.chosen.connect(self.chosen)
        self.retranslate()

    @property
    def choice(self) -> Choice | None:
        """What is shown."""
        return self._choice

    def show_choice(self, choice: Choice | None, config: SamplingConfig) -> None:
        """Show another place; its bars are as they were when its token was drawn."""
        self._choice = choice
        self._config = config
        if choice is None:
            self.bars.show_ranking(None, config)
        else:
            marked = choice.token.id if choice.token is not None else None
            if choice.drawn_with is not None:
                self._config = choice.drawn_with
            self.bars.show_ranking(choice.ranking, self._config, marked)
        self.retranslate()

    def reshape(self, config: SamplingConfig) -> None:
        """Let the bars follow the sliders."""
        self._config = config
        self.bars.reshape(config)
        self.retranslate()

    def set_letters(self, letters: bool) -> None:
        """Speak of letters, or of tokens where they may be longer or shorter."""
        self._letters = letters
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        choice = self._choice
        if choice is not None and choice.token is not None:
            self.title.setText(tr("Why this letter") if self._letters else tr("Why this token"))
        else:
            self.title.setText(tr("What comes next"))
        self.subtitle.setText(self._after(choice.before) if choice is not None else "")
        self.note.setText(self._sentence())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as much of the text before as there is room for."""
        super().resizeEvent(event)
        self.retranslate()

    def _after(self, before: str) -> str:
        room = self.width() - self.title.sizeHint().width() - theme.px(50)
        metrics = QFontMetrics(theme.font(13))
        for length in range(TAIL, 0, -1):
            words = tr("after “{text}”", text=tail(before, length))
            if metrics.horizontalAdvance(words) <= room:
                return words
        return ""

    def _sentence(self) -> str:
        choice = self._choice
        if choice is None:
            return ""
        if choice.token is None:
            return tr("Click a bar to write it.")
        token = choice.ranking.label(choice.token.id)
        if choice.given:
            said = share(choice.token.probability)
            return tr(
                "You wrote “{token}”; the model gave it {said}. Click another bar to change it.",
                token=token,
                said=said,
            )
        if choice.token.number is None:
            return tr("You chose “{token}”. Click another bar to change it.", token=token)
        return self._drawn(choice.token.number, token, choice)

    def _drawn(self, number: float, token: str, choice: Choice) -> str:
        """Say which number was drawn, and what it would draw with the sliders as they are."""
        values = {"number": f"{number:.2f}", "token": token}
        if self._config.temperature == 0:
            first = choice.ranking.label(draw(choice.ranking.shares, number))
            return tr("At temperature 0 nothing is drawn: it is always “{token}”.", token=first)
        now = choice.ranking.label(draw(choice.ranking.shares, number))
        if now != token:
            return tr("Drawn: {number} → {token}. With these sliders: {now}.", **values, now=now)
        return tr("Drawn: {number} → {token}. Click another bar to fork the story.", **values)


def tail(text: str, length: int) -> str:
    """Return the end of a text, with its line breaks made visible."""
    end = text[-length:].replace("\n", "↵").replace("\t", "→")
    return ("…" if len(text) > length else "") + end
