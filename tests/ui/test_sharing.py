"""Exporting and importing runs in the window: by menu, by key, and by dropping the file."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from playground.engine.work import finish
from playground.services.importing import import_run
from playground.services.sharing import export_run
from playground.services.workspace import Workspace
from playground.ui.asking import file_name
from playground.ui.quantities import file_size

PATIENCE = 60_000
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def with_a_run(qtbot, open_program, trained, home):
    """The window with one trained run, selected."""
    shutil.copytree(trained, home / "runs" / trained.name)
    program = open_program(ready=True)
    program.studio.select(program.studio.runs[0])
    return program


@pytest.fixture
def exported(trained, tmp_path):
    run = Workspace(tmp_path).find(str(trained))
    return finish(export_run(run, tmp_path / "hens.lmrun"))


def drop(window, *files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    keys, copy, left = (
        Qt.KeyboardModifier.NoModifier,
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
    )
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), copy, data, left, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, left, keys))


def test_a_run_is_exported_by_key(qtbot, with_a_run, monkeypatch, tmp_path):
    window, studio = with_a_run.window, with_a_run.studio
    asked = []
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *words: asked.append(words) or (str(tmp_path / "a"), ""),
    )
    window.sidebar.list.setFocus()
    QTest.keyClick(window.sidebar.list, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: window.notice.isVisible(), timeout=PATIENCE)
    assert "a.lmrun" in window.notice.sentence.text()
    assert asked[0][2].endswith("hens char.lmrun")
    copy = finish(import_run(tmp_path / "a.lmrun", tmp_path / "runs"))
    assert (copy / "weights.safetensors").read_bytes() == (
        studio.runs[0].path / "weights.safetensors"
    ).read_bytes()


def test_the_run_that_was_chosen_is_exported_even_if_none_is_chosen_any_more(
    qtbot, with_a_run, monkeypatch, tmp_path
):
    window, studio = with_a_run.window, with_a_run.studio

    def answer(*_words):
        studio.select(None)  # by another hand, while the question stands
        return str(tmp_path / "a.lmrun"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.sidebar.list.setFocus()
    QTest.keyClick(window.sidebar.list, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: window.notice.isVisible(), timeout=PATIENCE)
    assert "a.lmrun" in window.notice.sentence.text()


def test_a_small_file_can_be_chosen_and_its_size_is_told(qtbot, with_a_run, monkeypatch, tmp_path):
    window, studio = with_a_run.window, with_a_run.studio
    file = tmp_path / "small.lmrun"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *words: (str(file), words[3].split(";;")[1])
    )
    window.sidebar.list.setFocus()
    QTest.keyClick(window.sidebar.list, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: window.notice.isVisible(), timeout=PATIENCE)
    assert file_size(file.stat().st_size) in window.notice.sentence.text()
    drop(window, file)
    said = "“hens char” has been imported. It came as a small file: it can write, but its"
    qtbot.waitUntil(lambda: said in window.notice.sentence.text(), timeout=PATIENCE)
    assert studio.selected.small
    studio.go_on(studio.selected)
    qtbot.waitUntil(lambda: window.notice.is_problem, timeout=PATIENCE)
    assert "can write, but not go on to the bit" in window.notice.sentence.text()


def test_a_dropped_run_is_taken_in_selected_and_can_write(qtbot, open_program, exported):
    program = open_program(ready=True)
    window, studio = program.window, program.studio
    drop(window, exported)
    qtbot.waitUntil(lambda: window.notice.isVisible(), timeout=PATIENCE)
    assert window.notice.sentence.text() == "“hens char” has been imported."
    assert studio.selected.title == "hens char"
    assert studio.corpus is None
    QTest.mouseClick(window.notice.act, Qt.MouseButton.LeftButton)
    assert window.pages.current == "generate"
    qtbot.waitUntil(lambda: len(studio.runs) == 1, timeout=PATIENCE)


def test_a_file_that_is_no_run_is_explained_and_nothing_is_left(
    qtbot, open_program, tmp_path, home
):
    program = open_program(ready=True)
    bad = tmp_path / "bad.lmrun"
    bad.write_bytes(b"no zip")
    drop(program.window, bad)
    qtbot.waitUntil(lambda: program.window.notice.isVisible(), timeout=PATIENCE)
    assert program.window.notice.is_problem
    assert "“bad.lmrun” cannot be imported" in program.window.notice.sentence.text()
    assert list((home / "runs").iterdir()) == []


def test_runs_are_imported_by_the_menu(qtbot, open_program, monkeypatch, exported):
    program = open_program(ready=True)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *words: ([str(exported), str(exported)], "")
    )
    program.window.menus.action("file.import").trigger()
    qtbot.waitUntil(lambda: len(program.studio.runs) == 2, timeout=PATIENCE)
    assert program.studio.settings.get("runs/folder", "") == str(exported.parent)


def test_a_run_in_training_is_not_exported(qtbot, with_a_run):
    actions = with_a_run.window.sidebar.list.actions_of_run
    assert actions.export.isEnabled()
    with_a_run.studio.select(None)
    assert not actions.export.isEnabled()


def test_a_title_becomes_a_name_that_every_system_takes():
    assert file_name('a/b:c*"龟"', "run") == "a-b-c--龟"
    assert file_name("../..", "run") == "run"
