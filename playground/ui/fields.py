"""Fields of a form: a number, a choice or a switch, made from a knob."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QSpinBox, QWidget

from playground.engine.knobs import Knob
from playground.ui.figures import exact, whole
from playground.ui.language import tr
from playground.ui.reading_numbers import read_number, read_whole
from playground.ui.typed import Typed
from playground.ui.wheel import Combo, LeavesWheel

MANY_SIZES = 1000  # a range this wide is stepped through as 1, 2, 5, 10 …


class WholeField(Typed, LeavesWheel, QSpinBox):
    """A whole number; the wheel changes it only where it was clicked."""

    edited = Signal()

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(int(knob.low), int(knob.high))
        self.prepare(knob)

    def stepBy(self, steps: int) -> None:
        """Step by one, or through 1, 2, 5, 10 … where the range is wide."""
        self.forget_refused()
        if self.maximum() - self.minimum() < MANY_SIZES:
            super().stepBy(steps)
        else:
            self.setValue(round(next_size(self.value(), steps)))

    def get(self) -> int:
        """Return the number.

        Raises:
            SettingError: What is written is none in the range.
        """
        return int(self.read())

    def _write(self, value: float) -> str:
        return whole(int(value))

    def _understand(self, text: str) -> float:
        return read_whole(text)


class NumberField(Typed, LeavesWheel, QDoubleSpinBox):
    """A number, written as short as it can be: 0.003, not 0.00300000."""

    edited = Signal()

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = knob.low >= 0 and knob.high >= MANY_SIZES * max(knob.low, 1e-3)
        self.setLocale(QLocale.c())
        self.setDecimals(12)
        self.setRange(knob.low, knob.high)
        self.setSingleStep(0.5 if knob.high > 2 else 0.05)
        self.prepare(knob)

    def stepBy(self, steps: int) -> None:
        """Step evenly, or through 1, 2, 5, 10 … where the range is wide."""
        self.forget_refused()
        if self._wide:
            self.setValue(next_size(self.value(), steps))
        else:
            super().stepBy(steps)

    def get(self) -> float:
        """Return the number.

        Raises:
            SettingError: What is written is none in the range.
        """
        return float(self.read())

    def _write(self, value: float) -> str:
        return exact(value)

    def _understand(self, text: str) -> float:
        return read_number(text)


class ChoiceField(Combo):
    """One of several named values."""

    edited = Signal()

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = knob.options
        for option in knob.options:
            self.addItem(option.title, option.value)
        self.put(knob.default)
        self.currentIndexChanged.connect(self.edited)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the names of the values."""
        for number, option in enumerate(self._options):
            self.setItemText(number, tr(option.title))
            self.setItemData(number, tr(option.help), Qt.ItemDataRole.ToolTipRole)

    def get(self) -> str:
        """Return the chosen value."""
        return str(self.currentData())

    def shown(self) -> str:
        """Return the chosen value."""
        return self.get()

    def put(self, value: str) -> None:
        """Choose a value."""
        self.setCurrentIndex(self.findData(value))


class SwitchField(QCheckBox):
    """On or off."""

    edited = Signal()

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setChecked(knob.default)
        self.toggled.connect(self.edited)

    def get(self) -> bool:
        """Tell whether it is on."""
        return self.isChecked()

    def shown(self) -> bool:
        """Tell whether it is on."""
        return self.isChecked()

    def retranslate(self) -> None:
        """Have no words."""

    def put(self, value: bool) -> None:
        """Switch it."""
        self.setChecked(value)


Field = WholeField | NumberField | ChoiceField | SwitchField


def make_field(knob: Knob) -> Field:
    """Return the field that suits a knob."""
    if knob.options:
        return ChoiceField(knob)
    if knob.type is bool:
        return SwitchField(knob)
    return WholeField(knob) if knob.type is int else NumberField(knob)


def next_size(value: float, steps: int) -> float:
    """Return the number `steps` further up or down in 1, 2, 5, 10, 20, 50 …; 0 is below 1e-9."""
    for _ in range(abs(steps)):
        value = _above(value) if steps > 0 else _below(value)
    return value


def _above(value: float) -> float:
    if value < 1e-9:
        return 1e-9 if value > 0 else 1.0
    decade = 10.0 ** math.floor(math.log10(value) + 1e-9)
    return next(decade * digit for digit in (1, 2, 5, 10) if decade * digit > value * (1 + 1e-6))


def _below(value: float) -> float:
    if value <= 1e-9:
        return 0.0
    decade = 10.0 ** math.floor(math.log10(value) + 1e-9)
    return next(decade * digit for digit in (5, 2, 1, 0.5) if decade * digit < value * (1 - 1e-6))
