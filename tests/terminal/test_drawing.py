import math
import re

import pytest

from playground.terminal.axis import Span, label, nice_ticks, smooth
from playground.terminal.bar import bar, clock, short
from playground.terminal.colour import BLUE, ORANGE, Paint
from playground.terminal.curve import Series, draw
from playground.terminal.live import Live


def test_a_bar_fills_in_eighths() -> None:
    assert bar(0, 4) == "░░░░"
    assert bar(0.5, 4) == "██░░"
    assert bar(1 / 32, 4) == "▏░░░"
    assert bar(1, 4) == bar(7, 4) == "████"
    assert all(len(bar(i / 100, 13)) == 13 for i in range(101))


@pytest.mark.parametrize(
    ("seconds", "text"), [(-1, "0:00"), (5.4, "0:05"), (754, "12:34"), (3723, "1:02:03")]
)
def test_times_read_like_a_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (950, "950"), (999.6, "1.0k"), (9512, "9.5k"), (31_234, "31k"), (999_700, "1.0M"),
     (1_234_567, "1.2M"), (8.1e9, "8.1G")],
)  # fmt: skip
def test_large_numbers_are_short(number: float, text: str) -> None:
    assert short(number) == text


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 10, [0, 2, 4, 6, 8, 10]), (1.7, 6.2, [2, 3, 4, 5, 6]), (0, 0.3, [0, 0.1, 0.2, 0.3]),
     (0, 1_000_000, [0, 2e5, 4e5, 6e5, 8e5, 1e6]), (3, 3, [3])],
)  # fmt: skip
def test_ticks_are_round_numbers_within_the_span(
    low: float, high: float, ticks: list[float]
) -> None:
    assert nice_ticks(Span(low, high), 5) == pytest.approx(ticks)


def test_labels_have_no_needless_digits() -> None:
    assert [label(x) for x in (2, 0.1 + 0.2, 2.5, 20_000)] == ["2", "0.3", "2.5", "20,000"]


def test_smoothing_keeps_the_level_and_takes_the_noise_away() -> None:
    noisy = [(float(x), 5.0 + (-1) ** x) for x in range(1000)]
    smoothed = smooth([*noisy[:500], (499.5, math.nan), *noisy[500:]])
    assert len(smoothed) == 1000
    assert all(abs(value - 5) < 0.2 for _, value in smoothed[50:])
    assert smooth([]) == []
    assert smooth([(1.0, 3.0)]) == [(1.0, 3.0)]


def test_smoothing_does_not_lag_behind_a_falling_line() -> None:
    line = [(float(x), 100.0 - x) for x in range(101)]
    assert all(abs(value - (100 - x)) < 1.01 for x, value in smooth(line))


def rows_of(lines: list[str]) -> list[str]:
    return [re.split("[│┤]", line, maxsplit=1)[1] for line in lines[:-1]]


def test_a_falling_line_falls_from_corner_to_corner() -> None:
    lines = draw([Series([(0, 1), (1, 0)], BLUE)], Span(0, 1), Span(0, 1), 40, 11, Paint(False))
    assert len(lines) == 11
    rows = rows_of(lines)
    marked = [[i for i, c in enumerate(row) if c != " "] for row in rows]
    assert marked[0][0] == 0
    assert marked[-1][-1] == len(rows[0]) - 1
    starts = [columns[0] for columns in marked]
    assert starts == sorted(starts)
    assert all(marked)


def test_ticks_stand_where_their_values_are() -> None:
    lines = draw([Series([(0, 2), (9, 2)], BLUE)], Span(0, 9), Span(0, 4), 40, 13, Paint(False))
    (line,) = [line for line in lines if any(0x2800 < ord(c) < 0x2900 for c in line)]
    assert line.lstrip().startswith("2 ┤")
    assert lines[-1].split() == ["0", "5"]


def test_dots_are_drawn_over_lines_in_their_own_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    series = [Series([(0, 1), (1, 1)], BLUE), Series([(1, 1)], ORANGE, joined=False)]
    text = "\n".join(draw(series, Span(0, 1), Span(0, 2), 30, 6, Paint(True)))
    assert f"38;5;{ORANGE}m" in text
    assert f"38;5;{BLUE}m" in text
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in "\n".join(draw(series, Span(0, 1), Span(0, 2), 30, 6, Paint(True)))


def test_losses_that_are_no_numbers_leave_a_gap() -> None:
    points = [(0, 1.0), (1, math.nan), (2, math.inf), (3, 1.0)]
    lines = draw([Series(points, BLUE)], Span(0, 3), Span(0, 2), 40, 6, Paint(False))
    assert sum(c not in " ⠀" for row in rows_of(lines) for c in row) == 2


def test_the_live_block_is_drawn_in_its_own_place() -> None:
    written: list[str] = []
    live = Live(written.append)
    live.draw(["one", "two"])
    live.draw(["three"])
    assert "\x1b[2A\x1b[J" in written[1]
    live.leave()
    live.draw(["four"])
    assert "A\x1b[J" not in written[-1]
