"""After a bug anywhere one goes on, and so does the training meanwhile."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel

from playground.engine.config import CharRNNConfig, RunConfig, TextConfig, TrainingConfig
from playground.log import log_file, stop_log
from playground.ui.bugs import SHOWN
from playground.ui.crash import CrashDialog
from playground.ui.phase import Phase

PATIENCE = 60_000
REPAINTS = 200
ENDLESS = RunConfig(
    "char-rnn",
    CharRNNConfig(context=16, n_embd=8, n_hidden=16),
    TrainingConfig(steps=10**8, batch_size=4, threads=1, device="cpu", sample_length=0),
    TextConfig(),
)


@pytest.fixture
def training(qtbot, open_program):
    """The window while it trains."""
    stop_log()  # that of the test before lies elsewhere
    program = open_program(crash=True, ready=True)
    program.studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: program.studio.corpus is not None, timeout=PATIENCE)
    program.studio.start(ENDLESS)
    goes_on(qtbot, program)
    yield program
    program.crashes.close()
    stop_log()


def goes_on(qtbot, program):
    """Wait until the training makes more steps."""
    before = steps(program)
    qtbot.waitUntil(lambda: steps(program) > max(0, before), timeout=PATIENCE)
    assert program.studio.phase is Phase.RUNNING


def steps(program):
    pace = program.studio.pace
    return pace.last.step if pace is not None and pace.last is not None else 0


def dialogs(program):
    return [d for d in program.window.findChildren(CrashDialog) if d.isVisible()]


def wait_for_dialog(qtbot, program):
    qtbot.waitUntil(lambda: bool(dialogs(program)), timeout=PATIENCE)
    (dialog,) = dialogs(program)
    return dialog


def fail():
    raise ZeroDivisionError("a bug")


def in_a_slot(qtbot, program):
    program.studio.runs_changed.connect(fail)
    program.studio.runs_changed.emit()
    program.studio.runs_changed.disconnect(fail)


def in_a_timer(qtbot, program):
    QTimer.singleShot(0, fail)


def in_a_job(qtbot, program):
    def work():
        fail()
        yield

    program.studio.start_job(work).failed.connect(program.studio._report)


def in_a_painter(qtbot, program):
    painter = BadPainter(program.window)
    painter.show()
    qtbot.waitUntil(lambda: painter.painted > 0, timeout=PATIENCE)
    painter.hide()


class BadPainter(QLabel):
    """Fails with a painter at work."""

    painted = 0

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.drawText(0, 10, "x")
        self.painted += 1
        fail()


@pytest.mark.parametrize("cause", [in_a_slot, in_a_timer, in_a_job, in_a_painter])
def test_a_bug_while_it_trains(qtbot, training, capsys, cause):
    cause(qtbot, training)
    dialog = wait_for_dialog(qtbot, training)
    assert "ZeroDivisionError: a bug" in dialog.details.toPlainText()
    goes_on(qtbot, training)
    dialog.accept()
    qtbot.waitUntil(lambda: not dialogs(training), timeout=PATIENCE)
    goes_on(qtbot, training)
    training.window.show_tab("text")
    assert training.window.pages.current == "text"
    assert "ZeroDivisionError: a bug" in log_file().read_text(encoding="utf-8")


def test_a_painter_that_fails_at_each_repaint_lets_one_work(qtbot, training, capsys):
    painter = BadPainter(training.window)
    painter.show()
    closed = 0
    while painter.painted < REPAINTS:
        before = painter.painted
        painter.update()
        qtbot.waitUntil(lambda before=before: painter.painted > before, timeout=PATIENCE)
        open_now = dialogs(training)
        assert len(open_now) <= 1
        for dialog in open_now:
            closed += 1
            assert ("again and again" in dialog.sentence.text()) is (closed == SHOWN)
            dialog.accept()
    assert closed == SHOWN
    goes_on(qtbot, training)
    painter.hide()
    log = log_file().read_text(encoding="utf-8")
    assert log.count("A bug") == 3  # the 1st, 10th and 100th
    assert "A bug, 100 times in a row: ZeroDivisionError" in log


def test_a_bug_while_the_place_of_the_window_is_remembered_lets_it_close(
    qtbot, open_program, capsys
):
    program = open_program(crash=True, ready=True)
    window = program.window
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)
    window.session.save = fail
    with qtbot.waitSignal(window.closing.closed, timeout=PATIENCE):
        QTimer.singleShot(0, window.close)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
    del window.session.save
    program.crashes.close()
    stop_log()


def test_a_bug_while_it_is_asked_leaves_the_window_and_the_training(qtbot, training, capsys):
    window = training.window
    window.closing.may_close = fail
    QTimer.singleShot(0, window.close)
    wait_for_dialog(qtbot, training).accept()
    assert window.isVisible()
    goes_on(qtbot, training)
    del window.closing.may_close
