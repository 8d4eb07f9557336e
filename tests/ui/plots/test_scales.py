"""Ticks and how they are written."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.ui.plots.scales import (
    from_axis,
    linear_ticks,
    log_ticks,
    time_ticks,
    to_axis,
    write_count,
    write_plain,
    write_time,
)


def test_round_numbers_at_round_distances():
    assert linear_ticks(2.2, 6.4, 9) == (0.5, [2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0])
    assert linear_ticks(0, 1000, 5) == (200, [0, 200, 400, 600, 800, 1000])


@pytest.mark.parametrize("low", [0.0, -3.0, 1e-7, 12345.0])
@pytest.mark.parametrize("width", [1e-6, 0.37, 9.0, 1e7])
@pytest.mark.parametrize("most", [2, 5, 11])
def test_never_more_ticks_than_there_is_room_for(low, width, most):
    step, ticks = linear_ticks(low, low + width, most)
    assert len(ticks) <= most + 1
    assert all(low - step * 1e-6 <= tick <= low + width + step * 1e-6 for tick in ticks)
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - digit) for digit in (1, 2, 5, 10)) < 1e-6


def test_times_are_those_of_a_clock():
    assert time_ticks(0, 180, 6) == (30, [0, 30, 60, 90, 120, 150, 180])
    assert time_ticks(0, 7200, 5)[0] == 1800
    assert time_ticks(0, 2, 5)[0] == 0.5
    assert time_ticks(0, 1e6, 4)[0] == 86400 * 3


def test_logarithmic_ticks():
    assert log_ticks(0, 3, 4) == pytest.approx([1, 10, 100, 1000])
    assert log_ticks(0, 3, 8) == pytest.approx([1, 3, 10, 30, 100, 300, 1000])
    assert log_ticks(math.log10(2), math.log10(6.5), 8) == pytest.approx([2, 3, 4, 5, 6])
    assert log_ticks(0, 8, 3) == pytest.approx([1, 1000, 1e6])
    assert len(log_ticks(0.35, 0.45, 6)) >= 3  # from 2.24 to 2.82


@pytest.mark.parametrize("bad", [(1, 1), (2, 1), (math.nan, 1), (0, math.inf)])
def test_no_ticks_on_an_axis_without_length(bad):
    assert linear_ticks(*bad, 5)[1] == []
    assert time_ticks(*bad, 5)[1] == []
    assert log_ticks(*bad, 5) == []


def test_the_axis_and_back():
    values = np.array([1.0, 10.0, 250.0])
    for log in (False, True):
        back = [from_axis(place, log) for place in to_axis(values, log)]
        assert back == pytest.approx(values.tolist())
    assert np.isfinite(to_axis(np.array([0.0]), True)).all()


def test_numbers_are_written_as_short_as_they_can_be():
    assert write_plain(2.5, 0.5) == "2.5"
    assert write_plain(6.0, 0.5) == "6"
    assert write_plain(0.004, 0.001) == "0.004"
    assert write_count(500, 100) == "500"
    assert write_count(1500, 500) == "1,500"
    assert write_count(20000, 10000) == "20\N{NO-BREAK SPACE}k"
    assert write_count(2.5, 0.5) == ""  # there is no half step
    assert write_time(90, 30) == "1:30"
    assert write_time(0.5, 0.1) == "0.5 s"
    assert write_time(60.5, 0.5) == "1:00.5"
    assert write_plain(-2_000_000, 500_000) == "\N{MINUS SIGN}2e6"


@given(
    low=st.floats(-1e7, 1e7),
    width=st.floats(1e-5, 1e8),
    most=st.integers(2, 12),
    write=st.sampled_from([write_plain, write_count, write_time]),
)
def test_neighbours_are_never_written_alike(low, width, most, write):
    if write is not write_plain:
        low = abs(low)
    find = time_ticks if write is write_time else linear_ticks
    step, ticks = find(low, low + width, most)
    texts = [text for tick in ticks if (text := write(tick, step))]
    assert len(set(texts)) == len(texts), texts
    for tick, text in zip(ticks, texts, strict=False):
        if write is write_plain and tick < 0:
            assert text.startswith("\N{MINUS SIGN}")


def test_counts_that_would_look_alike_are_written_in_whole():
    assert write_count(120_000_000, 1000) == "120,000,000"
    assert write_count(120_001_000, 1000) == "120,001,000"
    assert write_count(120_000_000, 20_000_000) == "0.12\N{NO-BREAK SPACE}G"
