"""What a training will need, beside what it really takes, and what is refused."""

import subprocess
import sys
from dataclasses import replace

import pytest

from playground.engine import estimate as module
from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    ModelConfig,
    RunConfig,
    TrainingConfig,
)
from playground.engine.estimate import (
    attained,
    estimate,
    memory_needed,
    operations,
    refuse_too_large,
)
from playground.engine.models import MODELS
from playground.errors import ModelTooLarge, OutOfMemory, TrainingTooLarge

TAKEN = """
import re, sys
from pathlib import Path
from playground.engine.config import *
import torch
from playground.engine.corpus import pasted_corpus
from playground.services.workspace import Workspace
def peak():  # of this program alone; getrusage counts what started it, too
    return int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1])
before = peak()
text = pasted_corpus("To be, or not to be: that is the question.\\n" * 800, "text")
for event in Workspace(Path(sys.argv[1])).create(text, eval(sys.argv[2])):
    pass
print(peak() - before)
"""
SHAPES = [
    ("gpt", GPTConfig(n_layer=3, n_head=8, n_embd=512, context=32), 2, "muon"),  # weights
    ("gpt", GPTConfig(n_layer=6, n_embd=64), 32, "muon"),  # what a step keeps
    ("gpt", GPTConfig(n_layer=3, context=1024, style="classic"), 4, "adamw"),  # maps of attention
    ("char-rnn", CharRNNConfig(cell="gru", n_hidden=256), 64, "adamw"),
]


def config_of(model: str, settings: ModelConfig, batch: int, optimizer: str) -> RunConfig:
    training = replace(
        MODELS[model].training, steps=1, batch_size=batch, optimizer=optimizer, sample_length=0
    )
    return RunConfig(model, settings, replace(training, split_windows=1))


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts in kilobytes there")
@pytest.mark.parametrize(("model", "settings", "batch", "optimizer"), SHAPES)
def test_whole_trainings_take_about_as_much_memory(model, settings, batch, optimizer, tmp_path):
    config = config_of(model, settings, batch, optimizer)
    command = [sys.executable, "-c", TAKEN, str(tmp_path), repr(config)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    taken = 1024 * int(result.stdout)
    need = memory_needed(config, 65)
    # What libraries set aside for themselves differs by a hundred megabytes between computers.
    assert 0.7 < need / taken < 1.4 or abs(need - taken) < 1e8


def test_seconds_and_steps_are_two_sides_of_one_speed():
    spec = MODELS["gpt"]
    by_steps = RunConfig("gpt", spec.config(), replace(spec.training, steps=100, minutes=0.0))
    by_clock = replace(by_steps, training=replace(spec.training, minutes=2.0))
    first, second = (estimate(config, 65, 5e10) for config in (by_steps, by_clock))
    assert first.seconds_per_step == second.seconds_per_step
    assert first.seconds / first.steps == pytest.approx(second.seconds / second.steps)
    assert second.seconds == 120


def test_the_default_size_takes_as_long_as_it_was_measured():
    spec = MODELS["gpt"]
    config = RunConfig("gpt", spec.config(), spec.training)
    tokens = config.training.batch_size * config.settings.context
    counted = 6 * config.settings.parameters(96) * tokens  # as `calibration` counts
    assert operations(config, 96) / attained("gpt", 5e10) == pytest.approx(counted / 5e10)


def test_a_step_that_the_budget_has_no_room_for_is_foreseen():
    huge = GPTConfig(n_layer=24, context=4096)
    config = RunConfig("gpt", huge, replace(MODELS["gpt"].training, minutes=0.5, batch_size=5))
    assert estimate(config, 65, 5e10).steps < 3


def test_too_large_a_batch_is_refused_with_one_that_fits(monkeypatch):
    monkeypatch.setattr(module, "free_memory", lambda: 1_000_000_000)
    config = RunConfig("gpt", GPTConfig(), TrainingConfig(batch_size=4000))
    with pytest.raises(TrainingTooLarge) as caught:
        refuse_too_large(config, 65)
    fits = int(str(caught.value.values["fits"]))
    training = replace(config.training, batch_size=fits)
    refuse_too_large(replace(config, training=training), 65)
    more = replace(training, batch_size=fits + 1)
    with pytest.raises(TrainingTooLarge):
        refuse_too_large(replace(config, training=more), 65)
    assert f"Set “Batch size” to {fits} or less" in str(caught.value)
    assert "1,000 MB are free" in str(caught.value)


def test_too_large_a_model_is_refused_with_its_numbers(monkeypatch):
    monkeypatch.setattr(module, "free_memory", lambda: 1_000_000_000)
    config = RunConfig("gpt", GPTConfig(n_layer=24, n_embd=1024), TrainingConfig(batch_size=2))
    with pytest.raises(ModelTooLarge, match=r"251,853,824 parameters, context 256") as caught:
        refuse_too_large(config, 65)
    assert isinstance(caught.value, OutOfMemory)


def test_where_nobody_tells_what_is_free_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(module, "free_memory", lambda: None)
    config = RunConfig("gpt", GPTConfig(n_layer=24, n_embd=2048), TrainingConfig(batch_size=4096))
    refuse_too_large(config, 65)
    assert estimate(config, 65, 5e10).fits
