"""Which size of a model suits a text and a budget, on a computer of a given speed.

A model learns best where its size and what it reads are in balance: a large one reads too
little in the time there is, a small one has nothing left to learn with. And a large model on
a short text learns the text by heart. This file needs no torch.

P: parameters, D: tokens read in training. An operation is a multiplication or an addition;
learning from a token takes about 6 of them per parameter.

Source: Kaplan et al. 2020, Scaling Laws for Neural Language Models,
https://arxiv.org/abs/2001.08361; Hoffmann et al. 2022, Training Compute-Optimal Large
Language Models, https://arxiv.org/abs/2203.15556
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from playground.engine.config import ModelConfig, RunConfig, TrainingConfig
from playground.engine.epochs import MOST_EPOCHS, fitting_dropout
from playground.engine.knobs import Knob, knobs
from playground.engine.models import MODELS, ModelSpec

OPERATIONS = 6  # per parameter and token, there and back
TYPICAL_SPEED = 5e10  # operations per second of a laptop's CPU in training, before it is measured
PER_TOKEN = 6.0  # parameters that a token of the text may have, lest it is learned by heart
SHORTEST_CONTEXT = 16  # tokens; a text without room for it is too short
MARGIN = 1  # token more than the context is read: the last one's target
PATIENCE = 10  # checks without a better loss, where the text is read often
OFTEN = 8.0  # times
FEWEST = 2e5  # tokens read; in an even shorter training the learning rate is no higher
KEPT = ("steps", "minutes", "seed", "threads", "precision", "device", "sample_length")
STEP_SIZE = 1.6  # tokens in a step, where one token is read in all


@dataclass(frozen=True)
class Facts:
    """What the recipe knows of a text."""

    tokens: int  # to train on, about
    vocab_size: int
    checked: int  # tokens kept aside to check on, about


def recommend(
    model: str, facts: Facts, training: TrainingConfig, speed: float, like: ModelConfig | None
) -> RunConfig:
    """Return the settings that suit a text and a budget here.

    With a budget in steps nothing depends on the speed: the same settings everywhere.

    Args:
        model: Key in MODELS.
        facts: What is known of the text.
        training: Its budget; its seed, threads, precision, device and length of samples are kept.
        speed: Operations per second in training, as measured.
        like: Settings whose choices (cell, style) are kept; None for the model's own.
    """
    spec = MODELS[model]
    settings = _size(spec, facts, training, speed)
    reading = _reading(spec, settings, facts, training, speed)
    epochs = reading / max(1, facts.tokens)
    most = 0.0 if training.steps else MOST_EPOCHS  # who wants so many steps gets them
    context = _context(settings.context, facts)
    dropout = fitting_dropout(min(epochs, most or epochs))
    settings = _with_choices(replace(settings, dropout=dropout, context=context), like)
    # By the clock a run ends annealed after the most epochs; stopped in the middle it is worse.
    patience = PATIENCE if training.steps and epochs > OFTEN else spec.training.patience
    usefully = min(reading, OFTEN * facts.tokens)
    batch = batch_size(_tokens_per_step(spec, training, usefully), context)
    rate = _muon_rate(spec, reading)
    training = _kept(
        training,
        patience=patience,
        batch_size=batch,
        muon_learning_rate=rate,
        max_epochs=most,
        fit_dropout=True,
        usual=spec.training,
    )
    return RunConfig(model, settings, training)


def _kept(given: TrainingConfig, usual: TrainingConfig, **chosen: Any) -> TrainingConfig:
    """Return the usual settings with those chosen, and what is a person's matter as given."""
    return replace(usual, **chosen, **{name: getattr(given, name) for name in KEPT})


def batch_size(tokens: float, context: int) -> int:
    """Return how many windows of `context` tokens come nearest to `tokens` tokens a step."""
    return max(1, round(tokens / context))


def _tokens_per_step(spec: ModelSpec, training: TrainingConfig, reading: float) -> float:
    """Return how many tokens a step learns from: more in a longer training.

    Late in a training a step is limited by the chance in its batch, so a larger one pays, and
    in it a token costs less time. Losses after about equal times, mini-GPT on tiny shakespeare,
    one seed, with Muon's rate at 0.03 or, where marked, at 0.04:

        tokens a step     512    1,024   2,048   3,072   4,096
        10 s, 3 layers            1.910   1.916*
        1 min, 3 layers           1.571   1.549   1.550   1.555*
        3 min, 4 layers   1.507   1.468   1.451           1.448*

    An LSTM of 256 units comes to 1.476 with 1,024 and to 1.469 with 2,048.

    Source: McCandlish et al. 2018, An Empirical Model of Large-Batch Training,
    https://arxiv.org/abs/1812.06162
    """
    usual = spec.training.batch_size * spec.config().context
    if training.steps:
        return usual
    return max(usual, STEP_SIZE * math.sqrt(reading))


def _muon_rate(spec: ModelSpec, reading: float) -> float:
    """Return Muon's learning rate: higher in a shorter training.

    Losses of mini-GPT with 3 layers and of an LSTM with 256 units on tiny shakespeare, one seed,
    with soft targets but for the LSTM's last row:

        tokens read    gpt 0.03    0.04     0.06     0.09
        205,000        1.807       1.779    1.759    1.774
        1,600,000      1.546       1.541
        3,100,000      1.449       1.459

        tokens read    lstm 0.02   0.03     0.05     0.08     0.12     0.2
        256,000        1.850       1.780    1.712    1.683    1.672    1.692
        1,024,000      1.557       1.551             1.616
        2,460,000      1.476                1.498 (at 0.04)
    """
    times = max(1.0, spec.settled / max(reading, FEWEST)) ** spec.haste
    return float(f"{spec.training.muon_learning_rate * times:.2g}")


def _size(spec: ModelSpec, facts: Facts, training: TrainingConfig, speed: float) -> ModelConfig:
    """Return the size nearest to what the budget can teach, of those that the text can feed.

    Losses after some seconds, mini-GPT on tiny shakespeare, 8e10 operations a second, one seed:

        layers x width    2x64     2x128    3x128    4x128    3x192
        6 s               1.865    1.776    1.825
        16 s              1.715    1.636    1.687    1.675
        60 s                                1.516    1.516    1.533

    An LSTM has 1.797 after 4 s with 128 units and 1.770 with 256; after 60 s 1.474 with 256
    and 1.528 with 512.
    """
    if training.steps:
        wanted = float(spec.config().parameters(facts.vocab_size))
    else:
        wanted = spec.appetite * math.sqrt(60 * training.minutes * speed / OPERATIONS)
    most = PER_TOKEN * facts.tokens
    fed = [size for size in spec.sizes if size.parameters(facts.vocab_size) <= most]
    return min(
        fed or spec.sizes[:1],
        key=lambda size: abs(math.log(size.parameters(facts.vocab_size) / wanted)),
    )


def _reading(
    spec: ModelSpec, settings: ModelConfig, facts: Facts, training: TrainingConfig, speed: float
) -> float:
    """Return how many tokens will be read, about."""
    if training.steps:
        return float(training.steps * spec.training.batch_size * settings.context)
    return 60 * training.minutes * speed / OPERATIONS / settings.parameters(facts.vocab_size)


def _context(wanted: int, facts: Facts) -> int:
    """Return a context that fits into both parts of the text: `wanted`, or halved until it does."""
    room = min(facts.tokens, facts.checked) - MARGIN
    while wanted > max(room, SHORTEST_CONTEXT):
        wanted //= 2
    return wanted


def is_choice(knob: Knob) -> bool:
    """Tell whether a setting of a model is a matter of taste, which the recipe leaves alone."""
    return bool(knob.options) or knob.type is bool


def _with_choices(settings: ModelConfig, like: ModelConfig | None) -> ModelConfig:
    if like is None:
        return settings
    chosen: dict[str, Any] = {knob.name: knob.default for knob in knobs(like) if is_choice(knob)}
    return replace(settings, **chosen)
