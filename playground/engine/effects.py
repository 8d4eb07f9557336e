"""Settings that change nothing, because of another setting. This file needs no torch.

A form and the command line ask here, so that nobody turns a wheel that drives nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.engine.config import RunConfig
from playground.text import mark


@dataclass(frozen=True)
class Rule:
    """When one setting does nothing, and why."""

    name: str
    is_idle: Callable[[RunConfig], bool]
    reason: str  # marked for translation


RULES = (
    Rule(
        "rotary_base",
        lambda config: getattr(config.settings, "style", "modern") != "modern",
        mark("No effect here: only the modern style has rotary positions."),
    ),
    Rule(
        "muon_learning_rate",
        lambda config: config.training.optimizer != "muon",
        mark("No effect here: only the optimizer Muon uses it."),
    ),
    Rule(
        "split_windows",
        lambda config: config.settings.carries_state and config.training.carry_state,
        mark("No effect here: windows are never cut while the state is carried on."),
    ),
    Rule(
        "carry_state",
        lambda config: not config.settings.carries_state,
        mark("No effect here: only recurrent models have a state to carry on."),
    ),
    Rule(
        "vocab_size",
        lambda config: config.text.tokenizer == "byte",
        mark("No effect here: there are always 256 different bytes."),
    ),
)


def idle_settings(config: RunConfig) -> dict[str, str]:
    """Return the settings that change nothing in `config`, each with the reason why.

    The reasons are marked for translation.
    """
    return {rule.name: rule.reason for rule in RULES if rule.is_idle(config)}
