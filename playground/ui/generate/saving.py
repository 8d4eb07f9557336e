"""Saving what was written as a text file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from playground.errors import FileUnwritable
from playground.services.targets import saving
from playground.ui.asking import ask_where_to_save, file_name
from playground.ui.language import tr
from playground.ui.studio import Studio


def save_as(parent: QWidget, studio: Studio, title: str, texts: list[str]) -> None:
    """Ask for a file and write the texts into it; the studio tells how that went."""
    folder = Path(studio.settings.get("generate/folder", str(Path.home())))
    first = folder / f"{file_name(title, 'text')}.txt"
    file = ask_where_to_save(parent, tr("Save the text"), first, tr("Text files (*.txt)"))
    if file is None:
        return
    try:
        save_text(file, texts)
    except FileUnwritable as error:
        studio.problem.emit(error)
        return
    studio.settings.set("generate/folder", str(file.parent))
    studio.saved.emit(str(file))


def save_text(file: Path, texts: list[str]) -> None:
    """Write a text to a file exactly as it is; several are set apart by a line of dashes.

    Raises:
        FileUnwritable: The system refuses.
    """
    with saving(file) as part:
        part.write_text("\n\n----\n\n".join(texts), encoding="utf-8", newline="\n")
