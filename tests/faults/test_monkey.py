"""The short form of the monkey, and that it notices what it is there to notice."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BAD_SLOT = """
from PySide6.QtCore import qWarning
from playground.ui.runs_list import RunsList
from tests.faults import monkey

def bad(self):
    qWarning("a warning on purpose")
    raise ZeroDivisionError("a bug on purpose")

RunsList._aim = bad
monkey.main()
"""


def play(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"}
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=environment,
    )


def test_a_monkey_at_the_window_finds_nothing() -> None:
    done = play("-m", "tests.faults.monkey", "--events", "400")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no problems" in done.stdout


def test_a_bug_and_a_warning_are_noticed() -> None:
    done = play("-c", BAD_SLOT, "--events", "100")
    assert done.returncode == 1
    assert "Qt says: a warning on purpose" in done.stdout
    assert "ZeroDivisionError('a bug on purpose')" in done.stdout
