"""A job: the only thing that runs on a thread of its own.

It asks a generator for events and hands them to the window in batches. It knows
nothing of what the events mean.
"""

import threading
import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QThread, Signal

from playground.engine.events import Event, Progress
from playground.engine.free_memory import lacks_memory, too_small
from playground.errors import PlaygroundError, WorkspaceError

BATCH_SECONDS = 0.1  # one signal per event would keep the window's thread busy
SPARED = 4  # signals that may follow at once after a rest, such as a check behind a slow step


class Job(QThread):
    """Runs a generator of events on a thread; may be paused and stopped between two events.

    Work that says `can_go_on` when the disk refuses something is held like after `pause`, with
    all it has learned, until there is room again.
    """

    reported = Signal(list)  # batches of events, in order, none lost
    failed = Signal(Exception)
    paused = Signal()  # nothing runs until `unpause`
    unpaused = Signal()
    saving = Signal()  # it was stopped, and the event it waited for is there

    def __init__(self, work: Callable[[], Iterable[Event]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work  # called on the thread, so that nothing heavy happens before
        self._go_on = threading.Event()
        self._go_on.set()
        self._stopped = threading.Event()  # unlike Qt's own flag, it can be set before `start`
        self.holds = False  # it waits for `unpause` right now
        self.doing = ""  # what it works at, as its `Progress` said last

    @property
    def pause_wanted(self) -> bool:
        """Tell whether it shall hold, or does."""
        return not self._go_on.is_set()

    def pause(self) -> None:
        """Hold after the current event; `paused` tells when it does."""
        if not self._stopped.is_set():
            self._go_on.clear()

    def unpause(self) -> None:
        """Go on after a pause."""
        self._go_on.set()

    def stop(self) -> None:
        """Close the generator after the current event; it may still report what it saves."""
        self._stopped.set()
        self._go_on.set()

    def run(self) -> None:
        """Walk the generator (called by Qt on the new thread)."""
        if self._stopped.is_set():
            return
        try:
            events = self._work()
            self._walk(events)
        except Exception as error:  # the window decides: a person's mistake, or a bug
            known = isinstance(error, PlaygroundError) or not lacks_memory(error)
            self.failed.emit(error if known else too_small())

    def _walk(self, events: Iterable[Event]) -> None:
        batch: list[Event] = []
        due = time.monotonic()
        source = iter(events)
        try:
            while not self._stopped.is_set():
                try:
                    event = next(source)
                    self.doing = event.what if isinstance(event, Progress) else ""
                    batch.append(event)
                except StopIteration:
                    break
                except WorkspaceError as error:
                    if not getattr(events, "can_go_on", False):
                        raise
                    self.failed.emit(error)
                    self._go_on.clear()
                now = time.monotonic()
                if now >= due:
                    self.reported.emit(batch)
                    batch, due = [], max(due, now - SPARED * BATCH_SECONDS) + BATCH_SECONDS
                if not self._go_on.is_set():
                    self.reported.emit(batch)
                    batch = []
                    self._hold(events)
        finally:
            self.reported.emit(batch)
            if self._stopped.is_set():
                self.saving.emit()
            close = getattr(events, "close", None)
            if close is not None:
                self.reported.emit(close() or [])

    def _hold(self, events: Iterable[Event]) -> None:
        """Wait for `unpause`; work that has something to save at a pause has `pause()`."""
        self._ask(events, "pause")
        while True:
            self.holds = True
            self.paused.emit()
            self._go_on.wait()
            self.holds = False
            if self._stopped.is_set():
                return
            if self._ask(events, "unpause"):
                break
            self._go_on.clear()  # what kept it from going on is still there
        self.unpaused.emit()

    def _ask(self, events: Iterable[Event], wish: str) -> bool:
        """Let the work pause or go on, if it can; tell what the disk refused."""
        try:
            getattr(events, wish, bool)()
        except WorkspaceError as error:
            self.failed.emit(error)
            return False
        return True
