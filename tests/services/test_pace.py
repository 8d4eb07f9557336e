import pytest

from playground.engine.config import TrainingConfig
from playground.engine.events import Evaluated, Stepped
from playground.services.pace import Pace


def steps(first, last, seconds_each, *, offset=0.0):
    return [
        Stepped(n, 3.0, 1e-3, 1.0, n * 50, offset + n * seconds_each)
        for n in range(first, last + 1)
    ]


def test_nothing_is_known_before_the_first_step():
    pace = Pace(TrainingConfig(steps=100))
    pace.add([Evaluated(1, 3.0, 3.0, 3.0, 0.1, True)])
    assert (pace.share, pace.seconds_left, pace.tokens_per_second) == (0.0, None, None)


def test_steps_say_how_far_and_how_long():
    pace = Pace(TrainingConfig(steps=100))
    pace.add(steps(1, 25, 0.1))
    assert pace.share == 0.25
    assert pace.seconds_left == pytest.approx(75 * 0.1)
    assert pace.tokens_per_second == pytest.approx(50 / 0.1)


def test_minutes_follow_the_clock():
    pace = Pace(TrainingConfig(minutes=2.0))
    pace.add(steps(1, 30, 1.0))
    assert pace.share == 0.25
    assert pace.seconds_left == 90.0


def test_the_speed_is_that_of_late():
    pace = Pace(TrainingConfig(steps=1000))
    pace.add(steps(1, 100, 0.1))  # ten seconds at 10 steps a second, then 100 a second
    pace.add(steps(101, 1000, 0.01, offset=10 - 1.0))
    assert pace.tokens_per_second == pytest.approx(50 / 0.01, rel=0.02)


def test_it_is_never_more_than_all():
    pace = Pace(TrainingConfig(minutes=1.0))
    pace.add(steps(61, 61, 1.0))
    assert pace.share == 1.0
    assert pace.seconds_left == 0.0


def test_a_resumed_run_counts_from_its_first_new_step():
    pace = Pace(TrainingConfig(steps=1000))
    pace.add(steps(501, 600, 0.1))
    assert pace.seconds_left == pytest.approx(400 * 0.1)
