"""Which run the Train tab shows, and what is known of it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event
from playground.engine.units import BITS_PER_NAT
from playground.errors import PlaygroundError
from playground.ui.history import History
from playground.ui.phase import Phase
from playground.ui.studio import Studio
from playground.ui.train.deeds import Seen
from playground.ui.train.reading import Reading, tokens_per_character

if TYPE_CHECKING:
    from playground.services.runs import Run


class Fresh:
    """The history of a run that has just begun."""

    def __init__(self) -> None:
        self.path: Path | None = None  # until the folder is there
        self.history = History()
        self.complete = True

    def add(self, events: list[Event]) -> bool:
        """Add what happens; return whether there is something new to see."""
        return self.history.add(events)


class Watching(QObject):
    """Follows the studio: the training, or the selected run, or nothing but a plan."""

    switched = Signal()  # another run is shown, or the plan, or a run's record is complete
    grown = Signal()  # there is more of the same

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._live: Fresh | Reading | None = None  # of the training, or of the last one
        self._other: Reading | None = None  # of another run
        self._busy = False
        self._ended: Run | None = None  # the last training's run, read when it ended
        self._nothing = History()
        self.seen = Seen.PLAN
        self.run: Run | None = None
        self.history = self._nothing
        studio.training_changed.connect(self._sync)
        studio.selection_changed.connect(self._sync)
        studio.runs_changed.connect(self._sync)
        studio.training_reported.connect(self._reported)
        self._sync()

    @property
    def loading(self) -> bool:
        """Whether the record of the run that is shown is still being read."""
        stores = (self._live, self._other)
        return any(s is not None and s.history is self.history and not s.complete for s in stores)

    def _sync(self) -> None:
        before = (self.seen, self.history, _path(self.run))
        busy = self._studio.phase is not Phase.IDLE
        if busy and not self._busy:
            known = None if self._studio.in_background else self._known(self._studio.selected)
            self._live = known or Fresh()
        if self._busy and not busy and self._live is not None:
            self._ended = _again(self._studio.selected, self._live.path)
        self._busy = busy
        if busy and self._studio.training_run is not None:
            self._settle_live(self._studio.training_run)
        self._see(busy)
        if (self.seen, self.history, _path(self.run)) != before:
            self.switched.emit()

    def _known(self, run: Run | None) -> Fresh | Reading | None:
        """Return what is there of a run, if it is there at all."""
        for store in (self._live, self._other):
            if run is not None and store is not None and store.path == run.path:
                return store
        return None

    def _settle_live(self, run: Run) -> None:
        """Know which run it is that is being trained."""
        live = self._live
        if live is not None and live.path == run.path:
            return
        if isinstance(live, Fresh) and live.path is None and not run.steps:
            live.path = run.path
            if not live.history.evaluations:
                live.history.bits_per_nat = BITS_PER_NAT * tokens_per_character(run)
        else:
            self._live = self._known(run) or self._read(run)

    def _see(self, busy: bool) -> None:
        selected, training = self._studio.selected, self._studio.training_run
        begins = training is None and not self._studio.in_background
        if busy and (begins or (training is not None and _path(selected) == _path(training))):
            assert self._live is not None
            self.seen, self.run, self.history = Seen.LIVE, training or selected, self._live.history
        elif selected is None:
            self.seen, self.run, self.history = Seen.PLAN, None, self._nothing
        else:
            store = self._known(selected)
            if store is None:
                if self._other is not None:
                    self._other.stop()
                store = self._other = self._read(selected)
            ended = self._ended  # the list of runs is read a moment later
            if ended is not None and ended.path == selected.path and ended.steps > selected.steps:
                selected = ended
            self.seen, self.run, self.history = Seen.RUN, selected, store.history

    def _read(self, run: Run) -> Reading:
        reading = Reading(run, self._studio, self)
        reading.grown.connect(self._read_on)
        reading.done.connect(self._read_on)
        return reading

    def _read_on(self) -> None:
        reading = self.sender()
        if isinstance(reading, Reading) and reading.history is self.history:
            if reading.complete:
                self.switched.emit()
            else:
                self.grown.emit()

    def _reported(self, events: list[Event]) -> None:
        new = self._live is not None and self._live.add(events)
        if new and self._live is not None and self.history is self._live.history:
            self.grown.emit()


def _again(run: Run | None, path: Path | None) -> Run | None:
    """Return what the folder of `run` says now, if it is the one in `path`."""
    if run is None or run.path != path:
        return None
    with contextlib.suppress(PlaygroundError):
        return run.again()
    return None


def _path(run: Run | None) -> Path | None:
    return run.path if run is not None else None
