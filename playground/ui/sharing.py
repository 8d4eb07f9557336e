"""Runs that leave the window as one file, and come in as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event, Shared
from playground.services.runs import EXPORTED, Run
from playground.ui.jobs import Jobs

if TYPE_CHECKING:
    from playground.services.workspace import Workspace


class Sharing(QObject):
    """Exports and imports in jobs."""

    exported = Signal(str)  # the file
    imported = Signal(str)  # the folder of the new run
    failed = Signal(Exception)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs

    def export(self, run: Run, file: Path) -> None:
        """Write a run into a file."""
        job = self._jobs.start(lambda: export(run, file))
        job.reported.connect(self._exported)
        job.failed.connect(self.failed)

    def take_in(self, file: Path) -> None:
        """Make a run of a file."""
        folder = self._workspace.folder
        job = self._jobs.start(lambda: take_in(file, folder))
        job.reported.connect(self._imported)
        job.failed.connect(self.failed)

    def _exported(self, events: list[Event]) -> None:
        for path in _ends(events):
            self.exported.emit(path)

    def _imported(self, events: list[Event]) -> None:
        for path in _ends(events):
            self.imported.emit(path)


def export(run: Run, file: Path) -> Iterator[Event]:
    """Write a run into a file; torch is loaded with it."""
    from playground.services.sharing import export_run

    yield from export_run(run, file)


def take_in(file: Path, folder: Path) -> Iterator[Event]:
    """Make a run of a file; torch is loaded with it."""
    from playground.services.sharing import import_run

    yield from import_run(file, folder)


def is_exported(file: Path) -> bool:
    """Tell whether a file is called like an exported run."""
    return file.suffix.lower() == EXPORTED


def _ends(events: list[Event]) -> Iterator[str]:
    return (event.path for event in events if isinstance(event, Shared))
