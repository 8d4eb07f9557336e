"""The card that shows a choice: the bars of what could have come, and what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from playground.engine.config import SamplingConfig
from playground.engine.distribution import draw
from playground.engine.signs import NEWLINE, SPACE, TAB
from playground.ui import icons, theme
from playground.ui.bars import Bars
from playground.ui.card import Card, label
from playground.ui.generate.slow_motion import Stage
from playground.ui.generate.stack import Stack
from playground.ui.language import Translated, tr
from playground.ui.quantities import share
from playground.ui.ranking import Ranking

if TYPE_CHECKING:
    from playground.engine.tokens import Token

TAIL = 14  # characters of the text before that are named, at most
PLAIN = SamplingConfig(temperature=1.0)  # leaves everything as the model says it
LINES = 2  # of the note, which keeps its height whatever it says
READABLE = 200  # milliseconds; words that stand for less are not changed


@dataclass(frozen=True)
class Choice:
    """A place in a text where a token was chosen, or will be."""

    ranking: Ranking
    before: str  # the text up to here
    token: Token | None = None  # what stands here; None at the end
    given: bool = False  # the person wrote it
    drawn_with: SamplingConfig | None = None  # the settings by which it was drawn


class Why(Translated, theme.Themed, Card):
    """Title, bars, and a sentence on how the token was found."""

    chosen = Signal(int)  # id of a token
    hold_wanted = Signal(bool)  # stand still in slow motion, or go on
    step_wanted = Signal()  # one letter more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice: Choice | None = None
        self._config = SamplingConfig()
        self._letters = True
        self._waits = False
        self._stage: Stage | None = None  # of the letter that is shown in slow motion
        self.bars = Bars()
        self.bars.setObjectName("generate.bars")
        self.note = label("muted", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.note.setObjectName("generate.note")
        self.stack = Stack()
        self.stack.setObjectName("generate.stack")
        self.hold = _tool("generate.hold")
        self.step = _tool("generate.step")
        self.subtitle.setMinimumWidth(1)  # as much of it is said as there is room for
        self._held = False
        self._low = False
        self.hold.clicked.connect(self._hold)
        self.step.clicked.connect(self.step_wanted)
        self.body.addWidget(self.bars, 1)
        self.body.addWidget(self.stack)
        line = QHBoxLayout()
        line.addWidget(self.note, 1)
        line.addWidget(self.hold)
        line.addWidget(self.step)
        self.body.addLayout(line)
        self.bars.chosen.connect(self.chosen)
        self.show_speed(slow=False, busy=False, held=False)
        self.restyle()
        self.retranslate()

    @property
    def choice(self) -> Choice | None:
        """What is shown."""
        return self._choice

    def show_choice(self, choice: Choice | None, config: SamplingConfig) -> None:
        """Show another place; its bars are as they were when its token was drawn."""
        self._choice, self._stage = choice, None
        self._config = config
        if choice is None:
            self.bars.show_ranking(None, config)
            self.stack.show_ranking(None)
        else:
            marked = choice.token.id if choice.token is not None else None
            if choice.drawn_with is not None:
                self._config = choice.drawn_with
            self.bars.show_ranking(choice.ranking, self._config, marked)
            self.stack.show_ranking(choice.ranking)
            self.stack.throw(self._number)
        self.retranslate()

    def set_waiting(self, waits: bool) -> None:
        """Say that the model is on its way, or nothing."""
        if waits != self._waits:
            self._waits = waits
            self.retranslate()

    def show_stage(self, choice: Choice, stage: Stage, milliseconds: int) -> None:
        """Show one step of how a token comes about, in so many milliseconds."""
        self._choice, self._stage = choice, stage
        self._config = choice.drawn_with or PLAIN
        token = choice.token
        assert token is not None
        match stage:
            case Stage.SAYS:
                self._name_place()
                self.bars.show_ranking(choice.ranking, PLAIN, None, milliseconds)
                self.stack.show_ranking(choice.ranking)
            case Stage.SHAPED:
                self.bars.reshape(self._config, milliseconds)
                self.stack.reshape()
            case Stage.DRAWN:
                self.bars.mark(token.id, milliseconds // 2)
                self.stack.throw(self._number, milliseconds)
            case Stage.FLIES:
                pass  # and the bars stay
        if milliseconds >= READABLE or stage is Stage.DRAWN:
            self.retranslate()

    def reshape(self, config: SamplingConfig) -> None:
        """Let the bars follow the sliders."""
        self._config = config
        self.bars.reshape(config)
        self.stack.reshape()
        self.stack.throw(self._number)
        self.retranslate()

    def show_speed(self, *, slow: bool, busy: bool, held: bool) -> None:
        """Offer to stand still and to go on step by step, where letters come slowly."""
        self._held = held
        for button in (self.hold, self.step):
            button.setVisible(slow)
            button.setEnabled(busy)
        self.restyle()
        self.retranslate()

    def set_low(self, low: bool) -> None:
        """Take as little height as possible, or have air around everything."""
        if low != self._low:
            self._low = low
            self.bars.set_low(low)
            self.restyle()

    def restyle(self) -> None:
        """Take icons and sizes from the theme."""
        icons.dress(self.hold, "play" if self._held else "pause", size=18)
        icons.dress(self.step, "next", size=18)
        self.set_tight(self._low)
        self.note.ensurePolished()
        self.note.setFixedHeight(LINES * self.note.fontMetrics().lineSpacing() + theme.px(4))

    def set_letters(self, letters: bool) -> None:
        """Speak of letters, or of tokens where they may be longer or shorter."""
        self._letters = letters
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self._name_place()
        self.note.setText(self._sentence())
        self.bars.set_hint(self._hint())
        self.bars.set_waiting(tr("Loading the model…") if self._waits else "")
        self.hold.setToolTip(tr("Go on (Ctrl+P)") if self._held else tr("Hold on (Ctrl+P)"))
        self.hold.setAccessibleName(self.hold.toolTip())
        self.step.setToolTip(tr("One letter more, then hold on (Ctrl+Right)"))
        self.step.setAccessibleName(self.step.toolTip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as much of the text before as there is room for."""
        super().resizeEvent(event)
        self.retranslate()

    def _hold(self) -> None:
        self.hold_wanted.emit(not self._held)

    @property
    def _number(self) -> float | None:
        """What was drawn; `None` where nothing was, as at temperature 0."""
        choice = self._choice
        if choice is None or choice.token is None or self._config.temperature == 0:
            return None
        return choice.token.number

    def _name_place(self) -> None:
        choice = self._choice
        if choice is not None and choice.token is not None and self._stage is None:
            self.title.setText(tr("Why this letter") if self._letters else tr("Why this token"))
        else:
            self.title.setText(tr("What comes next"))
        self.subtitle.setText(self._after(choice.before) if choice is not None else "")

    def _after(self, before: str) -> str:
        """Name the place, with as much of the text before as there is room for."""
        margins = self.body.contentsMargins()
        taken = self.title.sizeHint().width() + margins.left() + margins.right()
        room = self.width() - taken - 2 * self.header.spacing()
        if before:
            lengths = range(min(TAIL, len(before)), 0, -1)
            choices = [tr("after “{text}”", text=tail(before, length)) for length in lengths]
        else:
            choices = [tr("at the very beginning"), tr("at the start")]
        metrics = QFontMetrics(theme.font(13))
        return next((words for words in choices if metrics.horizontalAdvance(words) <= room), "")

    def _sentence(self) -> str:
        choice = self._choice
        if choice is None:
            return ""
        if choice.token is None:
            return tr("Click a bar to write it.")
        if self._stage is Stage.SAYS:
            return tr("What the model says.")
        if self._stage is Stage.SHAPED:
            return tr("What temperature, top-k and top-p make of it.")
        token = choice.ranking.label(choice.token.id)
        if choice.given:
            said = share(choice.token.probability)
            return tr(
                "You wrote “{token}”; the model gave it {said}. Click another bar to change it.",
                token=token,
                said=said,
            )
        if choice.token.number is None:
            return tr("You chose “{token}” here; the model gave it {said}.",
                      token=token, said=share(choice.token.probability))  # fmt: skip
        return self._drawn(choice.token.number, token, choice)

    def _hint(self) -> str:
        """Say what a click on another bar does."""
        if self._choice is None or self._choice.token is None:
            return tr("Click to write it.")
        return tr("Click to write it here instead: the story forks.")

    def _drawn(self, number: float, token: str, choice: Choice) -> str:
        """Say which number was drawn, and what it would draw with the sliders as they are."""
        drawn_with = choice.drawn_with or self._config
        now = choice.ranking.label(draw(choice.ranking.shares, number))
        if drawn_with.temperature == 0 and now == token:
            return tr("At temperature 0 nothing is drawn: it is always “{token}”.", token=token)
        values = {"settings": settings(drawn_with), "number": f"{number:.3f}", "token": token}
        if drawn_with.temperature == 0:
            return tr("At temperature 0 it was “{token}”; with these sliders it is “{now}”.",
                      token=token, now=now)  # fmt: skip
        if now == token:
            return tr("Drawn at {settings}: {number} fell on “{token}”.", **values)
        return tr(
            "Drawn at {settings}: {number} fell on “{token}”; with these sliders, on “{now}”.",
            **values,
            now=now,
        )


def settings(config: SamplingConfig) -> str:
    """Return the settings of a draw in words, without those that are off."""
    values = {
        "temperature": f"{config.temperature:.2f}",
        "k": f"{config.top_k:,}",
        "p": f"{config.top_p:.2f}",
    }
    match config.top_k > 0, config.top_p < 1:
        case True, True:
            return tr("temperature {temperature}, top-k {k}, top-p {p}", **values)
        case True, False:
            return tr("temperature {temperature}, top-k {k}", **values)
        case False, True:
            return tr("temperature {temperature}, top-p {p}", **values)
    return tr("temperature {temperature}", **values)


def _tool(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    return button


def tail(text: str, length: int) -> str:
    """Return the end of a text, with what cannot be seen in it or at its end made visible."""
    end = text[-length:].replace("\n", NEWLINE).replace("\t", TAB)
    if end.endswith(" "):
        end = end[:-1] + SPACE
    return ("…" if len(text) > length else "") + end
