"""Which settings of a plan a person has changed, and the way back for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from playground.engine.config import RunConfig
from playground.engine.effects import idle_settings
from playground.engine.knobs import Knob, knobs
from playground.engine.models import MODELS, size_fields
from playground.errors import SettingError
from playground.ui.knob_words import value_words
from playground.ui.language import tr
from playground.ui.train.plan import first_config

ON_THE_CARD = ("steps", "minutes", "seed")  # have fields of their own, which are always seen
PARTS = ("settings", "training", "text")  # of a RunConfig


@dataclass(frozen=True)
class Change:
    """A setting that is not as it would be by itself."""

    knob: Knob
    now: Any
    usual: Any

    @property
    def name(self) -> str:
        """The setting's name in the config."""
        return self.knob.name

    @property
    def words(self) -> str:
        """The setting and its value, in the window's language."""
        return tr("{setting}: {value}", setting=tr(self.knob.title), value=self._say(self.now))

    @property
    def way_back(self) -> str:
        """What undoing it means, in the window's language."""
        usual = self._say(self.usual)
        return tr("Set {setting} back to {value}", setting=tr(self.knob.title), value=usual)

    def _say(self, value: Any) -> str:
        return value_words(self.knob, value)


def changes(config: RunConfig, usual: RunConfig) -> tuple[Change, ...]:
    """Return what is different in `config`, and has an effect; both have the same model."""
    idle = idle_settings(config)
    found = []
    for knob, now, before in _pairs(config, usual):
        variant = MODELS[config.model].variants == knob.name  # a model of its own to people
        if now != before and not variant and knob.name not in (*ON_THE_CARD, *idle):
            found.append(Change(knob, now, before))
    return tuple(found)


def undone(config: RunConfig, usual: RunConfig, name: str) -> RunConfig:
    """Return `config` with one setting as it would be by itself.

    Where it does not fit to the others alone, the whole size goes back.
    """
    for part in PARTS:
        if any(knob.name == name for knob in knobs(getattr(config, part))):
            try:
                return _with(config, usual, part, (name,))
            except SettingError:
                return _with(config, usual, part, (name, *size_fields(MODELS[config.model])))
    return config


def usual_config(suited: RunConfig) -> RunConfig:
    """Return the settings that nobody has chosen.

    Args:
        suited: What the recipe chose for the text and the budget; it leaves alone what suits
            every model, such as the device, and how the text is cut.
    """
    first = first_config(suited.model)
    kept: dict[str, Any] = {
        name: getattr(first.training, name)
        for name in ("sample_length", "threads", "precision", "device")
    }
    return replace(suited, training=replace(suited.training, **kept), text=first.text)


def _pairs(config: RunConfig, usual: RunConfig) -> Iterator[tuple[Knob, Any, Any]]:
    for part in PARTS:
        there = getattr(usual, part)
        for knob in knobs(getattr(config, part)):
            yield knob, knob.default, getattr(there, knob.name)


def _with(config: RunConfig, usual: RunConfig, part: str, names: tuple[str, ...]) -> RunConfig:
    values: dict[str, Any] = {name: getattr(getattr(usual, part), name) for name in names}
    changed: dict[str, Any] = {part: replace(getattr(config, part), **values)}
    return replace(config, **changed)
