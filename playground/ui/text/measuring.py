"""Measuring, in a job, how predictable the open text is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground.engine.events import Event

if TYPE_CHECKING:
    from playground.engine.baselines import Ruler
    from playground.engine.corpus import Corpus

LARGEST = 8_000_000  # characters; to measure more would keep the computer busy unasked


@dataclass(frozen=True)
class Measured(Event):
    """What the text costs without learning."""

    ruler: Ruler
    valid_share: float  # of the text, kept aside


def measure_text(corpus: Corpus, valid_share: float, cache: Path) -> Iterator[Event]:
    """Yield progress, and `Measured` at the end; what was measured before is found in `cache`."""
    from playground.services.rulers import ruler_of

    ruler = yield from ruler_of(corpus, valid_share, cache)
    yield Measured(ruler, valid_share)


def look_up(corpus: Corpus, valid_share: float, cache: Path) -> Iterator[Event]:
    """Yield `Measured` if that was done before; nothing is computed."""
    from playground.services.rulers import known_ruler

    ruler = known_ruler(corpus, valid_share, cache)
    if ruler is not None:
        yield Measured(ruler, valid_share)
