"""Settings without effect are known, and those with one are not called so."""

from dataclasses import fields, replace

import pytest
import torch

from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.effects import RULES, idle_settings
from playground.engine.models import MODELS
from playground.engine.models.base import CarriesState

GPT = RunConfig("gpt", GPTConfig())
RNN = RunConfig("char-rnn", CharRNNConfig())
MUON = TrainingConfig(optimizer="muon")


@pytest.mark.parametrize(
    ("config", "idle"),
    [
        (GPT, {"carry_state", "muon_learning_rate"}),
        (replace(GPT, training=MUON), {"carry_state"}),
        (replace(GPT, settings=GPTConfig(style="classic"), training=MUON),
         {"carry_state", "rotary_base"}),
        (RNN, {"muon_learning_rate"}),
        (replace(RNN, training=replace(MUON, carry_state=True)), {"split_windows"}),
        (replace(RNN, training=MUON, text=TextConfig("byte")), {"vocab_size"}),
        (replace(RNN, training=MUON, text=TextConfig("bpe")), set()),
    ],
)  # fmt: skip
def test_what_changes_nothing_is_known(config, idle):
    there = {f.name for part in (config.settings, config.training, config.text)
             for f in fields(part)}  # fmt: skip
    assert set(idle_settings(config)) & there == idle


@pytest.mark.parametrize("key", MODELS)
def test_the_settings_know_whether_the_model_can_carry_a_state(key):
    spec = MODELS[key]
    smallest = spec.sizes[0]
    with torch.device("meta"):
        model = spec.build(smallest, 8)
    assert smallest.carries_state == isinstance(model, CarriesState)


def test_every_rule_is_about_a_setting_and_has_a_reason():
    known = {f.name for part in (CharRNNConfig, GPTConfig, TrainingConfig, TextConfig)
             for f in fields(part)}  # fmt: skip
    assert {rule.name for rule in RULES} <= known
    assert all(rule.reason.endswith(".") for rule in RULES)
