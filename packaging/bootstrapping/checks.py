"""The four checks: format, lint, types, tests. All run, also when one fails."""

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from bootstrapping.console import say
from bootstrapping.environment import ROOT, Environment
from bootstrapping.handover import wait_for

CHECKS: dict[str, tuple[str, ...]] = {
    "ruff format": ("ruff", "format", "--check", "."),
    "ruff check": ("ruff", "check", "."),
    "mypy": ("mypy",),
    # Last, so that its closing line is what is read; as many tests at once as there are cores.
    "pytest": ("pytest", "-nauto", "--maxprocesses=4"),
}


def run_checks(environment: Environment, words: Sequence[str]) -> int:
    """Run the four checks in the checkout's root; `words` go to pytest.

    Returns:
        0 if all is well; otherwise the exit code of the last check that failed.
    """
    code = 0
    for name, module in CHECKS.items():
        say("== {name}", name=name)
        if name == "mypy" and environment.python_version() == "3.10":
            say("   left out: the last NumPy for Python 3.10 has other types than today's")
            continue
        started = time.monotonic()
        command = [str(environment.python), "-m", *module]
        if name == "pytest":
            command += [found_from_here(word) for word in words]
        result = wait_for(subprocess.Popen(command, cwd=ROOT, env=test_environ()))
        seconds = time.monotonic() - started
        if result:
            code = result
            say("== {name}: FAILED after {seconds:.1f} s", name=name, seconds=seconds)
        else:
            say("== {name}: in order, {seconds:.1f} s", name=name, seconds=seconds)
    return code


def found_from_here(word: str) -> str:
    """Return a word for pytest that means the same file in the checkout's root as it does here."""
    path, separator, test = word.partition("::")
    if path and not path.startswith("-") and Path(path).exists():
        return str(Path(path).resolve()) + separator + test
    return word


def test_environ() -> dict[str, str]:
    """Return the variables for the checks: Qt draws into memory, not on a screen."""
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environ.pop("PYTHONHOME", None)
    return environ
