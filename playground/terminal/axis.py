"""What every plot needs: axes with round numbers, and a line through noisy points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

Point = tuple[float, float]


@dataclass(frozen=True)
class Span:
    """From where to where an axis goes."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Return where `value` lies: 0 at the low end, 1 at the high end."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0


def nice_ticks(span: Span, wanted: int) -> list[float]:
    """Return round numbers within `span`, about so many."""
    if not span.high > span.low:
        return [span.low]
    raw = (span.high - span.low) / max(1, wanted)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= raw * 0.999)
    first, last = math.ceil(span.low / step - 1e-9), math.floor(span.high / step + 1e-9)
    return [i * step for i in range(first, last + 1)]


def label(value: float) -> str:
    """Return a tick's number without needless digits."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def smooth(points: Sequence[Point]) -> list[Point]:
    """Return each loss as the mean of those around it: few at the steep beginning, then more."""
    finite = [point for point in points if math.isfinite(point[1])]
    sums = list(accumulate((value for _, value in finite), initial=0.0))
    smoothed = []
    for i, (x, _) in enumerate(finite):
        reach = min(i // 4, len(finite) // 40)
        first, after = i - reach, min(i + reach + 1, len(finite))
        smoothed.append((x, (sums[after] - sums[first]) / (after - first)))
    return smoothed
