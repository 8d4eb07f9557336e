"""The table of models: the only place that lists them.

A model's class is imported when it is built, so that the command line can show its
options without loading torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from playground.engine.config import CharRNNConfig, GPTConfig, ModelConfig, TrainingConfig
from playground.engine.knobs import knobs
from playground.text import mark

if TYPE_CHECKING:
    from playground.engine.models.base import LanguageModel


@dataclass(frozen=True)
class ModelSpec:
    """One architecture: its name, its settings, its class, and how it likes to be trained."""

    key: str  # on disk and on the command line; never renamed
    title: str  # marked for translation
    help: str  # marked for translation
    config: type[ModelConfig]
    path: str  # "module:Class" in this package
    training: TrainingConfig  # defaults for this model
    sizes: tuple[ModelConfig, ...]  # offered to choose from, small to large; the default is one
    appetite: float  # parameters that suit a budget of one parameter · token, see `recipe`
    settled: float  # tokens read; in a shorter training Muon's rate grows as their share
    haste: float  # to this power
    variants: str = ""  # name of the choice whose options people know as models of their own

    def build(self, config: ModelConfig, vocab_size: int) -> LanguageModel:
        """Return a new model with random weights from torch's current seed."""
        module, name = self.path.split(":")
        cls = getattr(import_module(f"{__name__}.{module}"), name)
        model: LanguageModel = cls(config, vocab_size)
        return model

    def shapes(self, config: ModelConfig, vocab_size: int) -> dict[str, tuple[int, ...]]:
        """Return the shape of each weight, by name, without taking memory for them."""
        from playground.engine.uncompiled import ShapesOnly

        with ShapesOnly():
            model = self.build(config, vocab_size)
        return {name: tuple(value.shape) for name, value in model.state_dict().items()}


def size_fields(spec: ModelSpec) -> tuple[str, ...]:
    """Return the names of the settings that make the difference between the sizes."""
    names = [knob.name for knob in knobs(spec.config)]
    return tuple(n for n in names if len({getattr(size, n) for size in spec.sizes}) > 1)


MODELS: dict[str, ModelSpec] = {
    spec.key: spec
    for spec in (
        ModelSpec(
            "char-rnn",
            mark("RNN"),
            mark("Reads one token after another and carries a memory along."),
            CharRNNConfig,
            "char_rnn:CharRNN",
            TrainingConfig(
                batch_size=4,
                split_windows=4,
                optimizer="muon",
                learning_rate=6e-3,
                muon_learning_rate=0.02,
                soft_targets=True,
            ),
            sizes=(
                CharRNNConfig(n_hidden=64),
                CharRNNConfig(n_hidden=128),
                CharRNNConfig(),
                CharRNNConfig(n_hidden=512),
                CharRNNConfig(n_hidden=512, n_layer=2),
            ),
            appetite=0.55,
            settled=2.2e6,
            haste=0.75,
            variants="cell",
        ),
        ModelSpec(
            "gpt",
            mark("mini-GPT"),
            mark("A transformer: every token looks back at all tokens before it."),
            GPTConfig,
            "gpt:GPT",
            TrainingConfig(
                batch_size=4,
                split_windows=4,
                optimizer="muon",
                learning_rate=8e-3,
                weight_decay=0.05,
                soft_targets=True,
            ),
            sizes=(
                GPTConfig(n_layer=2, n_head=2, n_embd=64),
                GPTConfig(n_layer=2),
                GPTConfig(),
                GPTConfig(n_layer=4),
                GPTConfig(n_head=6, n_embd=192),
                GPTConfig(n_layer=4, n_head=6, n_embd=192),
                GPTConfig(n_layer=6, n_head=8, n_embd=256),
                GPTConfig(n_layer=6, n_head=6, n_embd=384),
            ),
            appetite=0.6,
            settled=3e6,
            haste=0.25,
        ),
    )
}
