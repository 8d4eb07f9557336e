"""The list of runs as the window knows it, and which one is selected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event
from playground.errors import PlaygroundError
from playground.services.runs import BrokenRun, Run, read_run
from playground.services.trash import Trashed
from playground.ui.jobs import Jobs
from playground.ui.listing import Listed, Sketched, list_runs, sketch_runs
from playground.ui.run_groups import neighbour
from playground.ui.settings import Settings

if TYPE_CHECKING:
    from playground.services.workspace import Workspace

T = TypeVar("T")


class Runs(QObject):
    """Reads the workspace in jobs and changes it by a person's wish."""

    changed = Signal()
    selection_changed = Signal()
    failed = Signal(Exception)
    deleted = Signal(str)  # title
    restored = Signal()

    def __init__(
        self, workspace: Workspace, settings: Settings, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._settings = settings
        self._jobs = jobs
        self._reading = False
        self._read_again = False
        self._curves: dict[str, tuple[float, ...]] = {}
        self._undo: list[tuple[str, Trashed]] = []  # title, token
        self.listed = False  # the list has been read at least once
        self.runs: tuple[Run, ...] = ()
        self.starters: tuple[Run, ...] = ()
        self.broken: tuple[BrokenRun, ...] = ()
        self.selected: Run | None = None
        self.training: Run | None = None

    def refresh(self) -> None:
        """Read the list again, in a job."""
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        job = self._jobs.start(lambda: list_runs(self._workspace))
        job.reported.connect(self._take)
        job.failed.connect(self.failed)
        job.finished.connect(self._read)

    def select(self, run: Run | None) -> None:
        """Select `run`."""
        before, self.selected = self.selected, run
        if _path(before) != _path(run):
            self._settings.set("runs/selected", _path(run))
            self.selection_changed.emit()

    def rename(self, run: Run, title: str) -> None:
        """Give a run another title."""
        self._try(lambda: self._workspace.rename(run, title))
        self.refresh()

    def delete(self, run: Run | BrokenRun) -> None:
        """Move a run to the trash."""
        token = self._try(lambda: self._workspace.delete(run))
        if token is None:
            return
        title = run.name if isinstance(run, BrokenRun) else run.title
        self._undo.append((title, token))
        if isinstance(run, Run) and _path(self.selected) == _path(run):
            self.select(neighbour(run, self.runs))
        self.refresh()
        self.deleted.emit(title)

    def undo(self) -> None:
        """Bring back the run that was deleted last."""
        if self._undo:
            _, token = self._undo.pop()
            restored = self._try(lambda: self._workspace.restore(token))
            if isinstance(restored, Run):
                self.select(restored)
            if restored is not None:
                self.restored.emit()
            self.refresh()

    @property
    def undoable(self) -> str | None:
        """Title of the run that `undo` would bring back."""
        return self._undo[-1][0] if self._undo else None

    def curve(self, run: Run | BrokenRun) -> tuple[float, ...]:
        """Return a run's curve in a few numbers, empty until it is read."""
        return self._curves.get(str(run.path), ())

    def take_in(self, folder: str) -> Run:
        """Know and select a run that was imported."""
        run = read_run(Path(folder))
        self.select(run)
        self.refresh()
        return run

    def training_started(self, folder: str, *, select: bool = True) -> None:
        """Know the run that is being trained from now on, and select it."""
        self.training = read_run(Path(folder))
        if select:
            self.select(self.training)
        self.refresh()

    def training_ended(self) -> None:
        """Know that no run is being trained any more."""
        if self.training is not None:
            self._curves.pop(str(self.training.path), None)
        self.training = None
        self.refresh()

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Listed):
                self._listed(event)
            elif isinstance(event, Sketched):
                self._curves[event.key] = event.curve
        if events:
            self.changed.emit()

    def _listed(self, listed: Listed) -> None:
        self.listed = True
        self.runs, self.starters, self.broken = listed.runs, listed.starters, listed.broken
        everything = {str(run.path): run for run in (*self.runs, *self.starters)}
        if self.training is not None:  # its folder may be away for a while
            everything.setdefault(str(self.training.path), self.training)
        wanted = _path(self.selected) or self._settings.get("runs/selected", "")
        before = _path(self.selected)
        self.selected = everything.get(wanted)
        if before != _path(self.selected):
            self.selection_changed.emit()
        if self.training is not None:
            self.training = everything[str(self.training.path)]
        unknown = tuple(run for key, run in everything.items() if key not in self._curves)
        if unknown:
            job = self._jobs.start(lambda: sketch_runs(unknown))
            job.reported.connect(self._take)
            job.failed.connect(self.failed)

    def _read(self) -> None:
        self._reading = False
        if self._read_again:
            self._read_again = False
            self.refresh()

    def _try(self, action: Callable[[], T]) -> T | None:
        try:
            return action()
        except PlaygroundError as error:
            self.failed.emit(error)
            return None


def _path(run: Run | BrokenRun | None) -> str:
    return str(run.path) if run is not None else ""
