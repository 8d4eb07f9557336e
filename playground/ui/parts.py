"""Files that came with the program: it opens and works even if one is missing or damaged."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from playground.files import read_bytes, read_text
from playground.log import LOGGER
from playground.paths import bundled

LARGEST = 10_000_000  # bytes of a part of the program
PROPERTY = "damaged_parts"
SEAL = b"\xcc\0\0\0\x20"  # a section that Qt skips: its tag, and that 32 bytes follow


def read_part(*names: str) -> str:
    """Return the text of a file in `resources`, or nothing if it cannot be read."""
    try:
        return read_text(bundled("resources", *names), LARGEST, follow=True)
    except (OSError, UnicodeDecodeError):
        note_damaged(names[-1])
        return ""


def is_whole(translation: Path) -> bool:
    """Tell whether a translation is as it was compiled: Qt would crash on a damaged one."""
    try:
        data = read_bytes(translation, LARGEST, follow=True)
    except OSError:
        return False
    words, seal = data[: -len(SEAL) - 32], data[-len(SEAL) - 32 :]
    return seal == SEAL + hashlib.sha256(words).digest()


def note_damaged(name: str) -> None:
    """Remember, once, that a part cannot be used; the window tells of it."""
    app = QCoreApplication.instance()
    if app is not None and name not in damaged_parts():
        app.setProperty(PROPERTY, [*damaged_parts(), name])
        logging.getLogger(LOGGER).warning("A part is missing or damaged: %s", name)


def damaged_parts() -> list[str]:
    """Return the names of what could not be used since the program began."""
    app = QCoreApplication.instance()
    return list(app.property(PROPERTY) or []) if app is not None else []
