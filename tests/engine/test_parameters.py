"""The parameters are counted from the settings; here they are compared with real models."""

from dataclasses import replace
from itertools import product

import pytest

from playground.engine.config import CharRNNConfig, GPTConfig, ModelConfig
from playground.engine.knobs import knobs
from playground.engine.models import MODELS


def configs() -> list[tuple[str, ModelConfig]]:
    """Every model in every combination of its choices, with numbers that are all different."""
    small = {
        "char-rnn": (
            CharRNNConfig(context=7, n_embd=10, n_hidden=13),
            CharRNNConfig(context=7, n_embd=10, n_hidden=13, n_layer=3),
        ),
        "gpt": (
            GPTConfig(context=7, n_layer=2, n_head=3, n_embd=18, mlp_ratio=2.3),
            GPTConfig(context=9, n_layer=1, n_head=1, n_embd=18),
        ),
    }
    found: list[tuple[str, ModelConfig]] = []
    for key, spec in MODELS.items():
        choices = [k for k in knobs(spec.config) if k.options]
        for config in small[key]:
            for values in product(*([o.value for o in k.options] for k in choices)):
                names = [k.name for k in choices]
                chosen = replace(config, **dict(zip(names, values, strict=True)))
                found += [(key, chosen), (key, replace(chosen, ngram_memory=True))]
    return found


@pytest.mark.parametrize(("key", "config"), configs())
def test_the_count_equals_the_real_model(key, config):
    model = MODELS[key].build(config, 11)
    assert config.parameters(11) == model.parameter_count()


@pytest.mark.parametrize("key", MODELS)
def test_sizes_grow_and_the_default_is_one_of_them(key):
    spec = MODELS[key]
    counts = [size.parameters(65) for size in spec.sizes]
    assert counts == sorted(set(counts))
    assert spec.config() in spec.sizes
    assert all(type(size) is spec.config for size in spec.sizes)


def test_variants_name_a_choice():
    for spec in MODELS.values():
        if spec.variants:
            assert any(k.name == spec.variants and k.options for k in knobs(spec.config))
