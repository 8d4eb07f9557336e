"""What the window says about a run, in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.knobs import knobs
from playground.engine.models import MODELS
from playground.ui.figures import duration, percent, whole
from playground.ui.language import tr
from playground.ui.numbers import compact

if TYPE_CHECKING:
    from playground.services.runs import Run


DOT = " · "  # between the parts of a title
UNFINISHED = ("running", "paused", "interrupted", "stopped")


def model_words(config: RunConfig) -> str:
    """Return the model's name; a recurrent network is called by its cell."""
    return tr(_model_title(config))


def names_model(title: str, config: RunConfig) -> bool:
    """Tell whether a title names the model, in English or in the window's language."""
    names = {_model_title(config), model_words(config)}
    return any(part in names for part in title.split(DOT))


def _model_title(config: RunConfig) -> str:
    for knob in knobs(config.settings):
        if knob.name == "cell":
            return next(o.title for o in knob.options if o.value == knob.default)
    return MODELS[config.model].title


def budget_words(training: TrainingConfig) -> str:
    """Return how long a run was meant to train."""
    if training.steps:
        return tr("{steps} steps", steps=whole(training.steps))
    return duration(training.minutes)


def run_line(run: Run, share: float | None = None) -> str:
    """Return the line under a run's title; `share` is the live progress of one that trains.

    It begins with the model, or with its size where the title names the model.
    """
    model = model_words(run.config)
    if names_model(run.title, run.config):
        model = compact(run.parameters)
    if share is not None or run.status in UNFINISHED:
        done = percent(run.share_done if share is None else share)
        return tr("{model} · {percent}", model=model, percent=done)
    if run.status == "diverged":
        return tr("{model} · loss exploded", model=model)
    if run.stopped_early:
        return tr("{model} · stopped early", model=model)
    return tr("{model} · {budget}", model=model, budget=budget_words(run.config.training))


def score(run: Run) -> str:
    """Return the best validation loss in bits per character, or nothing."""
    return "" if run.valid_bpc is None else f"{run.valid_bpc:.2f}"
