"""The recipe: more time, a faster computer and a longer text make a larger model."""

import math
from dataclasses import replace

import pytest

from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TrainingConfig
from playground.engine.knobs import knobs
from playground.engine.models import MODELS
from playground.engine.recipe import (
    OFTEN,
    OPERATIONS,
    PATIENCE,
    TYPICAL_SPEED,
    Facts,
    recommend,
)

NOVEL = Facts(tokens=1_000_000, vocab_size=65, checked=110_000)
POEM = Facts(tokens=18_000, vocab_size=60, checked=2_000)
LIBRARY = Facts(tokens=100_000_000, vocab_size=120, checked=11_000_000)


def size(config, facts=NOVEL):
    return config.settings.parameters(facts.vocab_size)


def tokens_per_step(config):
    """Return how many tokens a step of a run, or of a model by its own settings, learns from."""
    settings = config.settings if isinstance(config, RunConfig) else config.config()
    return config.training.batch_size * settings.context


def for_minutes(minutes, model="gpt", facts=NOVEL, speed=TYPICAL_SPEED, like=None):
    return recommend(model, facts, TrainingConfig(minutes=minutes), speed, like)


@pytest.mark.parametrize("model", MODELS)
def test_more_time_makes_no_smaller_model_and_in_an_hour_a_larger_one(model):
    sizes = [size(for_minutes(m, model, LIBRARY), LIBRARY) for m in (0.1, 1, 3, 10, 60)]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 2 * sizes[1]


@pytest.mark.parametrize("model", MODELS)
def test_a_faster_computer_trains_a_larger_model(model):
    slow, fast = (for_minutes(3, model, LIBRARY, speed) for speed in (1e9, 1e12))
    assert size(fast) > size(slow)


@pytest.mark.parametrize("model", MODELS)
def test_a_short_text_gets_a_small_model_that_forgets_and_stops_early(model):
    poem, library = for_minutes(10, model, POEM), for_minutes(10, model, LIBRARY)
    assert size(poem, POEM) < size(library, LIBRARY)
    assert poem.settings.dropout > 0
    assert poem.training.max_epochs > 0
    assert poem.settings.dropout > 0
    assert library.settings.dropout == 0
    assert library.training.patience == 0


@pytest.mark.parametrize("model", MODELS)
def test_every_choice_is_one_of_the_sizes(model):
    for minutes in (0.05, 1, 30, 1000):
        settings = for_minutes(minutes, model).settings
        assert replace(settings, dropout=0.0) in MODELS[model].sizes


@pytest.mark.parametrize("model", MODELS)
def test_a_budget_in_steps_knows_nothing_of_the_computer(model):
    training = TrainingConfig(steps=500)
    configs = [recommend(model, NOVEL, training, speed, None) for speed in (1e8, 1e13)]
    assert configs[0] == configs[1]
    assert configs[0].settings == MODELS[model].config()


def test_choices_of_a_person_stay():
    like = CharRNNConfig(cell="gru", n_hidden=7, dropout=0.7)
    settings = for_minutes(3, "char-rnn", like=like).settings
    assert settings.cell == "gru"
    assert settings.n_hidden != 7
    assert for_minutes(3, like=GPTConfig(style="classic")).settings.style == "classic"


def test_budget_seed_threads_and_samples_stay():
    training = TrainingConfig(
        minutes=2, seed=9, threads=2, sample_length=33, device="cpu", learning_rate=1.0
    )
    chosen = recommend("gpt", NOVEL, training, TYPICAL_SPEED, None).training
    kept = (chosen.minutes, chosen.seed, chosen.threads, chosen.sample_length, chosen.device)
    assert kept == (2, 9, 2, 33, "cpu")
    assert chosen.learning_rate == MODELS["gpt"].training.learning_rate


@pytest.mark.parametrize("model", MODELS)
def test_the_context_fits_into_the_part_that_is_kept_aside(model):
    for checked, context in ((257, 256), (256, 128), (130, 128), (40, 32), (17, 16), (3, 16)):
        config = for_minutes(1, model, Facts(9 * checked, 40, checked))
        assert config.settings.context == context
        assert tokens_per_step(config) == tokens_per_step(MODELS[model])


@pytest.mark.parametrize("model", MODELS)
def test_a_step_reads_more_tokens_in_a_longer_training_but_no_fewer_than_usual(model):
    usual = tokens_per_step(MODELS[model])
    assert tokens_per_step(for_minutes(0.05, model, LIBRARY)) == usual
    for minutes in (10, 100):
        config = for_minutes(minutes, model, LIBRARY)
        per_step = tokens_per_step(config)
        reads = 60 * minutes * TYPICAL_SPEED / OPERATIONS / size(config, LIBRARY)
        assert per_step > usual
        assert per_step == pytest.approx(1.6 * math.sqrt(reads), rel=0.1)  # whole windows


@pytest.mark.parametrize("model", MODELS)
def test_muon_goes_faster_in_a_short_training_and_as_usual_in_a_long_one(model):
    usual = MODELS[model].training.muon_learning_rate
    minutes = (0.001, 0.01, 0.05, 0.2, 1, 3, 60)
    rates = [for_minutes(m, model).training.muon_learning_rate for m in minutes]
    assert rates[-1] == min(rates) == usual
    assert max(rates[4:]) < min(rates[:3])  # between them sizes change, and so what is read
    assert 1.5 * usual < rates[0] == rates[1] < 10 * usual  # nothing so short was measured


def test_muon_goes_faster_in_few_steps():
    few, many = (
        recommend("gpt", NOVEL, TrainingConfig(steps=steps), TYPICAL_SPEED, None).training
        for steps in (200, 5000)
    )
    assert few.muon_learning_rate == 0.059  # 0.03 * (3e6 / (200 * 1024)) ** 0.25
    assert many.muon_learning_rate == 0.03


@pytest.mark.parametrize("model", MODELS)
def test_a_text_that_is_read_often_needs_no_large_steps(model):
    assert tokens_per_step(for_minutes(60, model, POEM)) == tokens_per_step(MODELS[model])


def test_the_help_names_the_patience_that_the_recipe_chooses():
    knob = next(knob for knob in knobs(TrainingConfig) if knob.name == "patience")
    words = f"it is {PATIENCE} for a budget in steps that reads the text more than {OFTEN:g} times"
    assert words in knob.help
    often = recommend("gpt", POEM, TrainingConfig(steps=5000), TYPICAL_SPEED, None)
    assert often.training.patience == PATIENCE
    assert for_minutes(10, "gpt", POEM).training.patience == 0
