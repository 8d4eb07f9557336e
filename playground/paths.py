"""Every place on disk that the program uses, in one file."""

import os
import sys
import unicodedata
from pathlib import Path

import appdirs

NAME = "LM Playground"


def home() -> Path:
    """Return the workspace: `PLAYGROUND_HOME`, or the user's data folder."""
    chosen = os.environ.get("PLAYGROUND_HOME")
    return (
        Path(os.path.expanduser(chosen))
        if chosen
        else Path(appdirs.user_data_dir(NAME, appauthor=False))
    )


def settings_file() -> Path:
    """Return the file that remembers the window, the language and the theme.

    A workspace chosen by `PLAYGROUND_HOME` keeps its own settings.
    """
    if os.environ.get("PLAYGROUND_HOME"):
        return home() / "settings.ini"
    return Path(appdirs.user_config_dir(NAME, appauthor=False)) / "settings.ini"


def logs() -> Path:
    """Return the folder of the program's log files."""
    return home() / "logs"


def cache() -> Path:
    """Return the folder for what can be computed again."""
    if os.environ.get("PLAYGROUND_HOME"):
        return home() / "cache"
    return Path(appdirs.user_cache_dir(NAME, appauthor=False))


def bundled(*parts: str) -> Path:
    """Return a file that ships with the program, such as `bundled("resources", "icons")`.

    It is looked for in a frozen app, then in an installed wheel, then in a checkout.
    """
    package = Path(__file__).resolve().parent
    roots = [Path(getattr(sys, "_MEIPASS", package)), package / "_bundled", package.parent]
    for root in roots:
        found = root.joinpath(*parts)
        if found.exists():
            return found
    return roots[-1].joinpath(*parts)


def as_written(path: Path) -> Path:
    """Return a path as the disk writes it, as far as there is something of that name.

    An accent may be a part of its letter or stand behind it; both look the same.
    """
    found = Path(path.anchor)
    for part in path.parts[1:] if path.anchor else path.parts:
        if not os.path.lexists(found / part):
            part = next((name for name in _names(found) if is_same(name, part)), part)
        found /= part
    return found


def is_same(name: str, other: str) -> bool:
    """Tell whether two names are one for whoever reads them."""
    return composed(name) == composed(other)


def composed(name: str) -> str:
    """Return a name whose accents are parts of their letters."""
    return unicodedata.normalize("NFC", name)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
