"""What the window remembers between two starts."""

import json
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from playground.files import is_there, read_text

LARGEST_FILE = 1 << 22  # bytes
LARGEST = 1_000_000  # all numbers are sizes on the screen or shares
T = TypeVar("T", bool, int, float, str, bytes, list[str])


class Settings:
    """Typed values in an ini file; what cannot be read counts as not set."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set_aside = _set_broken_aside(file)  # where it is now, if it could not be read
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def get(self, key: str, default: T) -> T:
        """Return the value of `key`, of the type of `default`, or `default`."""
        text = self._store.value(key)
        if text is None:
            return default
        try:
            value = json.loads(str(text))
        except (ValueError, RecursionError):
            return default
        if isinstance(default, bytes):
            return bytes.fromhex(value) if _is_hex(value) else default
        if isinstance(value, int | float) and not abs(value) <= LARGEST:
            return default  # NaN too
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if type(value) is not type(default):
            return default
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            return default
        return value

    def set(self, key: str, value: bool | int | float | str | bytes | list[str]) -> None:
        """Remember `value` under `key`, such as "window/theme"."""
        plain = value.hex() if isinstance(value, bytes) else value
        self._store.setValue(key, _dump(plain))

    def save(self) -> bool:
        """Write everything to disk now; tell whether that worked."""
        self._store.sync()
        return self._store.status() == QSettings.Status.NoError


def _dump(value: object) -> str:
    """Return JSON; half a character, as in the name of a file that is no UTF-8, is escaped."""
    written = json.dumps(value, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return written


def plain(data: QByteArray) -> bytes:
    """Return Qt's bytes as Python's."""
    return bytes(data.data())


def _is_hex(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        bytes.fromhex(value)
    except ValueError:
        return False
    return True


def set_aside(file: Path) -> Path | None:
    """Rename a file to `.broken`, so that the window starts anyway; return where it is now."""
    try:
        return file.replace(file.with_name(file.name + ".broken"))
    except OSError:
        return None  # it stays; Qt then reads nothing from it


def _set_broken_aside(file: Path) -> Path | None:
    try:
        is_fine = not is_there(file) or _is_ini(file)
    except OSError:
        return None
    return None if is_fine else set_aside(file)


def _is_ini(file: Path) -> bool:
    try:
        text = read_text(file, LARGEST_FILE, follow=True)
    except (OSError, UnicodeDecodeError):
        return False
    if not text.strip():
        return True
    store = QSettings(str(file), QSettings.Format.IniFormat)
    return store.status() == QSettings.Status.NoError and bool(store.allKeys())
