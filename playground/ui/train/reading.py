"""Reading what was recorded of a run, in a job: a long run has many lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event
from playground.errors import PlaygroundError
from playground.ui.history import History
from playground.ui.studio import Studio

if TYPE_CHECKING:
    from playground.services.runs import Run


class Reading(QObject):
    """The history of one run; it fills while it is read.

    What the run reports in the meantime is kept back and added behind.
    """

    grown = Signal()
    done = Signal()

    def __init__(self, run: Run, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = run.path
        self.history = History(tokens_per_character(run))
        self.complete = False
        self._later: list[Event] = []
        self._job = studio.start_job(lambda: studio.trained_events(run))
        self._studio = studio
        self._job.reported.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._finish)

    def add(self, events: list[Event]) -> bool:
        """Add what happens while it is read; return whether there is something new to see."""
        if self.complete:
            return self.history.add(events)
        self._later += events
        return False

    def stop(self) -> None:
        """Give up reading."""
        self._job.stop()

    def _take(self, events: list[Event]) -> None:
        if not self.complete:
            self.history.add(events)
            self.grown.emit()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, PlaygroundError):
            raise error
        self._studio.problem.emit(error)

    def _finish(self) -> None:
        if not self.complete:
            self.complete = True
            self.history.add(self._later)
            self._later = []
            self.done.emit()


def tokens_per_character(run: Run) -> float:
    """Return how many tokens a character takes, as far as the run's folder tells."""
    characters = run.text.characters * (1 - run.config.text.valid_share)
    return run.train_tokens / characters if characters > 0 and run.train_tokens else 1.0
