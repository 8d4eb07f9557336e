"""The lines of the ruler, and the moment at which a model passes each of them.

All levels are in bits per character. The moment lies between two evaluations: on the straight
line from the last one that was not below to the first one that is. A loss that falls more and
more slowly is below that line, so the model passed no later than is said.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playground.engine.events import Evaluated


@dataclass(frozen=True)
class Line:
    """A level that a model has to pass."""

    label: str  # marked for translation, or a key in `Ruler.bits`
    bits: float


@dataclass(frozen=True)
class Passing:
    """When a model got better than a line, for the first time."""

    line: Line
    check: int  # index of the first evaluation below the line
    step: int
    seconds: float


def passing(evaluations: Sequence[Evaluated], line: Line) -> Passing | None:
    """Return when a line was passed, None if it never was.

    Where the first evaluation is below it already, that is the moment.
    """
    check = next((i for i, e in enumerate(evaluations) if e.valid_bpc < line.bits), None)
    if check is None:
        return None
    after = evaluations[check]
    before = evaluations[check - 1] if check else after
    fall = before.valid_bpc - after.valid_bpc
    share = (before.valid_bpc - line.bits) / fall if fall > 0 and math.isfinite(fall) else 1.0
    step = before.step + share * (after.step - before.step)
    seconds = before.seconds + share * (after.seconds - before.seconds)
    return Passing(line, check, math.ceil(step), seconds)


def passings(evaluations: Sequence[Evaluated], lines: Iterable[Line]) -> list[Passing]:
    """Return when lines were passed, the earliest first; those that never were are left out."""
    found = [one for line in lines if (one := passing(evaluations, line)) is not None]
    return sorted(found, key=lambda one: (one.seconds, -one.line.bits))
