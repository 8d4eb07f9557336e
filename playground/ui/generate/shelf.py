"""The model that was used last, kept for the next job.

Only jobs touch it, one at a time; the window never does. Nothing here imports torch before
a job asks for a model.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from playground.services.headers import notes_in
from playground.services.runs import WEIGHTS

if TYPE_CHECKING:
    from playground.services.runs import Run
    from playground.services.workspace import Loaded, Workspace

Stamp = tuple[int, int]  # when a file was written, in nanoseconds, and its size
OF_SNAPSHOT = -1  # for the size, after the step: a snapshot is never written anew


@dataclass(frozen=True)
class Borrowed:
    """A loaded model and what the window wants to know of it."""

    loaded: Loaded
    labels: tuple[str, ...]  # a visible name of each token
    step: int  # at which the weights were saved
    stamp: Stamp


class Shelf:
    """Holds one model; whoever borrows it has it alone."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = Lock()
        self._wanted: tuple[Path, int | None] | None = None  # run and step of what is held
        self._held: Borrowed | None = None

    @contextmanager
    def borrow(self, run: Run, step: int | None = None) -> Iterator[Borrowed]:
        """Lend the best model of `run`, read from disk if it is another or a newer one.

        With a `step`, it is the model of the snapshot that was taken then.

        Raises:
            RunWithoutWeights: It has none yet.
            RunBroken: A file is damaged.
        """
        with self._lock:
            wanted = (run.path, step)
            stamp = weights_stamp(run) if step is None else (step, OF_SNAPSHOT)
            if self._held is None or self._wanted != wanted or self._held.stamp != stamp:
                self._held = None
                self._held = self._load(run, step, stamp)
                self._wanted = wanted
            yield self._held

    def at(self, step: int | None) -> ShelfAt:
        """Return what lends the models of one step, or the best ones."""
        return ShelfAt(self, step)

    def _load(self, run: Run, step: int | None, stamp: Stamp) -> Borrowed:
        known = weights_step(run) if step is None else step
        loaded = self._workspace.load(run, step)
        labels = tuple(loaded.tokenizer.label(id) for id in range(loaded.tokenizer.vocab_size))
        return Borrowed(loaded, labels, known, stamp)


@dataclass(frozen=True)
class ShelfAt:
    """A shelf that lends the models of one step of training only."""

    shelf: Shelf
    step: int | None

    def borrow(self, run: Run) -> AbstractContextManager[Borrowed]:
        """Lend the model of `run`, as `Shelf.borrow` does."""
        return self.shelf.borrow(run, self.step)


def weights_stamp(run: Run) -> Stamp:
    """Return when the weights of a run were saved; (0, 0) if never."""
    try:
        status = (run.path / WEIGHTS).stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


def weights_step(run: Run) -> int:
    """Return the step of the saved weights, as their file says, or else the run."""
    try:
        return int(notes_in(run.path / WEIGHTS)["step"])
    except (ValueError, KeyError, TypeError):
        return run.best_step
