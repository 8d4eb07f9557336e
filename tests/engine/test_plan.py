"""When checks come and when training ends."""

from itertools import pairwise

import pytest

from playground.engine.config import CharRNNConfig, RunConfig, TrainingConfig
from playground.engine.plan import ClockPlan, StepPlan, make_plan


def checks(plan, steps):
    return [step for step in range(1, steps + 1) if plan.check_due(step, 0.0, 0.0)]


def test_by_steps_checks_double_at_first_then_come_regularly():
    due = checks(StepPlan(10_000, tokens_per_step=2048), 10_000)
    assert due[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 200, 400]
    assert due[-3:] == [9600, 9800, 10_000]


def test_by_steps_the_last_step_is_checked():
    assert checks(StepPlan(3, 512), 3) == [1, 2, 3]
    assert checks(StepPlan(127, 100_000), 127)[-2:] == [125, 127]


def test_by_steps_checks_take_a_twentieth_of_the_time():
    """A step of 768 tokens costs as much as reading 3 · 768 in a check."""
    regular = [step for step in checks(StepPlan(5000, 768), 5000) if step > 1000]
    apart = [late - early for early, late in pairwise(regular)]
    assert min(apart[:-1]) * 768 * 3 >= 20 * 8192


def test_by_steps_progress_ends_at_1():
    plan = StepPlan(200, 512)
    assert [plan.progress(step, 99.0) for step in (0, 50, 200)] == [0.0, 0.25, 1.0]


def test_by_the_clock_progress_follows_the_seconds():
    plan = ClockPlan(60.0)
    assert [plan.progress(7, seconds) for seconds in (0.0, 15.0, 90.0)] == [0.0, 0.25, 1.0]


def test_by_the_clock_there_is_one_step_at_least():
    assert ClockPlan(0.001).progress(0, 5.0) < 1
    assert ClockPlan(0.001).progress(1, 5.0) == 1


def test_by_the_clock_checks_come_soon_then_every_fiftieth_of_the_budget():
    plan, seconds, times = ClockPlan(180.0), 0.0, []
    while seconds < 180:
        seconds += 0.01
        if plan.check_due(1, seconds, times[-1][1] if times else 0.0):
            times.append((seconds, plan.after_check(seconds, cost=0.02)))
    at = [time for time, _ in times]
    apart = [late - early for early, late in pairwise(at)]
    assert at[0] == pytest.approx(0.3, abs=0.02)
    assert at[1:3] == pytest.approx([1.0, 2.0], abs=0.02)
    assert apart[30] == pytest.approx(3.6, abs=0.02)
    assert at[-1] == pytest.approx(180.0, abs=0.02)


def test_by_the_clock_dear_checks_are_rare():
    plan = ClockPlan(180.0)
    assert plan.after_check(100.0, cost=0.5) == pytest.approx(110.0)
    assert plan.check_due(9, 109.0, 110.0) is False
    assert plan.check_due(9, 110.0, 110.0) is True


def test_by_the_clock_one_slow_check_does_not_blind_the_rest():
    assert ClockPlan(180.0).after_check(60.0, cost=30.0) == pytest.approx(75.0)


def test_by_the_clock_one_sees_how_it_begins_even_if_checks_are_dear():
    plan, seconds, times = ClockPlan(40.0), 0.0, []
    due = 0.0
    while seconds < 40:
        seconds += 0.01
        if plan.check_due(1, seconds, due):
            times.append(seconds)
            seconds += 0.2
            due = plan.after_check(seconds, cost=0.2)
    assert times[:5] == pytest.approx([0.3, 1.0, 2.0, 4.0, 8.0], abs=0.05)
    assert 0.2 * len(times) / 40 < 0.08  # of the time


def test_what_costs_much_does_not_come_early():
    assert ClockPlan(40.0).after_check(1.0, cost=2.0) == pytest.approx(1 + 40 / 12)
    assert ClockPlan(40.0).after_sample(1.0, cost=2.0) == pytest.approx(101.0)


def test_by_steps_samples_come_early_and_then_with_the_checks():
    plan = StepPlan(2000, 768, sample_length=200)
    due = [
        s for s in range(1, 2001) if plan.check_due(s, 0.0, 0.0) and plan.sample_due(s, 9.0, 0.0)
    ]
    assert due[:8] == [1, 2, 4, 8, 16, 32, 64, 72]
    assert due[-1] == 2000
    long = StepPlan(2000, 768, sample_length=2000)
    few = [s for s in range(1, 2001) if long.check_due(s, 0.0, 0.0) and long.sample_due(s, 9, 0)]
    apart = [late - early for early, late in pairwise(few) if early >= 72]
    assert min(apart[:-1]) * 768 * 0.02 >= 2000 * 3


def test_by_the_clock_samples_come_with_the_early_checks():
    plan = ClockPlan(60.0)
    assert plan.after_sample(0.35, cost=0.05) == 1.0
    assert plan.after_sample(1.25, cost=0.05) == 2.0
    assert plan.after_sample(4.1, cost=0.05) == pytest.approx(6.6)
    assert plan.sample_due(9, 60.0, 99.0) is True


def test_long_runs_are_checked_every_minute():
    assert ClockPlan(36_000.0).after_check(20_000.0, cost=0.1) == pytest.approx(20_060.0)


def test_steps_win_over_minutes():
    settings = CharRNNConfig()
    by_steps = RunConfig("char-rnn", settings, TrainingConfig(steps=5, minutes=3.0))
    by_clock = RunConfig("char-rnn", settings, TrainingConfig(steps=0, minutes=3.0))
    assert make_plan(by_steps).progress(5, 0.0) == 1
    assert make_plan(by_clock).progress(5, 90.0) == 0.5
