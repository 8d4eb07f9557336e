"""Which Pythons the program runs on, and where to find one. Starts on Python 3.7 and later."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence

LOWEST = (3, 10)
HIGHEST = (3, 14)  # the last one that the pinned torch and PySide6 are built for
LIKELIEST = ("3.13", "3.12", "3.11", "3.14", "3.10")


def fits(version: Sequence[int]) -> bool:
    """Tell whether the program runs on this Python version."""
    return LOWEST <= tuple(version[:2]) <= HIGHEST


def starts(command: Sequence[str]) -> bool:
    """Tell whether this command is a Python that starts and fits.

    A name on PATH proves little: pyenv leaves `python3.12` there for versions it does not have.
    """
    code = f"import sys; sys.exit(not {LOWEST} <= sys.version_info[:2] <= {HIGHEST})"
    try:
        return subprocess.run([*command, "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


def other_python(works: Callable[[Sequence[str]], bool] = starts) -> Sequence[str] | None:
    """Return the command of another Python on this machine that fits, if there is one."""
    launcher = shutil.which("py") if os.name == "nt" else None
    for version in LIKELIEST:
        command = [launcher, "-" + version] if launcher else ["python" + version]
        if shutil.which(command[0]) and works(command):
            return command
    return None
