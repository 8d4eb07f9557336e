"""Long work is a generator of events that returns its result; run one to its end here."""

from collections.abc import Generator
from typing import TypeVar

from playground.engine.events import Event

T = TypeVar("T")
E = TypeVar("E", bound=Event)


def finish(work: Generator[E, None, T]) -> T:
    """Run `work` to its end, ignore what it reports and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result
