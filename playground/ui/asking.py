"""Asking a person for text files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

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


def last_folder(studio: Studio) -> str:
    """Return the folder of the file that was opened last."""
    for source in studio.recent():
        for file in source.files:
            return str(file.parent)
    return str(Path.home())
