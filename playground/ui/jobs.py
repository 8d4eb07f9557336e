"""All jobs that run; the window stops and waits for them before it closes."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal

from playground.engine.events import Event
from playground.ui.job import Job


class Jobs(QObject):
    """Keeps every job alive until its thread has ended."""

    idle = Signal()  # the last job has ended

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._waiting: list[Job] = []
        self._closed = False

    def start(self, work: Callable[[], Iterable[Event]]) -> Job:
        """Run `work` on a thread as soon as Qt has the word again.

        So nothing is lost when the caller connects to the job's signals at once.
        """
        job = Job(work)
        if self._closed:
            return job  # and never start it
        self._jobs.append(job)
        self._waiting.append(job)
        job.finished.connect(self._forget_finished)
        QTimer.singleShot(0, self._start_waiting)
        return job

    @property
    def busy(self) -> bool:
        """Tell whether any job still runs or waits to run."""
        return bool(self._jobs)

    @property
    def doing(self) -> list[str]:
        """Return what the jobs work at that have said so."""
        return list(dict.fromkeys(job.doing for job in self._jobs if job.doing))

    def stop(self) -> None:
        """Ask every job to end after its current event."""
        for job in self._jobs:
            job.stop()

    def close(self) -> None:
        """Stop all jobs and begin no other; `idle` tells when the last one has ended."""
        self._closed = True
        self.stop()

    def wait(self, milliseconds: int) -> bool:
        """Close, and wait until all have ended; tell whether they have."""
        self.close()
        self._start_waiting()  # a stopped job ends at once, and says so
        deadline = QDeadlineTimer(milliseconds)
        return all(job.wait(deadline) for job in self._jobs)

    def _start_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            job.start()

    def _forget_finished(self) -> None:
        for job in [job for job in self._jobs if job.isFinished()]:
            job.wait()  # `finished` is sent a moment before the thread is gone
            self._jobs.remove(job)
        if not self._jobs:
            self.idle.emit()
