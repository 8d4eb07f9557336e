"""Asking a person for files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from playground.services.runs import EXPORTED
from playground.ui.language import tr

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
    chosen = _ask_where(parent, tr("Export the run"), first, f"{whole};;{small}")
    return (_remembered([chosen[0]], studio)[0], chosen[1] == small) if chosen else None


def ask_where_to_save(parent: QWidget, title: str, first: Path, kinds: str) -> Path | None:
    """Return the file to write, with the ending of `first`; none if she changes her mind."""
    chosen = _ask_where(parent, title, first, kinds)
    return chosen[0] if chosen else None


def _ask_where(parent: QWidget, title: str, first: Path, kinds: str) -> tuple[Path, str] | None:
    """Return the file and which of the kinds was chosen.

    Where the ending is added here, the dialog did not know which file would be replaced.
    """
    name, kind = QFileDialog.getSaveFileName(parent.window(), title, str(first), kinds)
    if not name:
        return None
    file = with_ending(Path(name), first.suffix)
    if file != Path(name) and file.exists():
        words = tr("“{file}” is there already. Shall it be replaced?", file=file.name)
        yes = QMessageBox.StandardButton.Yes
        if QMessageBox.question(parent.window(), title, words) != yes:
            return None
    return file, kind


def with_ending(file: Path, ending: str) -> Path:
    """Return a file whose name ends in `ending`: “v1.5” becomes “v1.5.txt”."""
    return file if file.suffix.lower() == ending.lower() else Path(f"{file}{ending}")


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
