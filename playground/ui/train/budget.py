"""A budget as people write it: "3 minutes", "2000 steps", "90 s"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from playground.engine.config import TrainingConfig
from playground.engine.knobs import knobs
from playground.errors import NoBudget, OutOfRange
from playground.ui.language import tr
from playground.ui.numbers import read_number
from playground.ui.run_words import budget_words

OFFERED = (
    TrainingConfig(minutes=1.0),
    TrainingConfig(minutes=3.0),
    TrainingConfig(minutes=10.0),
    TrainingConfig(minutes=60.0),
    TrainingConfig(steps=200),
    TrainingConfig(steps=2000),
)
_WRITTEN = re.compile(r"^\s*([\d.,\s]*\d)\s*(.*?)\s*$")
_STEPS = ("st", "步")
_SECONDS = ("s", "秒")
_MINUTES = ("m", "分")
_HOURS = ("h", "小时", "时")


@dataclass(frozen=True)
class Budget:
    """Steps, or minutes where steps is 0."""

    steps: int
    minutes: float

    @classmethod
    def of(cls, training: TrainingConfig) -> Budget:
        """Return the budget of a training."""
        return cls(training.steps, training.minutes)

    def given_to(self, training: TrainingConfig) -> TrainingConfig:
        """Return `training` with this budget.

        Raises:
            NoBudget: It is nothing.
            OutOfRange: It is more than there can be.
        """
        if not self.steps and not self.minutes:
            raise NoBudget()
        return replace(training, steps=self.steps, minutes=self.minutes or training.minutes)

    @property
    def words(self) -> str:
        """The budget in the window's language."""
        return budget_words(TrainingConfig(steps=self.steps, minutes=self.minutes or 1.0))


def read_budget(text: str) -> Budget:
    """Return the budget that a person wrote; a number alone means minutes.

    Words of every language are understood, whatever the window speaks.

    Raises:
        NoBudget: It is no number, or nothing.
        OutOfRange: It is more than there can be.
    """
    found = _WRITTEN.match(text)
    if found is None:
        raise NoBudget()
    try:
        number = read_number(found[1])
    except ValueError:
        raise NoBudget() from None
    unit = found[2].lower()
    if unit.startswith((*_STEPS, tr("steps").lower())):
        budget = Budget(round(number), 0.0)
    elif unit.startswith(_HOURS):
        budget = Budget(0, number * 60)
    elif unit.startswith(_SECONDS):
        budget = Budget(0, number / 60)
    elif not unit or unit.startswith(_MINUTES):
        budget = Budget(0, number)
    else:
        raise NoBudget()
    for knob in knobs(TrainingConfig):
        if knob.name in ("steps", "minutes") and getattr(budget, knob.name) > knob.high:
            raise OutOfRange(name=knob.name, value=number, low=knob.low, high=knob.high)
    if not budget.steps and not budget.minutes:
        raise NoBudget()
    return budget
