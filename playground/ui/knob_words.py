"""What is written about a setting: its value, its range, what is usual."""

from __future__ import annotations

from typing import Any

from playground.engine.config import SamplingConfig, TextConfig, TrainingConfig
from playground.engine.knobs import Knob, knobs
from playground.engine.models import MODELS
from playground.ui.figures import exact, whole
from playground.ui.language import tr


def value_words(knob: Knob, value: Any) -> str:
    """Return the value of a setting as people read it, in the window's language."""
    if knob.options:
        return next((tr(o.title) for o in knob.options if o.value == value), str(value))
    if knob.type is bool:
        return tr("yes") if value else tr("no")
    if value == 0 and knob.zero:
        return tr(knob.zero)
    return whole(value) if knob.type is int else exact(value)


def range_words(knob: Knob, usual: Any) -> str:
    """Return what is possible and what is usual, in the window's language."""
    words = value_words(knob, usual)
    if knob.options or knob.type is bool:
        return tr("Usual here: {value}.", value=words)
    write = whole if knob.type is int else exact
    low, high = write(knob.type(knob.low)), write(knob.type(knob.high))
    return tr("From {low} to {high}. Usual here: {value}.", low=low, high=high, value=words)


def title_of(name: str) -> str:
    """Return what a setting is called in the window's language, by its name in the config."""
    models = (spec.config for spec in MODELS.values())
    for config in (TrainingConfig, TextConfig, SamplingConfig, *models):
        for knob in knobs(config):
            if knob.name == name:
                return tr(knob.title)
    return name
