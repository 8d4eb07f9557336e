"""The arithmetic behind a curve, against loops and NumPy's own functions."""

import numpy as np
import pytest

from playground.ui.curve import (
    BLOCK,
    WIDE,
    Column,
    PeakColumn,
    SmoothColumn,
    columns,
    extremes,
    visible,
)


def noisy(count: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return 2 + 3 * np.exp(-np.arange(count) / 50) + rng.normal(0, 0.2, count)


def smooth_column(values: np.ndarray) -> SmoothColumn:
    column = SmoothColumn()
    for value in values:
        column.append(float(value))
    return column


def peak_column(values: np.ndarray) -> PeakColumn:
    column = PeakColumn()
    for value in values.tolist():
        column.append(value)
    return column


def slow_mean(values: np.ndarray, i: int, share: float) -> float:
    half = int(i * share / 2)
    return float(np.mean(values[i - half : min(i + half, len(values) - 1) + 1]))


def test_a_column_keeps_what_was_appended():
    column = Column()
    for i in range(5000):  # the array doubles several times
        column.append(i * 0.5)
    assert len(column) == 5000
    assert column.values.tolist() == [i * 0.5 for i in range(5000)]
    assert column.last == 2499.5


def test_appending_moves_each_number_a_few_times_at_most():
    column, rooms = Column(), set()
    for i in range(100_000):
        column.append(i)
        rooms.add(id(column.values.base))
    assert len(rooms) <= 8  # 1024 doubled 7 times


def test_what_was_cut_is_written_again():
    column = Column()
    for i in range(10):
        column.append(i)
    column.cut(4)
    column.append(99)
    assert column.values.tolist() == [0, 1, 2, 3, 99]


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
def test_smoothing_is_the_mean_around_each_point(share):
    values = noisy(400)
    column = smooth_column(values)
    places = np.arange(400)
    expected = [slow_mean(values, i, share) for i in range(400)]
    assert column.smoothed(places, share).tolist() == pytest.approx(expected, abs=1e-12)


def test_no_smoothing_shows_the_numbers_themselves():
    values = noisy(100)
    assert smooth_column(values).smoothed(np.arange(100), 0.0).tolist() == pytest.approx(
        values.tolist(), abs=1e-12
    )


def test_smoothing_stays_exact_after_a_million_points():
    values = np.full(1_000_000, 2.5)
    values[:1000] = 11.0
    column = smooth_column(values)
    assert column.smoothed(np.array([999_999]), 0.1)[0] == pytest.approx(2.5, abs=1e-9)


def test_a_single_explosion_does_not_spoil_what_follows():
    values = noisy(200)
    broken = values.copy()
    broken[50] = np.nan
    places = np.array([20, 150])  # the mean around 150 begins at 143
    expected = smooth_column(values).smoothed(places, 0.1)
    assert smooth_column(broken).smoothed(places, 0.1).tolist() == pytest.approx(expected.tolist())


def test_smoothing_goes_on_after_a_cut():
    values = noisy(300)
    column = smooth_column(np.concatenate((values[:200], np.full(50, 77.0))))
    column.cut(200)
    for value in values[200:]:
        column.append(float(value))
    places = np.arange(300)
    expected = smooth_column(values).smoothed(places, 0.2)
    assert column.smoothed(places, 0.2).tolist() == pytest.approx(expected.tolist())


def test_visible_takes_one_point_more_on_each_side():
    x = np.arange(0.0, 100.0, 10.0)  # 0 … 90
    assert visible(x, 25, 55) == (2, 7)  # 20 … 60
    assert visible(x, -5, 1000) == (0, 10)
    assert visible(x, 20, 20) == (1, 4)
    assert visible(np.empty(0), 0, 1) == (0, 0)


def test_few_points_are_all_drawn():
    x = np.arange(20.0)
    assert columns(x, 3, 9, np.linspace(0, 20, 50)).tolist() == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("log", [False, True])
def test_columns_hold_every_point_once(log):
    x = np.arange(1.0, 10_001.0)
    edges = np.logspace(0, 4, 300) if log else np.linspace(1, 10_000, 300)
    starts = columns(x, 0, len(x), edges)
    assert starts[0] == 0
    assert (np.diff(starts) > 0).all()
    assert len(starts) <= 301
    for edge, begin in zip(edges[1:], starts[1:], strict=False):
        if not log:
            assert x[begin] >= edge > x[begin - 1]


def test_peaks_survive_thinning():
    y = noisy(100_000)
    y[12_345], y[67_890] = 99.0, -99.0
    starts = np.arange(0, len(y), 100)
    where, values = extremes(y, starts, len(y))
    assert values.max() == 99.0
    assert values.min() == -99.0
    assert where[np.argmax(values)] == 123
    for k in (0, 500, 999):
        part = y[100 * k : 100 * (k + 1)]
        assert values[2 * k : 2 * k + 2].tolist() == [part.min(), part.max()]


def test_thinning_passes_over_what_is_no_number():
    y = np.array([1.0, np.nan, 3.0, np.nan])
    _, values = extremes(y, np.array([0, 2]), 4)
    assert values.tolist() == [1.0, 1.0, 3.0, 3.0]


def test_a_million_points_become_two_a_column():
    x, y = np.arange(1_000_000.0), noisy(1_000_000)
    starts = columns(x, 0, len(x), np.linspace(0, 1e6, 800))
    where, values = extremes(y, starts, len(x))
    assert len(where) == len(values) <= 2 * 801


@pytest.mark.parametrize("stop", [70_000, 70_007, 69_999])
def test_the_extremes_of_long_stretches_are_those_of_their_points(stop):
    """Up to one block more on either side is looked at, and never less."""
    y = noisy(70_007)
    column = peak_column(y)
    starts = np.array([0, 10, 400, 1000, 30_001, 30_040, 69_990])  # long ones and short ones
    where, values = column.extremes(starts, stop)
    assert where.tolist() == np.repeat(np.arange(7), 2).tolist()
    for k, (start, end) in enumerate(zip(starts, [*starts[1:], stop], strict=True)):
        if end - start >= WIDE * BLOCK:
            start, end = start // BLOCK * BLOCK, -(-end // BLOCK) * BLOCK
        part = y[start:end]
        assert values[2 * k : 2 * k + 2].tolist() == [part.min(), part.max()]


def test_short_stretches_are_exact():
    y = noisy(1000)
    starts = np.arange(3, 990, 40)
    found, expected = peak_column(y).extremes(starts, 995), extremes(y, starts, 995)
    assert found[0].tolist() == expected[0].tolist()
    assert found[1].tolist() == expected[1].tolist()


def test_long_stretches_are_not_read_again():
    column = peak_column(np.ones(100_000))
    column.values[50_000] = 99.0  # behind its back
    _, values = column.extremes(np.arange(0, 100_000, 1000), 100_000)
    assert set(values) == {1.0}


def test_extremes_go_on_after_a_cut():
    y = noisy(5000)
    column = peak_column(np.concatenate((y[:3210], np.full(999, 50.0))))
    column.cut(3210)
    for value in y[3210:].tolist():
        column.append(value)
    starts = np.array([0, 2500])
    assert (
        column.extremes(starts, 5000)[1].tolist()
        == peak_column(y).extremes(starts, 5000)[1].tolist()
    )
    assert column.extremes(starts, 5000)[1].max() < 50


def test_extremes_pass_over_what_is_no_number():
    y = noisy(4000)
    y[100:200] = np.nan
    _, values = peak_column(y).extremes(np.array([0]), 4000)
    assert values.tolist() == [np.nanmin(y), np.nanmax(y)]
