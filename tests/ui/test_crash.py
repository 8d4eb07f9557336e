"""A bug is shown with a report, logged, and does not end the program."""

import sys
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from playground.log import stop_log
from playground.ui.crash import CrashDialog, report


@pytest.fixture
def program(open_program):
    opened = open_program(crash=True)
    yield opened
    opened.crashes.close()
    stop_log()


def fail(words="a bug in a slot"):
    raise ZeroDivisionError(words)


def dialog_of(qtbot, program):
    qtbot.waitUntil(lambda: program.window.findChild(CrashDialog) is not None)
    return program.window.findChild(CrashDialog)


def test_an_exception_in_a_slot_opens_the_dialog_and_the_program_goes_on(qtbot, program, capsys):
    QTimer.singleShot(0, fail)
    dialog = dialog_of(qtbot, program)
    text = dialog.findChild(QPlainTextEdit, "crash.report").toPlainText()
    assert "ZeroDivisionError: a bug in a slot" in text
    assert "LM Playground" in text
    assert "Traceback" in text
    qtbot.mouseClick(dialog.findChild(QPushButton, "crash.copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    qtbot.mouseClick(dialog.findChild(QPushButton, "crash.close"), Qt.MouseButton.LeftButton)
    assert program.window.isVisible()
    program.window.show_tab("train")
    assert program.window.pages.current == "train"
    assert "a bug in a slot" in capsys.readouterr().err


def test_it_is_logged(qtbot, program, capsys, caplog):
    QTimer.singleShot(0, fail)
    dialog_of(qtbot, program)
    assert "ZeroDivisionError: a bug in a slot" in caplog.text


def test_a_hundred_bugs_open_one_dialog(qtbot, program, capsys):
    for _ in range(100):
        QTimer.singleShot(0, fail)
    dialog = dialog_of(qtbot, program)
    qtbot.waitUntil(lambda: "99 more times" in dialog.sentence.text())
    assert len(program.window.findChildren(CrashDialog)) == 1
    dialog.accept()
    qtbot.waitUntil(lambda: program.window.findChild(CrashDialog) is None)
    QTimer.singleShot(0, fail)
    dialog_of(qtbot, program)


def test_a_bug_in_a_job_is_shown_too(qtbot, program, capsys):
    def work():
        fail("a bug in a job")
        yield

    job = program.studio.start_job(work)
    job.failed.connect(program.studio._report)
    dialog = dialog_of(qtbot, program)
    assert "a bug in a job" in dialog.details.toPlainText()


def test_a_bug_on_any_thread_is_shown(qtbot, program, capsys):
    thread = threading.Thread(target=fail, args=("a bug on a thread",))
    thread.start()
    dialog = dialog_of(qtbot, program)
    assert "a bug on a thread" in dialog.details.toPlainText()
    thread.join()


def test_the_hooks_are_given_back(open_program):
    before = sys.excepthook, threading.excepthook
    program = open_program(crash=True)
    assert sys.excepthook is not before[0]
    program.crashes.close()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_report_names_the_versions(qapp):
    try:
        fail()
    except ZeroDivisionError as error:
        text = report(error)
    for word in ("Python 3", "Qt 6", "torch", "in fail"):
        assert word in text
