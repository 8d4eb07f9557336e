"""What to change after an explosion. This file needs no torch."""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.config import RunConfig
from playground.engine.knobs import knobs
from playground.engine.models import MODELS

CALMER = 1 / 3  # of a rate that exploded although it is no higher than usual
HIGH = 1.2  # times the usual rate


@dataclass(frozen=True)
class Remedy:
    """A lower learning rate."""

    setting: str  # its title, marked for translation
    now: float
    advice: float  # what to set it to, or less

    @property
    def advice_words(self) -> str:
        """The advised rate as it can be typed."""
        return f"{self.advice:g}"


def remedy(config: RunConfig) -> Remedy:
    """Return the usual value of the rate that is the most above it: the likely culprit."""
    training, usual = config.training, MODELS[config.model].training
    names = ["learning_rate", *(["muon_learning_rate"] if training.optimizer == "muon" else [])]
    name = max(names, key=lambda name: getattr(training, name) / getattr(usual, name))
    now, well = getattr(training, name), getattr(usual, name)
    knob = next(knob for knob in knobs(training) if knob.name == name)
    advice = well if now > HIGH * well else max(knob.low, float(f"{now * CALMER:.1g}"))
    return Remedy(knob.title, now, advice)
