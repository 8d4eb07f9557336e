"""The command line as a person or a script meets it: a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli.forked import Server
from tests.offline import FOLDER

# Signals and limits are other ones on Windows.
collect_ignore = ["test_limits.py", "test_stopping.py"] if sys.platform == "win32" else []

ROOT = Path(__file__).resolve().parents[2]
# Small and quick, and the same on every machine.
TINY = (
    *("--model", "char-rnn", "--n-hidden", "16", "--n-embd", "8", "--context", "16"),
    *("--batch-size", "4", "--threads", "1", "--sample-length", "20"),
)
TEXT = "".join(f"{i} times {i} is {i * i}.\n" for i in range(400))
SERVER = Server()
SECONDS = 120  # after which a process hangs


def hear_interrupts() -> None:
    """Listen to Ctrl+C and hang-ups, even if the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@dataclass(frozen=True)
class Result:
    """What a process said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of --json."""
        return [json.loads(line) for line in self.out.splitlines()]

    def events(self, name: str) -> list[dict[str, Any]]:
        """The lines of one kind of event."""
        return [line for line in self.lines if line.get("event") == name]


@dataclass(frozen=True)
class Playground:
    """Calls `playground` with a workspace of its own."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)
    preexec: Callable[[], None] | None = None

    def __call__(self, *words: str, stdin: str | None = None) -> Result:
        """Run it to its end."""
        plain = not self.env and self.preexec is None and sys.platform == "linux"
        command = SERVER.command(words, self.environment()) if plain else self.command(*words)
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=self.environment(),
            input=stdin,
            preexec_fn=self.preexec,
            timeout=SECONDS,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert "Traceback" not in done.stdout, done.stdout
        return Result(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start it and let it run."""
        return subprocess.Popen(
            self.command(*words),
            encoding="utf-8",
            env=self.environment(),
            preexec_fn=hear_interrupts if os.name == "posix" else None,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def command(self, *words: str) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-m", "playground", *words]

    def environment(self) -> dict[str, str]:
        """Return the environment: no display, no network, and warnings are errors."""
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        env = {name: value for name, value in os.environ.items() if name not in hidden}
        return {
            **env,
            "PLAYGROUND_HOME": str(self.home),
            "PYTHONPATH": f"{FOLDER}{os.pathsep}{ROOT}",
            "PYTHONWARNINGS": "error",
            **self.env,
        }

    @property
    def runs(self) -> list[Path]:
        """The run folders, oldest first."""
        folder = self.home / "runs"
        return sorted(folder.iterdir()) if folder.exists() else []


def assert_refused(result: Result, words: str) -> None:
    """One sentence on standard error, none on standard output."""
    assert (result.code, result.out) == (1, "")
    assert words in result.err
    assert result.err.count("\n") == 1


@pytest.fixture
def playground(tmp_path: Path) -> Playground:
    return Playground(tmp_path / "home")


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "squares.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Playground, Result]:
    """A workspace with one finished run, and what was said while it was trained."""
    folder = tmp_path_factory.mktemp("trained")
    path = folder / "squares.txt"
    path.write_text(TEXT, encoding="utf-8")
    playground = Playground(folder / "home")
    result = playground("train", str(path), "--steps", "60", "--json", *TINY)
    assert result.code == 0, result.err
    return playground, result


@pytest.fixture
def copied(trained: tuple[Playground, Result], playground: Playground) -> Playground:
    """A workspace of its own with a finished run."""
    shutil.copytree(trained[0].home, playground.home)
    return playground
