"""A job that can be forgotten when a newer one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event
from playground.ui.studio import Studio

Work = Callable[[], Iterator[Event]]


class Task(QObject):
    """Passes on what a job reports until it is cancelled."""

    reported = Signal(list)
    failed = Signal(Exception)
    ended = Signal()

    def __init__(self, studio: Studio, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._cancelled = False
        self._job = studio.start_job(work)
        self._job.reported.connect(self._report)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._end)

    def rest(self, on: bool) -> None:
        """Hold after the current event, or go on."""
        if on:
            self._job.pause()
        else:
            self._job.unpause()

    def stop(self) -> None:
        """End after the current event."""
        self._job.stop()

    def cancel(self) -> None:
        """End, and report nothing any more."""
        self._cancelled = True
        self._job.stop()

    def _report(self, events: list[Event]) -> None:
        if events and not self._cancelled:
            self.reported.emit(events)

    def _fail(self, error: Exception) -> None:
        if not self._cancelled:
            self.failed.emit(error)

    def _end(self) -> None:
        if not self._cancelled:
            self.ended.emit()
        self.deleteLater()
