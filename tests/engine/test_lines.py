"""When a run passes the lines of the ruler, against moments found by hand."""

import math

import pytest

from playground.engine.events import Evaluated
from playground.engine.lines import Line, Passing, passing, passings

TEN, THREE, TWO = Line("ten", 10.0), Line("three", 3.0), Line("two", 2.0)


def checks(*bits: float) -> list[Evaluated]:
    """Evaluations 100 steps and 10 seconds apart, the first one after both."""
    return [
        Evaluated(100 * i, b, b * math.log(2), b, 10.0 * i, True) for i, b in enumerate(bits, 1)
    ]


def test_the_moment_lies_between_two_checks():
    # From 4 to 2.4 bits, 3 is passed after 1 / 1.6 of 100 steps and of 10 seconds.
    assert passing(checks(5.0, 4.0, 2.4), THREE) == Passing(THREE, 2, 263, 26.25)


def test_a_line_above_the_first_check_is_passed_with_it():
    assert passing(checks(5.0, 4.0), TEN) == Passing(TEN, 0, 100, 10.0)


def test_a_line_is_not_passed_by_touching_it():
    assert passing(checks(5.0, 3.0), THREE) is None
    assert passing(checks(5.0, 3.0, 2.9), THREE) == Passing(THREE, 2, 200, 20.0)


def test_only_the_first_time_counts():
    assert passing(checks(4.0, 2.0, 5.0, 1.0), THREE) == Passing(THREE, 1, 150, 15.0)


def test_nothing_is_passed_without_a_check():
    assert passing([], TWO) is None


@pytest.mark.parametrize("before", [math.nan, math.inf])
def test_after_an_explosion_the_moment_is_that_of_the_check(before):
    assert passing(checks(before, 2.5), THREE) == Passing(THREE, 1, 200, 20.0)


def test_lines_come_in_the_order_in_which_they_are_passed():
    found = passings(checks(4.0, 1.0), [TWO, THREE, TEN, Line("half", 0.5)])
    assert [one.line.label for one in found] == ["ten", "three", "two"]
