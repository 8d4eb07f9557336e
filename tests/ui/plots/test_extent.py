"""What a plot shows at first."""

import numpy as np
import pytest

from playground.engine.config import TrainingConfig
from playground.engine.events import Done, Stepped
from playground.engine.units import PERPLEXITY, from_nats
from playground.ui.history import STEPS, TIME, TOKENS, History
from playground.ui.plots.extent import LONGEST, nearly_lowest, nice_above, rest, x_extent, y_extent
from playground.ui.throttle import GROWTH

NOTHING = np.empty(0)


def trained(steps: int) -> History:
    history = History()
    history.add([Stepped(i, 2.0, 1e-3, 1.0, 100 * i, 0.5 * i) for i in range(1, steps + 1)])
    return history


def test_a_budget_in_steps_is_the_end_of_the_axis():
    assert x_extent(trained(10), STEPS, TrainingConfig(steps=400)).high == 400


def test_a_budget_in_minutes_is_the_end_of_the_clock():
    assert x_extent(trained(10), TIME, TrainingConfig(minutes=2.0)).high == 120


def test_the_end_in_steps_is_estimated_from_the_clock_and_rounded_up():
    # 100 steps in 50 of 120 seconds: 240 steps in all, the next round number is 250.
    assert x_extent(trained(100), STEPS, TrainingConfig(minutes=2.0)).high == 250
    assert x_extent(trained(100), TOKENS, TrainingConfig(minutes=2.0)).high == 25_000


def test_an_axis_never_ends_before_the_curve():
    assert x_extent(trained(500), STEPS, TrainingConfig(steps=400)).high == 500


def test_what_is_over_fills_the_width():
    history = trained(100)
    history.add([Done("run", "stopped", 100, 50.0, 10_000, 100, None, None)])
    assert x_extent(history, STEPS, TrainingConfig(steps=400)).high == 100


@pytest.mark.parametrize(("value", "nice"), [(1, 1), (1.1, 1.2), (7, 8), (99, 100), (0.013, 0.015)])
def test_nice_numbers(value, nice):
    assert nice_above(value) == pytest.approx(nice)


def test_from_above_the_lines_to_below_the_curve():
    extent = y_extent(np.array([6.5, 3.0, 2.5]), np.array([2.6]), [6.0, 4.8], log=False)
    assert 2.0 <= extent.low < 2.5
    assert 6.5 < extent.high < 7.0


def test_an_explosion_does_not_press_everything_flat():
    extent = y_extent(np.array([6.0, 3.0, 1e9]), NOTHING, [6.0], log=False)
    assert extent.high < 10


def test_what_is_no_number_is_left_out():
    extent = y_extent(np.array([3.0, np.nan, np.inf, 2.0]), NOTHING, [], log=False)
    assert extent.low <= 2 < 3 <= extent.high < 4


def test_before_the_first_step_there_is_room_down_to_zero():
    extent = y_extent(NOTHING, NOTHING, [6.0, 4.8], log=False)
    assert extent.low == 0
    assert extent.high > 6


def test_a_logarithmic_axis_never_begins_at_zero():
    for curve, lines in ((NOTHING, []), (np.array([0.0, 1.0]), []), (np.array([2.0]), [6.0])):
        extent = y_extent(curve, NOTHING, lines, log=True)
        assert 0 < extent.low < extent.high


@pytest.mark.parametrize(
    ("axis", "span", "expected"),
    [
        (TIME, 0.5, 500),  # a pixel every half second
        (STEPS, 5, 500),  # at 10 steps a second
        (TOKENS, 50, 500),  # at 100 tokens a second
        (TIME, 0.01, GROWTH),
        (TIME, 60.0, LONGEST),
    ],
)
def test_a_curve_rests_until_it_has_grown_by_a_pixel(axis, span, expected):
    history = History()
    history.add([Stepped(40, 2.0, 1e-3, 1.0, 400, 4.0)])
    assert rest(history, axis, span) == expected


def test_a_curve_that_has_not_begun_is_drawn_soon():
    assert rest(History(), TIME, 60.0) == GROWTH


def test_an_exploded_loss_has_an_axis_that_ends():
    for loss in (1e3, 1e30):
        exploded = from_nats(np.array([1e-3, 2.0, loss]), PERPLEXITY, 1.0)
        for log in (False, True):
            extent = y_extent(exploded, NOTHING, [], log)
            assert np.isfinite([extent.low, extent.high]).all()
            extent = y_extent(exploded - 1, NOTHING, [1e-9], log)
            assert np.isfinite([extent.low, extent.high]).all()


def test_a_few_of_the_lowest_do_not_count():
    values = np.random.default_rng(1).permutation(np.arange(1000.0))
    assert nearly_lowest(np.append(values, [np.nan, np.inf])) == 10
    assert nearly_lowest(np.array([3.0, 2.0])) == 2
    assert len(nearly_lowest(np.array([np.nan]))) == 0
