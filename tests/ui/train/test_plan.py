"""The plan for the next run."""

from dataclasses import replace

import pytest

from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    RunConfig,
    TextConfig,
    TrainingConfig,
)
from playground.engine.models import MODELS
from playground.ui.train.plan import (
    first_config,
    first_plan,
    kind_of,
    kinds,
    resized,
    size_number,
    spec_of,
)

KINDS = {kind.key: kind for kind in kinds()}


def test_people_choose_among_cells_and_models():
    assert [kind.title for kind in kinds()] == ["RNN", "GRU", "LSTM", "mini-GPT"]
    assert len({kind.key for kind in kinds()}) == len(kinds())


def test_every_first_config_has_a_kind():
    for key in MODELS:
        assert kind_of(first_config(key)).model == key


@pytest.mark.parametrize("line", ["", "null", "[1]", '{"model":[]}', "[" * 100_000])
def test_what_is_no_plan_is_the_first_one(line):
    assert first_plan(line) == first_plan()


def test_choosing_a_cell_keeps_everything_else():
    settings = CharRNNConfig(n_hidden=77, dropout=0.25)
    plan = first_plan().with_config(RunConfig("char-rnn", settings, TrainingConfig(seed=5)))
    chosen = plan.choose(KINDS["char-rnn.gru"])
    assert chosen.config.settings == replace(settings, cell="gru")
    assert chosen.training == plan.training


def test_another_model_brings_its_own_learning_rate_but_keeps_budget_and_seed():
    plan = first_plan()
    plan = plan.with_config(
        replace(plan.config, training=replace(plan.training, steps=120, seed=42))
    )
    chosen = plan.choose(KINDS["char-rnn.lstm"])
    assert (chosen.training.steps, chosen.training.seed) == (120, 42)
    assert chosen.training.learning_rate == MODELS["char-rnn"].training.learning_rate
    assert chosen.training.optimizer == MODELS["char-rnn"].training.optimizer


def test_coming_back_to_a_model_finds_its_settings():
    plan = first_plan()
    settings = GPTConfig(n_layer=3, dropout=0.5)
    plan = plan.with_config(replace(plan.config, settings=settings))
    there = plan.choose(KINDS["char-rnn.tanh"])
    assert there.choose(KINDS["gpt"]).config.settings == settings


def test_the_tokenizer_stays_whatever_the_model():
    plan = first_plan()
    plan = plan.with_config(replace(plan.config, text=TextConfig("bpe")))
    assert plan.choose(KINDS["char-rnn.lstm"]).text.tokenizer == "bpe"


@pytest.mark.parametrize("key", MODELS)
def test_each_size_is_found_again(key):
    spec = MODELS[key]
    for number in range(len(spec.sizes)):
        assert size_number(resized(spec.config(), spec, number), spec) == number


def test_a_size_leaves_alone_what_is_no_matter_of_size():
    spec = MODELS["gpt"]
    settings = resized(GPTConfig(context=32, dropout=0.1, style="classic"), spec, 0)
    assert (settings.context, settings.dropout, settings.style) == (32, 0.1, "classic")


def test_a_size_of_ones_own_shows_the_nearest():
    spec = MODELS["char-rnn"]
    assert size_number(CharRNNConfig(n_hidden=120), spec) == 1  # 128 is
    assert size_number(CharRNNConfig(n_hidden=4096), spec) == len(spec.sizes) - 1


def test_a_plan_is_remembered():
    plan = first_plan().choose(KINDS["char-rnn.gru"])
    assert first_plan(plan.to_json()).config == plan.config


@pytest.mark.parametrize("line", ["", "{}", "nonsense", '{"model": "none"}', "[1]", "7"])
def test_what_cannot_be_read_gives_the_first_plan(line):
    config = first_plan(line).config
    assert config == first_config(config.model)
    assert spec_of(config).key == list(MODELS)[-1]


def test_what_was_changed_for_a_text_does_not_follow_to_another():
    plan = first_plan()
    config = replace(plan.config, training=replace(plan.training, weight_decay=0.5))
    changed = plan.changed(config, on="a")
    assert not changed.on_text("a").automatic
    assert changed.on_text("b").automatic
    again = first_plan(changed.to_json())
    assert again.on_text("b").automatic
    assert not again.on_text("a").automatic


def test_the_settings_of_a_run_follow_to_any_text():
    plan = first_plan()
    taken = plan.taken_from(replace(plan.config, training=replace(plan.training, weight_decay=0.5)))
    assert not taken.on_text("b").automatic
    assert taken.on_text("b").training.weight_decay == 0.5


def test_what_was_set_back_to_what_nobody_chose_is_automatic_again():
    begun = first_plan().choose(KINDS["char-rnn.gru"])
    changed = begun.changed(replace(begun.config, training=replace(begun.training, batch_size=9)))
    assert changed.begun_again().config == begun.config
