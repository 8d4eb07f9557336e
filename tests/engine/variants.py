"""Every entry of MODELS, small, in every choice it offers: what the contract tests run on."""

from dataclasses import replace
from itertools import product

import torch

from playground.engine.config import ModelConfig
from playground.engine.knobs import knobs
from playground.engine.models import MODELS
from playground.engine.models.base import LanguageModel

VOCAB = 11
CONTEXT = 8
SMALL = {
    "context": CONTEXT,
    "n_layer": 2,
    "n_embd": 16,
    "n_hidden": 24,
    "n_head": 2,
    "mlp_ratio": 2.0,
}


def small_configs() -> list[tuple[str, ModelConfig]]:
    """Return (key in MODELS, small settings) for every combination of choices."""
    configs = []
    for spec in MODELS.values():
        sizes = {k.name: SMALL[k.name] for k in knobs(spec.config) if k.name in SMALL}
        choices = [k for k in knobs(spec.config) if k.options]
        for chosen in product(*[k.options for k in choices]):
            values = {k.name: option.value for k, option in zip(choices, chosen, strict=True)}
            configs.append((spec.key, spec.config(**sizes, **values)))
    return configs


def with_ngrams() -> list[tuple[str, ModelConfig]]:
    """Return those with an n-gram memory: one for each way a model remembers what it has read."""
    configs = [config for config in small_configs() if getattr(config[1], "cell", "lstm") == "lstm"]
    return [(key, replace(config, ngram_memory=True)) for key, config in configs]


def variant_name(key: str, config: ModelConfig) -> str:
    """Return a name for a test's id, such as "gpt-modern-ngrams"."""
    chosen = [str(k.default) for k in knobs(config) if k.options]
    return "-".join([key, *chosen, *["ngrams"] * config.ngram_memory])


VARIANTS = [*small_configs(), *with_ngrams()]
NAMES = [variant_name(*variant) for variant in VARIANTS]


def shaken(key: str, config: ModelConfig, seed: int = 0) -> LanguageModel:
    """Return a model in which every weight matters: some begin with zero."""
    torch.manual_seed(seed)
    model = MODELS[key].build(config, VOCAB)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.2 * torch.randn_like(parameter)
    return model.eval()
