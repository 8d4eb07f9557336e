"""Closing never destroys a running thread and never loses what was learned."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from playground.ui.phase import Phase
from tests.cli.conftest import hear_interrupts
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining, make_run

PATIENCE = 60_000


@pytest.fixture
def training(qtbot, open_program, home):
    """The window, and a training in it that never ends by itself."""
    folder = make_run(home, "shakespeare", status="running", steps=0, curve=())
    program = open_program()
    fake = FakeTraining(folder, ENDLESS)
    program.studio._trainer.begin(CONFIG, lambda: fake)
    qtbot.waitUntil(lambda: program.studio.phase is Phase.RUNNING, timeout=PATIENCE)
    return program, fake


def question(window):
    return window.findChild(QMessageBox, "closing")


def press(qtbot, window, name):
    qtbot.mouseClick(window.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_a_quiet_window_closes_at_once(qtbot, open_program):
    window = open_program(ready=True).window
    qtbot.waitUntil(lambda: not window.studio.jobs.busy, timeout=PATIENCE)
    assert window.close()
    assert not window.isVisible()


def test_it_asks_while_a_training_runs(qtbot, training):
    program, fake = training
    window = program.window
    assert not window.close()
    assert window.isVisible()
    assert question(window).isVisible()
    press(qtbot, window, "closing.stay")
    qtbot.waitUntil(lambda: question(window) is None)
    assert program.studio.phase is Phase.RUNNING
    assert "close" not in fake.told


def test_it_says_what_becomes_of_the_trainings_that_wait(qtbot, training):
    program, _ = training
    window, studio = program.window, program.studio
    studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: studio.corpus is not None, timeout=PATIENCE)
    told = []
    for _ in range(3):
        window.close()
        told.append(question(window).informativeText())
        press(qtbot, window, "closing.stay")
        qtbot.waitUntil(lambda: question(window) is None)
        studio.start_later(CONFIG)
    assert "wait" not in told[0]
    assert told[1].endswith("\n\nThe training that waits for its turn is not kept.")
    assert told[2].endswith("\n\nThe 2 trainings that wait for their turn are not kept.")


def test_save_and_quit_saves_and_quits(qtbot, training):
    program, fake = training
    window = program.window
    window.close()
    press(qtbot, window, "closing.quit")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
    assert fake.told == ["close"]
    assert not program.studio.jobs.busy
    assert program.settings.get("session/training", "") == str(fake.folder)


def test_closing_twice_asks_once(qtbot, training):
    window = training[0].window
    window.close()
    window.close()
    assert len(window.findChildren(QMessageBox, "closing")) == 1


def test_a_paused_training_is_asked_about_too(qtbot, training):
    program, fake = training
    program.studio.pause()
    qtbot.waitUntil(lambda: program.studio.phase is Phase.PAUSED, timeout=PATIENCE)
    program.window.close()
    press(qtbot, program.window, "closing.quit")
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=PATIENCE)
    assert fake.told == ["pause", "close"]


def test_the_window_stays_until_the_last_job_has_ended(qtbot, open_program):
    import threading

    program = open_program(ready=True)
    begun, gate = threading.Event(), threading.Event()

    def stubborn():
        begun.set()
        gate.wait()
        return iter(())

    job = program.studio.start_job(stubborn)
    qtbot.waitUntil(begun.is_set, timeout=PATIENCE)  # one that is stopped before ends at once
    program.window.close()
    assert not program.window.isVisible()  # nothing to watch
    assert job.isRunning()
    gate.set()
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)
    assert program.settings.get("window/tab", "") == "text"


SCRIPT = textwrap.dedent(
    """
    import itertools, os, signal, sys, threading
    from PySide6.QtCore import QTimer
    from playground.engine.events import Sampled
    from playground.ui import program as module

    closed, jobs, how = [], [], sys.argv[1]

    def work():
        try:
            for number in itertools.count():
                threading.Event().wait(0.001)
                yield Sampled(number, "")
        finally:
            closed.append(True)

    class Program(module.Program):
        def _begin_work(self):
            super()._begin_work()
            jobs.extend(self.studio.start_job(work) for _ in range(3))
            jobs[0].reported.connect(self.leave)

        def leave(self):
            jobs[0].reported.disconnect(self.leave)
            if how == "close":
                self.window.close()
            elif how == "log off":
                self.save_before_log_off()
            else:
                os.kill(os.getpid(), getattr(signal, how))

    module.Program = Program
    code = module.run_window()
    assert closed == [True] * 3, closed
    assert all(job.isFinished() for job in jobs)
    print("ended well")
    sys.exit(code)
    """
)


@pytest.mark.parametrize("how", ["close", "log off", "SIGTERM", "SIGINT"])
def test_a_window_full_of_jobs_ends_without_an_abort(home, how):
    if os.name == "nt" and how.startswith("SIG"):
        how = "close"  # Windows has no such signals
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, how],
        capture_output=True,
        preexec_fn=hear_interrupts if os.name == "posix" else None,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "ended well\n"), done.stderr


def test_signals_are_handled_as_before_when_it_is_closed(qtbot, open_program):
    before = signal.getsignal(signal.SIGTERM)
    program = open_program()
    assert signal.getsignal(signal.SIGTERM) is not before
    program.window.closing.close_now()
    program.signals.close()
    assert signal.getsignal(signal.SIGTERM) is before
