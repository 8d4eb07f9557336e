"""How the next token is drawn: temperature, top-k, top-p, length, seed, samples."""

from itertools import pairwise

from PySide6.QtCore import QRandomGenerator, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QToolButton, QWidget

from playground.engine.config import SamplingConfig
from playground.engine.knobs import Knob, knobs
from playground.text import mark
from playground.ui import icons, theme
from playground.ui.card import Card, label
from playground.ui.fields import WholeField
from playground.ui.generate.dial import Dial, Scale
from playground.ui.generate.slow_motion import FULL
from playground.ui.language import Translated, tr
from playground.ui.settings import Settings

TEMPERATURES = tuple(round(0.05 * i, 2) for i in range(41))  # 0 to 2
TOP_PS = tuple(round(0.01 * i, 2) for i in range(5, 101))  # 0.05 to 1: off
K_STEPS = (
    *range(1, 11), 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 700,
    1000, 1500, 2000, 3000, 5000, 7000, 10_000, 15_000, 20_000, 30_000,
)  # fmt: skip
ALL = 0  # the top-k that keeps every token
SPEEDS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, FULL)  # letters a second
SPEED = Scale(SPEEDS, 3, usual=FULL, low=1, high=20, whole=True, end=FULL)
SAMPLES = Knob(
    "samples",
    1,
    mark("Samples"),
    mark("How many texts to write side by side, each with a seed of its own."),
    1,
    5,
)
NARROW = 250  # designed pixels; below, the fields take two lines


class Seed(WholeField):
    """A seed: the arrows go on to the next one."""

    def stepBy(self, steps: int) -> None:
        """Step by one."""
        self.setValue(self.value() + steps)


class Dials(Translated, theme.Themed, Card):
    """A card of settings; `changed` comes at once, also while a slider is dragged."""

    changed = Signal()
    paced = Signal(float)  # another speed, in letters a second

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._knobs: dict[str, Knob] = {knob.name: knob for knob in knobs(SamplingConfig)}
        usual = {name: knob.default for name, knob in self._knobs.items()}
        heat = Scale(TEMPERATURES, 4, usual=float(usual["temperature"]), low=0, high=2)
        nucleus = Scale(TOP_PS, 10, usual=1, low=0.01, high=1, end=1)
        self.temperature = Dial("generate.temperature", heat)
        self.top_k = Dial("generate.top_k", _counts(1001))
        self.top_p = Dial("generate.top_p", nucleus)
        self.speed = Dial("generate.speed", SPEED)
        self.length = self._field(WholeField(self._knobs["length"]), "generate.length")
        self.samples = self._field(WholeField(SAMPLES), "generate.samples")
        self.seed = self._field(Seed(self._knobs["seed"]), "generate.seed")
        self.die = QToolButton()
        self.die.setObjectName("generate.new_seed")
        self.die.clicked.connect(self.new_seed)
        self._labels = [label("muted") for _ in range(3)]
        self._lay_out()
        self._low = self._presented = False
        self._restore()
        for dial in (self.temperature, self.top_k, self.top_p):
            dial.changed.connect(self._changed)
        self.speed.changed.connect(self._pace)
        for spin in (self.length, self.seed, self.samples):
            spin.valueChanged.connect(self._changed)
        chain = (*(dial.slider for dial in self._dials), *self._in_order, self.die)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        self.restyle()
        self.retranslate()

    @property
    def config(self) -> SamplingConfig:
        """What is chosen."""
        return SamplingConfig(
            length=self.length.value(),
            temperature=self.temperature.value,
            top_k=int(self.top_k.value),
            top_p=self.top_p.value,
            seed=self.seed.value(),
        )

    def set_vocabulary(self, size: int) -> None:
        """Let top-k go up to the number of tokens."""
        self.top_k.set_scale(_counts(size))

    def new_seed(self) -> None:
        """Throw the dice for another seed."""
        self.seed.setValue(QRandomGenerator.global_().bounded(1, 10_000))

    def set_low(self, low: bool) -> None:
        """Take as little height as possible, or have air around everything."""
        if low != self._low:
            self._low = low
            self.restyle()

    def present(self, on: bool) -> None:
        """Fold to one line of what a class plays with."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if on else directions.TopToBottom)
        self._presented = on
        for widget in (self.top_p, *self._fields, *self._labels, self.die):
            widget.setHidden(on)
        self.restyle()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        tips = {name: tr(knob.help) for name, knob in self._knobs.items()}
        self.temperature.set_words(tr("Temperature"), tips["temperature"], _temperature, _plain)
        self.top_k.set_words(tr("Top-k"), tips["top_k"], _top_k)
        self.top_p.set_words(tr("Top-p"), tips["top_p"], _top_p)
        tip = tr("Slow motion: watch how each letter comes about. The text is the same.")
        self.speed.set_words(tr("Speed"), tip, _speed, _short_speed)
        words = (tr("Length"), tr("Seed"), tr("Samples"))
        for name, field, title in zip(self._labels, self._fields, words, strict=True):
            name.setText(title)
            field.setAccessibleName(title)
        helps = (tips["length"], tips["seed"], tr(SAMPLES.help))
        for name, field, help in zip(self._labels, self._fields, helps, strict=True):
            for widget in (name, field):
                widget.setToolTip(help)
        self.die.setToolTip(tr("Another seed"))
        self.die.setAccessibleName(tr("Another seed"))
        self._flatten()

    def restyle(self) -> None:
        """Take icons and sizes from the theme."""
        icons.dress(self.die, "die", size=18)
        self.set_tight(self._low)
        self._row.setSpacing(theme.px(24) if self._presented else self.body.spacing())
        self._flatten()

    def refit(self) -> None:
        """Look again at how wide the words are."""
        self._flatten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields on two lines where one is too narrow."""
        super().resizeEvent(event)
        self._place(event.size().width() < theme.px(NARROW))

    def _field(self, field: WholeField, name: str) -> WholeField:
        field.setObjectName(name)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return field

    def _lay_out(self) -> None:
        self.title.hide()
        self.subtitle.hide()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for dial in self._dials:
            self._row.addWidget(dial)
        self.body.addLayout(self._row)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self.body.addLayout(self._grid)
        for name, field in zip(self._labels, self._fields, strict=True):
            name.setBuddy(field)
        self._place(False)

    @property
    def _dials(self) -> tuple[Dial, ...]:
        return (self.temperature, self.top_k, self.top_p, self.speed)

    def _flatten(self) -> None:
        """Put each dial on one line where the page is low."""
        flat = self._low or self._presented
        title = 0 if self._presented else max(dial.name_width for dial in self._dials)
        value = max(dial.value_width(flat=True) for dial in self._dials)
        for dial in self._dials:
            dial.set_flat(flat, title, 0 if self._presented else value)

    @property
    def _in_order(self) -> tuple[WholeField, ...]:
        """The fields from left to right, as the Tab key goes."""
        return (self.length, self.samples, self.seed)

    @property
    def _fields(self) -> tuple[WholeField, ...]:
        return (self.length, self.seed, self.samples)

    def _place(self, narrow: bool) -> None:
        """Put length, samples, seed and die on one line, or on two."""
        places = ((0, 0), (2, 0), (0, 1)) if narrow else ((0, 0), (0, 2), (0, 1))
        for name, field, (row, column) in zip(self._labels, self._fields, places, strict=True):
            self._grid.addWidget(name, row, column)
            self._grid.addWidget(field, row + 1, column)
        self._grid.addWidget(self.die, 3 if narrow else 1, 1 if narrow else 3)
        for column, stretch in enumerate((1, 1, 0, 0) if narrow else (9, 7, 9, 0)):
            self._grid.setColumnStretch(column, stretch)

    def _restore(self) -> None:
        get = self._settings.get
        usual = {name: knob.default for name, knob in self._knobs.items()}
        self.temperature.set_value(get("generate/temperature", float(usual["temperature"])))
        self.top_k.set_value(get("generate/top_k", int(usual["top_k"])))
        self.top_p.set_value(get("generate/top_p", float(usual["top_p"])))
        self.length.setValue(get("generate/length", int(usual["length"])))
        self.seed.setValue(get("generate/seed", int(usual["seed"])))
        self.samples.setValue(get("generate/samples", int(SAMPLES.default)))
        self.speed.set_value(get("generate/speed", FULL))

    def _changed(self) -> None:
        config = self.config
        for name in self._knobs:
            self._settings.set(f"generate/{name}", getattr(config, name))
        self._settings.set("generate/samples", self.samples.value())
        self.changed.emit()

    def _pace(self) -> None:
        self._settings.set("generate/speed", int(self.speed.value))
        self.paced.emit(self.speed.value)


def _speed(value: float) -> str:
    if value == FULL:
        return tr("full")
    return tr("1 a second") if value == 1 else tr("{count} a second", count=f"{value:.0f}")


def _counts(size: int) -> Scale:
    """Return the scale of top-k for so many tokens."""
    stops = (*(k for k in K_STEPS if k < size), ALL)
    return Scale(stops, 3, usual=ALL, low=1, high=size - 1, whole=True, end=ALL)


def _short_speed(value: float) -> str:
    return tr("full") if value == FULL else tr("{count}/s", count=f"{value:.0f}")


def _plain(value: float) -> str:
    return f"{value:.2f}"


def _temperature(value: float) -> str:
    return f"{value:.2f}" if value else tr("0 · the likeliest")


def _top_k(value: float) -> str:
    return f"{value:.0f}" if value else tr("off")


def _top_p(value: float) -> str:
    return f"{value:.2f}" if value < 1 else tr("off")
