"""Asking a person for files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from playground.services.runs import EXPORTED
from playground.ui.language import tr
from playground.ui.sharing import is_exported

if TYPE_CHECKING:
    from playground.ui.studio import Studio


def ask_for_texts(parent: QWidget, studio: Studio) -> list[Path]:
    """Return the text files that a person chooses; none if she changes her mind."""
    names, _ = QFileDialog.getOpenFileNames(
        parent.window(),
        tr("Open text"),
        last_folder(studio),
        tr("Text files (*.txt *.md *.text *.csv *.json *.py);;All files (*)"),
    )
    return [Path(name) for name in names]


def ask_for_exported(parent: QWidget, studio: Studio) -> list[Path]:
    """Return the exported runs that a person chooses; none if she changes her mind."""
    names, _ = QFileDialog.getOpenFileNames(
        parent.window(), tr("Import runs"), _folder_of_runs(studio), _exported_runs()
    )
    return _remembered([Path(name) for name in names], studio)


def ask_where_to_export(parent: QWidget, studio: Studio, title: str) -> tuple[Path, bool] | None:
    """Return the file that a run shall be written into, and whether it shall be a small one."""
    first = Path(_folder_of_runs(studio)) / f"{file_name(title, 'run')}{EXPORTED}"
    whole = tr("The whole run, which can go on training (*.lmrun)")
    small = tr("Small, to mail it: only the model and its curve (*.lmrun)")
    name, kind = QFileDialog.getSaveFileName(
        parent.window(), tr("Export the run"), str(first), f"{whole};;{small}"
    )
    file = Path(name) if is_exported(Path(name)) else Path(f"{name}{EXPORTED}")
    return (_remembered([file], studio)[0], kind == small) if name else None


def file_name(title: str, otherwise: str) -> str:
    """Return a title that every file system takes as a name, or `otherwise`."""
    kept = "".join(c if c.isalnum() or c in " -_." else "-" for c in title).strip(" .-")
    return kept[:80] or otherwise


def _exported_runs() -> str:
    return tr("Exported runs (*.lmrun);;All files (*)")


def _folder_of_runs(studio: Studio) -> str:
    return studio.settings.get("runs/folder", str(Path.home()))


def _remembered(files: list[Path], studio: Studio) -> list[Path]:
    if files:
        studio.settings.set("runs/folder", str(files[0].parent))
    return files


def last_folder(studio: Studio) -> str:
    """Return the folder of the file that was opened last."""
    for source in studio.recent():
        for file in source.files:
            return str(file.parent)
    return str(Path.home())
