"""Scales and ticks: where the numbers of an axis stand and how they are written.

A logarithmic axis is drawn in powers of ten; `to_axis` and `from_axis`
go from numbers to places on the axis and back.
"""

import math
from collections.abc import Callable

import numpy as np

from playground.ui.curve import Numbers
from playground.ui.figures import clock
from playground.ui.language import tr
from playground.ui.numbers import compact

MINUS = "\N{MINUS SIGN}"
SMALLEST = 1e-12  # stands for zero on a logarithmic axis
_TIMES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400)
Write = Callable[[float, float], str]  # a number and the distance of the ticks


def to_axis(values: Numbers, log: bool) -> Numbers:
    """Return places on the axis (N,) of numbers (N,)."""
    return np.log10(np.maximum(values, SMALLEST)) if log else values


def from_axis(place: float, log: bool) -> float:
    """Return the number at a place on the axis."""
    return 10.0**place if log else place


def linear_ticks(low: float, high: float, most: int) -> tuple[float, list[float]]:
    """Return the distance between round numbers from `low` to `high`, and those numbers.

    The distance is 1, 2 or 5 times a power of ten and leaves at most `most` numbers.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return 1.0, []
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(f * power for f in (1, 2, 5, 10) if f * power >= rough * (1 - 1e-9))
    return step, _multiples(low, high, step)


def time_ticks(low: float, high: float, most: int) -> tuple[float, list[float]]:
    """Return the distance and places of ticks that a clock would have; all in seconds."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return 1.0, []
    rough = (high - low) / max(1, most)
    if rough < 1:
        return linear_ticks(low, high, most)
    step = next((float(t) for t in _TIMES if t >= rough), 86400.0 * math.ceil(rough / 86400))
    return step, _multiples(low, high, step)


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers on a logarithmic axis from 10^`low` to 10^`high`.

    Powers of ten, or 1, 2 and 5 times them where there is room, or some of the powers where
    there is not even room for all.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    first, last = math.floor(low), math.ceil(high)
    for factors in ((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 5), (1, 3), (1,)):
        found = [f * 10.0**power for power in range(first, last + 1) for f in factors]
        found = [v for v in found if low - 1e-9 <= math.log10(v) <= high + 1e-9]
        if len(found) <= most:
            break
    if high - low < 0.7 and len(found) < 3:
        return linear_ticks(10.0**low, 10.0**high, most)[1]
    stride = math.ceil(len(found) / max(1, most))
    return found[::stride]


def write_plain(value: float, step: float) -> str:
    """Write a number with as many places as tell it from its neighbours: 2.5, 6, 0.004."""
    if not value:
        return "0"
    power = math.floor(math.log10(abs(value)))
    finer = math.floor(math.log10(step) + 1e-9) if step > 0 else power - 3
    if -5 < power < 6 and finer > -7:
        text = f"{value:,.{max(0, -finer)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        digits, _, exponent = f"{value:.{max(0, min(15, power - finer))}e}".partition("e")
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        text = f"{digits}e{int(exponent)}"
    return text.replace("-", MINUS, 1) if value < 0 else text


def write_count(value: float, step: float) -> str:
    """Write a count: 500, 1,500, 20 k; in whole where a short one would be its neighbour's."""
    if value != round(value):
        return ""
    whole = f"{int(value):,}".replace("-", MINUS)
    if abs(value) < 10_000:
        return whole
    short, neighbours = compact(value), (compact(value - step), compact(value + step))
    return whole if short in neighbours else short


def write_time(value: float, step: float) -> str:
    """Write seconds as a clock shows them: 0:30, 1:05:00; parts of a second as 0.2 s, 1:00.5."""
    if step >= 1 or (value == round(value) and value >= 60):
        return clock(value)
    if 0 < value < 60:
        return tr("{seconds} s", seconds=f"{value:.9g}")
    places = min(9, max(1, -math.floor(math.log10(step) + 1e-9))) if step > 0 else 1
    part = f"{value - math.floor(value):.{places}f}"
    if part.startswith("1"):
        return clock(math.floor(value) + 1)
    return clock(math.floor(value)) + part[1:].rstrip("0").rstrip(".")


def _multiples(low: float, high: float, step: float) -> list[float]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [i * step for i in range(first, last + 1)]
