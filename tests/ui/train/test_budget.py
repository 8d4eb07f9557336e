"""Budgets as people write them."""

import pytest

from playground.engine.config import TrainingConfig
from playground.errors import NoBudget, NotWhole, NumberUnclear, OutOfRange
from playground.ui.train.budget import OFFERED, Budget, read_budget


@pytest.mark.parametrize(
    ("written", "steps", "minutes"),
    [
        ("3 minutes", 0, 3.0),
        ("3", 0, 3.0),
        ("1.5 min", 0, 1.5),
        ("1,5 minutes", 0, 1.5),
        ("90 s", 0, 1.5),
        ("90 seconds", 0, 1.5),
        ("2 h", 0, 120.0),
        ("500 steps", 500, 0.0),
        ("2,000 steps", 2000, 0.0),
        ("2 000 st", 2000, 0.0),
        ("20s", 0, 1 / 3),
        ("1h", 0, 60.0),
        ("１０ 分钟", 0, 10.0),
        ("3 分钟", 0, 3.0),
        ("2000 步", 2000, 0.0),
        ("30秒", 0, 0.5),
        ("2小时", 0, 120.0),
        ("  10 Minutes ", 0, 10.0),
    ],
)
def test_what_people_write_is_understood(written, steps, minutes):
    assert read_budget(written) == Budget(steps, pytest.approx(minutes))


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("1 h 30 min", 90.0), ("1小时30分", 90.0), ("2 min 30 s", 2.5), ("1h30m", 90.0)],
)
def test_times_in_two_units_are_added(written, minutes):
    assert read_budget(written) == Budget(0, pytest.approx(minutes))


@pytest.mark.parametrize(
    "written",
    ["3 monkeys", "1:30", "1h30", "5 minutes or 3", "1e3 steps", "-5 minutes", "1 step 2 minutes",
     "5 % steps", "half an hour", "2 x"],
)  # fmt: skip
def test_what_is_no_unit_is_never_taken_for_one(written):
    with pytest.raises(NoBudget):
        read_budget(written)


@pytest.mark.parametrize("written", ["10,00 steps", "10.000 steps", "1,0000 步", "12,34 minutes"])
def test_an_unclear_number_is_refused_with_what_it_may_mean(written):
    with pytest.raises(NumberUnclear):
        read_budget(written)


def test_there_is_no_part_of_a_step():
    with pytest.raises(NotWhole):
        read_budget("1.5 steps")


@pytest.mark.parametrize("written", ["", "minutes", "soon", "0", "0 steps", "3 bananas", "1.2.3"])
def test_what_is_no_budget_is_refused(written):
    with pytest.raises(NoBudget):
        read_budget(written)


def test_more_than_there_can_be_is_refused_with_the_range():
    with pytest.raises(OutOfRange, match="steps must be between 0 and 100000000"):
        read_budget("999999999999 steps")


def test_all_that_is_offered_is_understood_when_read_again():
    for training in OFFERED:
        budget = Budget.of(training)
        assert read_budget(budget.words).given_to(TrainingConfig()) == training


def test_a_budget_in_minutes_ends_the_one_in_steps():
    training = Budget(0, 5.0).given_to(TrainingConfig(steps=100, seed=9))
    assert (training.steps, training.minutes, training.seed) == (0, 5.0, 9)
