"""Runs that leave the window as one file, and come in as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event, Shared
from playground.services.runs import EXPORTED, Run
from playground.ui.jobs import Jobs
from playground.ui.language import together, tr
from playground.ui.quantities import file_size

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

    def export(self, run: Run, file: Path, small: bool = False) -> None:
        """Write a run into a file, whole or small."""
        job = self._jobs.start(lambda: export(run, file, small))
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


def export(run: Run, file: Path, small: bool) -> Iterator[Event]:
    """Write a run into a file; torch is loaded with it."""
    from playground.services.sharing import export_run

    yield from export_run(run, file, small=small)


def take_in(file: Path, folder: Path) -> Iterator[Event]:
    """Make a run of a file; torch is loaded with it."""
    from playground.services.importing import import_run

    yield from import_run(file, folder)


def is_exported(file: Path) -> bool:
    """Tell whether a file is called like an exported run."""
    return file.suffix.lower() == EXPORTED


def exported_words(file: Path) -> str:
    """Return what is said of a file that is there now."""
    try:
        size = file_size(file.stat().st_size)
    except OSError:  # it has gone again
        return tr("The run is in “{file}” now.", file=file)
    return tr("The run is in “{file}” now ({size}).", file=file, size=size)


def imported_words(run: Run) -> str:
    """Return what is said of a run that is there now."""
    said = tr("“{title}” has been imported.", title=run.title)
    if not run.small:
        return said
    return together(
        [said, tr("It came as a small file: it can write, but its training cannot go on.")]
    )


def _ends(events: list[Event]) -> Iterator[str]:
    return (event.path for event in events if isinstance(event, Shared))
