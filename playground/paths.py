"""Every place on disk that the program uses, in one file."""

import os
import sys
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
