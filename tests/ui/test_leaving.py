"""A program that is to end does end: whatever a job does, and whatever becomes of the display."""

import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from playground.commands.display import missing_library
from playground.engine.events import Progress
from playground.ui import leaving
from tests.ui.conftest import PATIENCE


@pytest.fixture
def stubborn(qtbot, open_program, monkeypatch):
    """The window, a job in it that cannot be interrupted, and what lets it end."""
    monkeypatch.setattr(leaving, "SAYS_AFTER", 0)
    program = open_program(ready=True)
    begun, gate = threading.Event(), threading.Event()

    def work() -> Iterator[Progress]:
        yield Progress("Learning the vocabulary", 0, 0)
        begun.set()
        gate.wait()

    program.studio.start_job(work)
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)
    yield program, gate
    gate.set()
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)


def box(program) -> QMessageBox | None:
    return program.window.findChild(QMessageBox, "leaving")


def press(qtbot, program, name: str) -> None:
    button = program.window.findChild(QAbstractButton, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_window_that_waits_is_seen_and_says_for_what(qtbot, stubborn):
    program, gate = stubborn
    program.window.close()
    qtbot.waitUntil(lambda: box(program) is not None, timeout=PATIENCE)
    assert program.window.isVisible()
    expected = "Work that cannot be interrupted still runs.\nLearning the vocabulary"
    qtbot.waitUntil(lambda: box(program).text() == expected, timeout=PATIENCE)
    press(qtbot, program, "leaving.wait")
    qtbot.waitUntil(lambda: box(program) is None, timeout=PATIENCE)
    program.window.close()  # it says so as often as it is asked
    assert box(program) is not None
    gate.set()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: box(program) is None, timeout=PATIENCE)


def test_nobody_needs_to_wait(qtbot, stubborn):
    program, _ = stubborn
    program.window.close()
    qtbot.waitUntil(lambda: box(program) is not None, timeout=PATIENCE)
    with qtbot.waitSignal(program.window.closing.given_up, timeout=PATIENCE):
        press(qtbot, program, "leaving.now")


def test_a_second_signal_waits_for_nothing(qtbot, stubborn):
    program, _ = stubborn
    program.signals.quit_wanted.emit()
    with qtbot.waitSignal(program.window.closing.given_up, timeout=PATIENCE):
        program.signals.quit_wanted.emit()


SCRIPT = textwrap.dedent(
    """
    import sys, threading
    from playground.engine.events import Progress
    from playground.ui import leaving, program as module

    leaving.SAYS_AFTER, leaving.DEADLINE, module.LOG_OFF = 0, 1, 1

    def work():
        yield Progress("Learning the vocabulary", 0, 0)
        threading.Event().wait()

    class Program(module.Program):
        def _begin_work(self):
            super()._begin_work()
            self.job = self.studio.start_job(work)
            self.job.reported.connect(self.leave)

        def leave(self):
            self.job.reported.disconnect(self.leave)
            print("begun", flush=True)
            if sys.argv[1] == "close":
                self.window.close()

    module.Program = Program
    sys.exit(module.run_window())
    """
)


def test_a_job_that_never_ends_does_not_keep_the_process(home):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "close"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "begun\n"), done.stderr
    said = "A piece of work could not be interrupted; the program ended without it.\n"
    assert done.stderr.endswith(said)


TRAINING = textwrap.dedent(
    """
    import sys
    from dataclasses import replace
    from playground.commands.window import open_window
    from playground.commands.output import Output
    from playground.engine.config import RunConfig
    from playground.engine.events import Stepped
    from playground.engine.models import MODELS
    from playground.ui import program as module

    class Program(module.Program):
        def _begin_work(self):
            super()._begin_work()
            self.studio.engine_ready.connect(self.begin)

        def begin(self):
            self.studio.corpus_changed.connect(self.train)
            self.studio.training_reported.connect(self.say)
            self.studio.open_built_in("fables-en")

        def train(self, *_):
            self.studio.corpus_changed.disconnect(self.train)
            spec = MODELS["char-rnn"]
            training = replace(spec.training, minutes=30.0, threads=1)
            self.studio.start(RunConfig("char-rnn", spec.config(n_hidden=16), training))

        def say(self, events):
            if any(isinstance(event, Stepped) and event.step >= 5 for event in events):
                print("learning", flush=True)

    module.Program = Program
    sys.exit(open_window((), Output()))
    """
)


@pytest.fixture
def display() -> Iterator[subprocess.Popen[bytes]]:
    """A server of X of its own; its number is in `number`."""
    if shutil.which("Xvfb") is None or missing_library() is not None:
        pytest.skip("no window of X can be opened here")
    ours, its = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(its), "-nolisten", "tcp", "-noreset"],
        pass_fds=[its],
        stderr=subprocess.DEVNULL,
    )
    os.close(its)
    with os.fdopen(ours) as told:
        server.number = told.readline().strip()  # type: ignore[attr-defined]
    yield server
    server.kill()
    server.wait()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only there a display can go away")
def test_a_display_that_dies_costs_nothing(display, home):
    program = subprocess.Popen(
        [sys.executable, "-c", TRAINING],
        env={**os.environ, "DISPLAY": f":{display.number}", "QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = program.stdout.readline()
        assert line == "learning\n", program.stderr.read()
        display.kill()
        _, errors = program.communicate(timeout=120)
    finally:
        program.kill()
    assert program.returncode == 1
    assert "The display is gone, and the window with it. What was saved is safe." in errors
    assert "QThread" not in errors
    assert "Traceback" not in errors
    (run,) = (home / "runs").iterdir()
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "stopped"
    assert record["steps"] >= 5
    steps = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    assert max(event["step"] for event in steps if event["event"] == "stepped") == record["steps"]
