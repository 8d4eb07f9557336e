"""What to do after an explosion: the number, not a hint."""

from dataclasses import replace

import pytest

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.models import MODELS
from playground.engine.remedy import remedy


def config_of(key: str, **values: float | str) -> RunConfig:
    spec = MODELS[key]
    return RunConfig(key, spec.config(), replace(spec.training, **values))


@pytest.mark.parametrize("key", MODELS)
def test_a_rate_that_is_too_high_goes_back_to_the_usual_one(key):
    found = remedy(config_of(key, learning_rate=10.0))
    assert found.setting == "Learning rate"
    assert (found.now, found.advice) == (10.0, MODELS[key].training.learning_rate)


@pytest.mark.parametrize("key", MODELS)
def test_the_rate_that_is_the_most_too_high_is_named(key):
    found = remedy(config_of(key, learning_rate=0.05, muon_learning_rate=5.0))
    assert found.setting == "Muon learning rate"
    assert found.advice == MODELS[key].training.muon_learning_rate
    without = remedy(config_of(key, learning_rate=0.05, muon_learning_rate=5.0, optimizer="adamw"))
    assert without.setting == "Learning rate"


@pytest.mark.parametrize("key", MODELS)
def test_a_usual_rate_that_exploded_is_lowered_all_the_same(key):
    found = remedy(config_of(key))
    assert 0 < found.advice < found.now / 2


def test_the_advice_is_a_possible_setting():
    lowest = remedy(config_of("gpt", learning_rate=2e-8, optimizer="adamw"))
    assert TrainingConfig(learning_rate=float(lowest.advice_words))
