"""What the next training will be: a model, its size, its budget. Knows nothing of Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from playground.engine.config import ModelConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.knobs import knobs
from playground.engine.models import MODELS, ModelSpec, size_fields
from playground.engine.recipe import Facts, is_choice, recommend
from playground.errors import PlaygroundError
from playground.services.record import config_from_json, config_to_json

AUTOMATIC, CHANGED_ON = "automatic", "changed_on"  # keys in the settings file
KEPT = ("steps", "minutes", "seed", "sample_length", "threads", "device")  # for every model


@dataclass(frozen=True)
class Kind:
    """What people call a model: an entry of MODELS, or one of its variants."""

    model: str  # key in MODELS
    variant: str  # value of the choice that the entry names, "" if it names none
    title: str  # marked for translation
    help: str  # marked for translation

    @property
    def key(self) -> str:
        """A name for this kind."""
        return f"{self.model}.{self.variant}" if self.variant else self.model


def kinds() -> tuple[Kind, ...]:
    """Return all kinds in the order of MODELS."""
    found: list[Kind] = []
    for spec in MODELS.values():
        if not spec.variants:
            found.append(Kind(spec.key, "", spec.title, spec.help))
            continue
        choice = next(k for k in knobs(spec.config) if k.name == spec.variants)
        found += [Kind(spec.key, o.value, o.title, o.help) for o in choice.options]
    return tuple(found)


def kind_of(config: RunConfig) -> Kind:
    """Return what people call the model of `config`."""
    spec = MODELS[config.model]
    variant = getattr(config.settings, spec.variants) if spec.variants else ""
    return next(k for k in kinds() if (k.model, k.variant) == (config.model, variant))


def spec_of(config: RunConfig) -> ModelSpec:
    """Return the entry of MODELS that `config` names."""
    return MODELS[config.model]


def resized(settings: ModelConfig, spec: ModelSpec, number: int) -> ModelConfig:
    """Return `settings` in one of the sizes of `spec`; what is no matter of size stays."""
    size = spec.sizes[number]
    values: dict[str, Any] = {name: getattr(size, name) for name in size_fields(spec)}
    return replace(settings, **values)


def size_number(settings: ModelConfig, spec: ModelSpec) -> int:
    """Return the size that `settings` have, or the one that is nearest in parameters."""
    names = size_fields(spec)
    for number, size in enumerate(spec.sizes):
        if all(getattr(size, name) == getattr(settings, name) for name in names):
            return number
    wanted = settings.parameters(0)
    return min(
        range(len(spec.sizes)),
        key=lambda number: abs(resized(settings, spec, number).parameters(0) - wanted),
    )


@dataclass(frozen=True)
class Plan:
    """A run config, and what was chosen for the other models, to come back to."""

    config: RunConfig
    others: dict[str, RunConfig] = field(default_factory=dict)  # by key in MODELS
    automatic: bool = True  # nobody has changed what was chosen for the text and the budget
    changed_on: str = ""  # SHA-256 of the text that settings were changed for; "" for any text

    def choose(self, kind: Kind) -> Plan:
        """Return the plan with another model; its settings are those it had the last time."""
        spec = MODELS[kind.model]
        others = {**self.others, self.config.model: self.config}
        config = others.get(kind.model) or first_config(kind.model)
        now = self.config.training
        training = replace(config.training, **{name: getattr(now, name) for name in KEPT})
        settings = config.settings
        if spec.variants:
            variant: dict[str, Any] = {spec.variants: kind.variant}
            settings = replace(settings, **variant)
        config = replace(config, settings=settings, training=training, text=self.text)
        return replace(self, config=config, others=others)

    def begun_again(self) -> Plan:
        """Return the plan for the same model and budget, as if nobody had changed a setting."""
        first, spec = first_config(self.config.model), spec_of(self.config)
        settings = first.settings
        if spec.variants:
            variant: dict[str, Any] = {spec.variants: getattr(self.config.settings, spec.variants)}
            settings = replace(settings, **variant)
        kept: dict[str, Any] = {name: getattr(self.training, name) for name in KEPT}
        training = replace(first.training, **kept)
        return Plan(RunConfig(first.model, settings, training, self.text), self.others)

    def without_choices(self) -> Plan:
        """Return the plan with those settings as they begin that the recipe never chooses."""
        begun = self.begun_again().config.settings
        values: dict[str, Any] = {k.name: k.default for k in knobs(begun) if is_choice(k)}
        settings = replace(self.config.settings, **values)
        return replace(self, config=replace(self.config, settings=settings))

    @property
    def text(self) -> TextConfig:
        """How the text becomes tokens."""
        return self.config.text

    @property
    def training(self) -> TrainingConfig:
        """How long and how to train."""
        return self.config.training

    def with_config(self, config: RunConfig) -> Plan:
        """Return the plan with other settings."""
        if config.model == self.config.model:
            return replace(self, config=config)
        others = {**self.others, self.config.model: self.config}
        return replace(self, config=config, others=others)

    def with_text(self, text: TextConfig) -> Plan:
        """Return the plan with another way to cut and split the text."""
        return replace(self, config=replace(self.config, text=text))

    def changed(self, config: RunConfig, on: str = "") -> Plan:
        """Return the plan with settings that a person has chosen: from now on they stay.

        What suits every model (the device, say) and how the text is cut leave the rest automatic.

        Args:
            config: The settings.
            on: SHA-256 of the text that they were chosen for, if one is open.
        """
        kept: dict[str, Any] = {name: getattr(config.training, name) for name in KEPT}
        training = replace(self.training, **kept)
        same = (config.settings, config.training) == (self.config.settings, training)
        automatic = self.automatic and same
        return replace(self.with_config(config), automatic=automatic, changed_on=on)

    def taken_from(self, config: RunConfig) -> Plan:
        """Return the plan with the settings of a run, which stay whatever text is opened."""
        return replace(self.with_config(config), automatic=False, changed_on="")

    def on_text(self, sha256: str) -> Plan:
        """Return the plan for a text: what was changed for another one is chosen anew."""
        if self.automatic or self.changed_on in ("", sha256):
            return self
        return replace(self, automatic=True, changed_on="")

    def suited(self, facts: Facts, speed: float) -> Plan:
        """Return the plan with the settings that suit a text, unless a person chose some.

        `speed` is in operations per second, as `recommend` takes it.
        """
        if not self.automatic:
            return self
        config = self.config
        here = recommend(config.model, facts, config.training, speed, config.settings)
        return replace(self, config=replace(here, text=config.text))

    def to_json(self) -> str:
        """Return one line for the settings file."""
        data = {
            **config_to_json(self.config),
            AUTOMATIC: self.automatic,
            CHANGED_ON: "" if self.automatic else self.changed_on,
        }
        return json.dumps(data, ensure_ascii=False)


def first_config(model: str) -> RunConfig:
    """Return the settings that a model begins with."""
    spec = MODELS[model]
    return RunConfig(model, spec.config(), spec.training)


def first_plan(line: str = "") -> Plan:
    """Return the plan that `to_json` wrote; without one, the last model of the table."""
    try:
        data = json.loads(line)
        return Plan(
            config_from_json(data, "plan"),
            automatic=data.get(AUTOMATIC, False) is True,
            changed_on=str(data.get(CHANGED_ON, "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, PlaygroundError):
        return Plan(first_config(list(MODELS)[-1]))
