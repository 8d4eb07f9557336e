"""How much a plot shows at first: from the beginning to the planned end, from top to floor."""

import math
from dataclasses import dataclass

import numpy as np

from playground.engine.config import TrainingConfig
from playground.ui.curve import Numbers
from playground.ui.history import STEPS, TIME, History
from playground.ui.throttle import GROWTH

MARGIN = 0.05  # of the height is left free below, and a little more above for a name
ABOVE = 0.08
LOWEST = 0.01  # share of the raw losses that may be below the plot
LONGEST = 1000  # milliseconds between two redraws of a curve that grows
_NICE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class Extent:
    """A range of numbers, not yet on a logarithmic axis."""

    low: float
    high: float


def x_extent(history: History, axis: str, budget: TrainingConfig | None) -> Extent:
    """Return where the x axis begins and ends.

    It ends where the budget ends. Where that is known in other numbers only (minutes, but the
    axis shows steps) it is estimated and rounded up, so that it does not move all the time.
    """
    places = history.place(axis)
    last = float(places[-1]) if len(places) else 0.0
    first = float(places[0]) if len(places) else 1.0
    if history.done is not None or (budget is None and last):
        return Extent(first, last if last > first else last * 2 + 1)
    if budget is None:
        return Extent(first, 100.0)
    end = planned(axis, budget)
    if end is not None:
        return Extent(first, max(end, last))
    share = _share(history, budget)
    if share <= 0:
        return Extent(first, max(100.0, nice_above(last)))
    return Extent(first, max(last, nice_above(last / share)))


def nice_above(value: float) -> float:
    """Return a round number not below `value`."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(f * power for f in _NICE if f * power >= value * (1 - 1e-9))


def y_extent(curve: Numbers, valid: Numbers, lines: list[float], log: bool) -> Extent:
    """Return where the y axis begins and ends, all in the unit that is shown.

    Args:
        curve: Smoothed losses (N,).
        valid: Validation losses (E,).
        lines: Levels of the rules, guessing first.
        log: Whether the axis is logarithmic.
    """
    seen = np.concatenate((curve, valid))
    seen = seen[np.isfinite(seen)]
    values = [float(seen.min()), float(seen.max())] if len(seen) else []
    if not values:  # nothing is known yet: room for what will come
        top = max(lines, default=10.0) * (1 + ABOVE)
        return Extent(top / 10 if log else 0.0, top)
    low, high = min(values + lines), max(values + lines)
    if lines and values:  # an exploded loss must not press everything flat
        high = min(high, 1.5 * max(lines))
        high = max(high, low * 1.01)
    if log:
        ratio = max(high / low, 1.01) if low > 0 else 10.0
        low = low if low > 0 else high / ratio
        return Extent(low / ratio**MARGIN, high * ratio**ABOVE)
    height = (high - low) or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(height)) / 10
    below = math.floor((low - MARGIN * height) / step) * step
    return Extent(max(0.0, below) if low >= 0 else below, high + ABOVE * height)


def nearly_lowest(values: Numbers) -> Numbers:
    """Return what all but a few of `values` (N,) are above, (1,); (0,) if there are none."""
    known = values[np.isfinite(values)]
    place = int(LOWEST * len(known))
    lowest: Numbers = np.partition(known, place)[place : place + 1] if len(known) else known
    return lowest


def rest(history: History, axis: str, span: float) -> int:
    """Return how many milliseconds a growing curve may rest between two redraws.

    As long as it takes to grow by a pixel, as sooner there is little to see, but at least
    `GROWTH` and at most `LONGEST`.

    Args:
        history: The run.
        axis: What the x axis shows.
        span: How much of it a pixel covers.
    """
    place = float(history.place(axis)[-1]) if len(history) else 0.0
    if place <= 0:
        return GROWTH
    return round(min(max(1000 * history.seconds.last * span / place, GROWTH), LONGEST))


def planned(axis: str, budget: TrainingConfig) -> float | None:
    """Return where on the x axis the budget ends, if that is known beforehand."""
    if axis == STEPS and budget.steps:
        return float(budget.steps)
    if axis == TIME and not budget.steps:
        return 60.0 * budget.minutes
    return None


def _share(history: History, budget: TrainingConfig) -> float:
    if not len(history):
        return 0.0
    if budget.steps:
        return history.steps.last / budget.steps
    return history.seconds.last / (60.0 * budget.minutes)
