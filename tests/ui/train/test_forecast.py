"""Before Start it is said what a training takes; what does not fit is refused there."""

import re
from dataclasses import replace
from datetime import datetime

import pytest

from playground.engine.config import GPTConfig, RunConfig, TrainingConfig
from playground.engine.estimate import Estimate
from playground.ui.train.forecast import forecast_words, round_off
from tests.ui.train.conftest import PATIENCE
from tests.ui.train.test_train_tab import button, start

NOON = datetime(2026, 11, 27, 12, 0)
MINUTE = RunConfig("gpt", GPTConfig(), TrainingConfig(minutes=1))
STEPS = RunConfig("gpt", GPTConfig(), TrainingConfig(steps=500))


def needed(**values: float) -> Estimate:
    made = Estimate(12_000_000, 1 << 30, 0.03, 1873.0, 60.0)
    return replace(made, **values)


@pytest.mark.parametrize(
    ("config", "values", "measured", "said"),
    [
        (MINUTE, {}, True, "≈ 1,900 steps, 12 MB, until about 12:01"),
        (MINUTE, {}, False, "12 MB, until about 12:01"),
        (STEPS, {"seconds": 600.0}, True, "500 steps, 12 MB, until about 12:10"),
        (STEPS, {}, False, "500 steps, 12 MB"),
        (STEPS, {"seconds": 90_000.0}, True, "500 steps, 12 MB, takes 25:00:00"),
        (
            MINUTE,
            {"steps": 0.5, "seconds_per_step": 120.0},
            True,
            "Too short even for one step, which takes about 2:00.",
        ),
    ],
)
def test_it_says_what_is_known(dressed, config, values, measured, said):
    assert forecast_words(needed(**values), config, NOON, measured=measured) == said


def test_steps_are_told_with_two_digits():
    assert [round_off(n) for n in (1.4, 37.2, 1873.0, 123_456.0)] == [1, 37, 1900, 120_000]


def test_the_plan_says_it_until_it_is_started(bench, studio, qtbot):
    words = bench.tab.training.start.words
    assert re.search(r"\d+ MB, until about \d\d:\d\d", words.text())
    start(bench, studio, qtbot)
    qtbot.waitUntil(lambda: not words.isVisible(), timeout=PATIENCE)


def test_what_does_not_fit_is_refused_before_it_takes_any_memory(bench, qtbot):
    tab = bench.tab
    tab.training.more.setChecked(True)
    form = tab.training.settings
    assert form is not None
    form.field_of(["n_embd"]).setValue(2048)
    form.field_of(["n_layer"]).setValue(24)
    form.field_of(["context"]).setValue(4096)
    form.field_of(["batch_size"]).setValue(1024)
    assert "MB of memory, but" in tab.training.problem.text()
    assert not button(bench, "train.start").isEnabled()
    tab.training.go_to_problem()
    form.field_of(["n_embd"]).setValue(32)
    form.field_of(["n_layer"]).setValue(1)
    form.field_of(["context"]).setValue(32)
    form.field_of(["batch_size"]).setValue(8)
    assert tab.training.problem.text() == ""
    assert button(bench, "train.start").isEnabled()
    assert not bench.created
