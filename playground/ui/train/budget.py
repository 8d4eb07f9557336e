"""A budget as people write it: "3 minutes", "2000 steps", "90 s"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from playground.engine.config import TrainingConfig
from playground.engine.knobs import knobs
from playground.errors import NoBudget, NotANumber, OutOfRange
from playground.ui.language import tr
from playground.ui.reading_numbers import read_number, read_whole
from playground.ui.run_words import budget_words

OFFERED = (
    TrainingConfig(minutes=1.0),
    TrainingConfig(minutes=3.0),
    TrainingConfig(minutes=10.0),
    TrainingConfig(minutes=60.0),
    TrainingConfig(steps=200),
    TrainingConfig(steps=2000),
)
_PAIR = re.compile(r"\s*(\d[\d.,' ]*?)\s*([^\W\d]+|$)\s*", re.UNICODE)
STEPS = ("steps", "步")
UNITS = {  # minutes in one; the words for it, of which a beginning is enough
    1 / 60: ("seconds", "秒钟"),
    1.0: ("minutes", "mins", "分钟"),
    60.0: ("hours", "hrs", "小时", "个小时", "时"),
}


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
        NumberUnclear: It could be several numbers.
        NotWhole: It is a part of a step.
        OutOfRange: It is more than there can be.
    """
    pairs = _pairs(text)
    minutes = [_minutes_in(unit) for _, unit in pairs]
    if all(minutes) and (len(pairs) == 1 or all(unit for _, unit in pairs)):
        numbers = [_number(number) for number, _ in pairs]
        budget = Budget(0, sum(n * size for n, size in zip(numbers, minutes, strict=True) if size))
    elif len(pairs) == 1 and _begins(pairs[0][1], (*STEPS, tr("steps"))):
        budget = Budget(_whole(pairs[0][0]), 0.0)
    else:
        raise NoBudget()
    for knob in knobs(TrainingConfig):
        if knob.name in ("steps", "minutes") and getattr(budget, knob.name) > knob.high:
            raise OutOfRange(
                name=knob.name, value=getattr(budget, knob.name), low=knob.low, high=knob.high
            )
    if not budget.steps and not budget.minutes:
        raise NoBudget()
    return budget


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the numbers in `text`, each with the word behind it; nothing else may be there."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    found = list(_PAIR.finditer(plain))
    if not found or "".join(pair[0] for pair in found) != plain:
        raise NoBudget()
    return [(pair[1], pair[2]) for pair in found]


def _minutes_in(unit: str) -> float | None:
    """Return how many minutes a unit has; a number alone means minutes."""
    if not unit:
        return 1.0
    return next((size for size, words in UNITS.items() if _begins(unit, words)), None)


def _begins(unit: str, words: tuple[str, ...]) -> bool:
    return any(word.lower().startswith(unit) for word in words)


def _number(written: str) -> float:
    try:
        return read_number(written)
    except NotANumber:
        raise NoBudget() from None


def _whole(written: str) -> int:
    try:
        return read_whole(written)
    except NotANumber:
        raise NoBudget() from None
