"""Importing the engine: torch takes seconds, so a job does it after the first paint."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from playground.engine.events import Event, Progress
from playground.text import mark

MODULES = ("torch", "playground.services.training", "playground.engine.sample")


@dataclass(frozen=True)
class EngineLoaded(Event):
    """Everything is imported."""

    device: str  # what "automatic" chooses on this computer


def load_engine() -> Iterator[Event]:
    """Import what training and generating need, so that the first click finds it there."""
    for done, module in enumerate(MODULES):
        yield Progress(mark("Starting the engine"), done, len(MODULES))
        import_module(module)
    from playground.engine.device import choose_device

    yield EngineLoaded(str(choose_device("auto")[0]))
