"""From a text to writing, in the real window: open, train, and generate while it trains."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.engine.config import CharRNNConfig, RunConfig, TextConfig, TrainingConfig
from playground.ui.phase import Phase

PATIENCE = 60_000
LEFT = Qt.MouseButton.LeftButton
CONFIG = RunConfig(
    "char-rnn",
    CharRNNConfig(context=16, n_embd=12, n_hidden=32),
    TrainingConfig(steps=1_000_000, batch_size=8, sample_length=0, threads=1, device="cpu"),
    TextConfig(),
)


@pytest.fixture
def program(open_program):
    return open_program(ready=True)


def test_a_run_writes_while_it_is_trained(qtbot, program):
    window, studio = program.window, program.studio
    text = window.show_tab("text")
    QTest.mouseClick(text.start.wanted, LEFT)
    qtbot.waitUntil(lambda: studio.corpus is not None, timeout=PATIENCE)
    tab = window.show_tab("generate")
    assert tab.empty.isVisible()
    studio.start(CONFIG)
    qtbot.waitUntil(lambda: tab.prompt.isVisible(), timeout=PATIENCE)
    assert studio.phase is Phase.RUNNING
    assert studio.selected.path == studio.training_run.path
    tab.prompt.edit.setFocus()
    QTest.keyClicks(tab.prompt.edit, "the ")
    QTest.keyClick(tab.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(tab.output.samples.views[0].pieces) > 100, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not tab.author.busy, timeout=PATIENCE)
    assert tab.output.weights.text() == f"from step {tab.author.model.step:,}"
    qtbot.waitUntil(lambda: tab.output.newer.isVisible(), timeout=PATIENCE)
    before = tab.author.model.step
    QTest.mouseClick(tab.output.newer, LEFT)
    qtbot.waitUntil(lambda: tab.author.model.step > before, timeout=PATIENCE)
    studio.stop()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)


def test_turn_to_the_tab_by_key_and_type(qtbot, program, trained, home):
    shutil.copytree(trained, home / "runs" / "20261123-100000-one")
    window, studio = program.window, program.studio
    studio.refresh()
    qtbot.waitUntil(lambda: len(studio.runs) == 1, timeout=PATIENCE)
    studio.select(studio.runs[0])
    window.show_tab("text")
    window.sidebar.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    tab = window.pages.tabs["generate"]
    qtbot.waitUntil(lambda: tab.prompt.edit.hasFocus(), timeout=PATIENCE)


def test_a_bad_text_is_explained_once_where_it_is_seen(qtbot, program, tmp_path):
    window, studio = program.window, program.studio
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    text = window.show_tab("text")
    studio.open_files([empty])
    qtbot.waitUntil(lambda: "is empty" in text.open.problem.text(), timeout=PATIENCE)
    assert not window.notice.isVisible()
    window.show_tab("generate")
    studio.open_files([empty])
    qtbot.waitUntil(lambda: window.notice.isVisible(), timeout=PATIENCE)
    assert "is empty" in window.notice.sentence.text()


def test_undo_in_the_story_is_not_undo_in_the_list_of_runs(qtbot, program, trained, home):
    for name in ("one", "two"):
        shutil.copytree(trained, home / "runs" / f"20261123-100000-{name}")
    window, studio = program.window, program.studio
    studio.refresh()
    qtbot.waitUntil(lambda: len(studio.runs) == 2, timeout=PATIENCE)
    studio.delete(studio.runs[1])
    qtbot.waitUntil(lambda: len(studio.runs) == 1, timeout=PATIENCE)
    studio.select(studio.runs[0])
    tab = window.show_tab("generate")
    for prompt in ("the hen", "the cat"):
        tab.prompt.set_text(prompt)
        QTest.mouseClick(tab.prompt.go, LEFT)
        qtbot.waitUntil(lambda: tab.author.busy)
        qtbot.waitUntil(lambda: not tab.author.busy, timeout=PATIENCE)
    view = tab.output.samples.views[0]
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.text.startswith("the hen")
    assert len(studio.runs) == 1
    window.sidebar.list.setFocus()
    QTest.keyClick(window.sidebar.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(studio.runs) == 2, timeout=PATIENCE)


@pytest.mark.parametrize("tab", ["text", "train", "generate"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_in_the_list_of_runs_its_own_key_counts_whatever_tab_is_shown(
    qtbot, program, trained, home, tab, key
):
    shutil.copytree(trained, home / "runs" / trained.name)
    window, studio = program.window, program.studio
    studio.refresh()
    qtbot.waitUntil(lambda: len(studio.runs) == 1, timeout=PATIENCE)
    studio.select(studio.runs[0])
    window.show_tab(tab)
    window.activateWindow()
    window.sidebar.list.setFocus()
    qtbot.waitUntil(window.sidebar.list.hasFocus, timeout=PATIENCE)
    QTest.keyClick(window.sidebar.list, key, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.current == "generate"
    assert studio.phase is Phase.IDLE
    assert not window.pages.tabs["generate"].author.busy
