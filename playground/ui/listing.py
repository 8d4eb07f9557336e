"""Reading the list of runs in a job, and the curve of each."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.engine.events import Event
from playground.errors import FolderUnreadable, PlaygroundError

if TYPE_CHECKING:
    from playground.services.runs import BrokenRun, Run
    from playground.services.workspace import Workspace


@dataclass(frozen=True)
class Listed(Event):
    """All runs, newest first, and those that came with the program."""

    runs: "tuple[Run, ...]"
    starters: "tuple[Run, ...]"
    broken: "tuple[BrokenRun, ...]"


@dataclass(frozen=True)
class Sketched(Event):
    """The curve of one run in a few numbers."""

    key: str
    curve: tuple[float, ...]


def list_runs(workspace: "Workspace") -> Iterator[Event]:
    """Yield one `Listed`.

    Raises:
        FolderUnreadable: Nothing is known of a person's own runs; the others are listed first.
    """
    starters = tuple(workspace.starters())
    try:
        own, broken = tuple(workspace.runs()), tuple(workspace.broken())
    except FolderUnreadable:
        yield Listed((), starters, ())
        raise
    yield Listed(own, starters, broken)


def sketch_runs(runs: "tuple[Run, ...]") -> Iterator[Event]:
    """Yield one `Sketched` for each run."""
    for run in runs:
        with suppress(PlaygroundError):  # one that cannot be read has no curve
            yield Sketched(str(run.path), tuple(run.sparkline()))
