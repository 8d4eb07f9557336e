"""The list of runs, by mouse and keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from playground.engine.events import Evaluated
from playground.ui.phase import Phase
from playground.ui.runs_list import RunsList
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining, make_run

PATIENCE = 20_000


@pytest.fixture
def open_list(qtbot, studio, home):
    """Show the list of the runs that are there."""

    def show():
        shown = RunsList(studio)
        qtbot.addWidget(shown)
        shown.resize(260, 600)
        with qtbot.waitExposed(shown):
            shown.show()
        refresh(qtbot, studio)
        return shown

    return show


def refresh(qtbot, studio):
    with qtbot.waitSignal(studio.runs_changed, timeout=PATIENCE):
        studio.refresh()


def rows(shown):
    model = shown.runs
    return [str(model.index(number).data()) for number in range(model.rowCount())]


def click(qtbot, shown, title):
    number = rows(shown).index(title)
    place = shown.visualRect(shown.runs.index(number)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_runs_stand_in_groups(qtbot, studio, home, open_list):
    make_run(home, "done", hour=9)
    make_run(home, "held", status="paused", steps=50, hour=10)
    make_run(home, "cut off", status="running", steps=50, hour=11)  # nobody trains it
    make_run(home, "given up", status="stopped", steps=20, hour=12)
    shown = open_list()
    assert rows(shown) == [
        "Paused",
        "held",
        "Interrupted",
        "cut off",
        "Stopped",
        "given up",
        "Finished",
        "done",
    ]
    lines = [shown.runs.line(run) for run in studio.runs]
    assert lines == ["LSTM · 20 %", "LSTM · 50 %", "LSTM · 50 %", "LSTM · 100 steps"]


def test_a_click_selects_for_all_tabs(qtbot, studio, home, open_list):
    make_run(home, "one", hour=9)
    make_run(home, "two", hour=10)
    shown = open_list()
    click(qtbot, shown, "one")
    assert studio.selected.title == "one"
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    assert studio.selected.title == "two"
    qtbot.keyClick(shown, Qt.Key.Key_Up)  # the heading cannot be selected
    assert studio.selected.title == "two"


def test_the_list_follows_the_studio(qtbot, studio, home, open_list):
    make_run(home, "one", hour=9)
    make_run(home, "two", hour=10)
    shown = open_list()
    studio.select(studio.runs[1])
    assert shown.current_run().title == "one"
    studio.select(None)
    assert shown.current_run() is None


def test_f2_renames(qtbot, studio, home, open_list):
    make_run(home, "one")
    shown = open_list()
    click(qtbot, shown, "one")
    qtbot.keyClick(shown, Qt.Key.Key_F2)
    field = shown.findChild(QLineEdit, "runs.title")
    assert field.text() == "one"
    field.clear()
    QTest.keyClicks(field, "my first run")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "my first run" in rows(shown), timeout=PATIENCE)
    assert studio.workspace.runs()[0].title == "my first run"


def test_an_empty_title_changes_nothing(qtbot, studio, home, open_list):
    make_run(home, "one")
    shown = open_list()
    assert not shown.runs.setData(shown.runs.index(1), "   ")
    assert studio.workspace.runs()[0].title == "one"


def test_delete_takes_the_run_away(qtbot, studio, home, open_list):
    make_run(home, "one", hour=9)
    make_run(home, "two", hour=10)
    shown = open_list()
    click(qtbot, shown, "one")
    qtbot.keyClick(shown, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows(shown) == ["Finished", "two"], timeout=PATIENCE)


def test_a_run_in_training_is_not_deleted_but_says_why_and_is_not_continued(
    qtbot, studio, home, open_list
):
    folder = make_run(home, "one", status="running", steps=0, curve=())
    shown = open_list()
    studio._trainer.begin(CONFIG, lambda: FakeTraining(folder, ENDLESS))
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
    qtbot.waitUntil(lambda: rows(shown) == ["Running", "one"], timeout=PATIENCE)
    actions = shown.actions_of_run
    assert shown.current_run().title == "one"
    refused = []
    studio.stop_first.connect(refused.append)
    actions.delete.trigger()
    assert [run.path for run in refused] == [folder]
    assert folder.exists()
    assert not actions.go_on.isEnabled()
    assert actions.duplicate.isEnabled()
    studio.stop()


def test_the_row_of_the_training_is_alive(qtbot, studio, home, open_list):
    folder = make_run(home, "one", status="running", steps=0, curve=())
    shown = open_list()
    studio._trainer.begin(CONFIG, lambda: FakeTraining(folder))
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
    run = studio.training_run
    studio.training_reported.emit([Evaluated(5, 3.0, 3.0, 3.3, 0.1, True)])
    studio.training_reported.emit([Evaluated(9, 3.0, 3.0, 2.2, 0.1, True)])
    assert shown.runs.score(run) == "2.20"
    assert shown.runs.curve(run) == (3.3, 2.2)
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)


def test_the_menu_has_what_can_be_done(qtbot, studio, home, open_list):
    make_run(home, "one")
    shown = open_list()
    click(qtbot, shown, "one")
    place = shown.visualRect(shown.selectedIndexes()[0]).center()
    shown.customContextMenuRequested.emit(place)
    menu = shown.findChild(QMenu, "runs.menu")
    qtbot.waitUntil(menu.isVisible)
    words = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    assert words == [
        "Generate with it",
        "Continue training",
        "Use its settings again",
        "Rename…",
        "Export…",
        "Open its folder",
        "Delete",
    ]
    menu.close()


def test_a_double_click_leads_to_generating(qtbot, studio, home, open_list):
    make_run(home, "one")
    shown = open_list()
    click(qtbot, shown, "one")
    place = shown.visualRect(shown.selectedIndexes()[0]).center()
    with qtbot.waitSignal(studio.tab_wanted) as wanted:
        qtbot.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == ["generate"]


def test_use_its_settings_again(qtbot, studio, home, open_list):
    make_run(home, "one")
    shown = open_list()
    click(qtbot, shown, "one")
    with qtbot.waitSignals([studio.config_offered, studio.tab_wanted]):
        qtbot.keyClick(shown, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)


def test_a_damaged_run_is_explained_when_chosen(qtbot, studio, home, open_list):
    folder = make_run(home, "one")
    (folder / "run.json").write_text("{", encoding="utf-8")
    shown = open_list()
    assert rows(shown)[0] == "Damaged"
    with qtbot.waitSignal(shown.broken_chosen) as chosen:
        click(qtbot, shown, folder.name)
    assert "run.json" in str(chosen.args[0].problem)
    assert studio.selected is None
    assert shown.actions_of_run.delete.isEnabled()
    assert not shown.actions_of_run.rename.isEnabled()


def test_screen_readers_hear_the_whole_row(qtbot, studio, home, open_list):
    make_run(home, "one")
    shown = open_list()
    said = shown.runs.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "one, LSTM · 100 steps, 2.50"


def test_words_narrow_the_list(qtbot, studio, home, open_list):
    make_run(home, "Alice", hour=9)
    make_run(home, "寓言", hour=10)
    shown = open_list()
    shown.runs.filter("ALI lstm")
    assert rows(shown) == ["Finished", "Alice"]
    shown.runs.filter("nothing like it")
    assert rows(shown) == []
    shown.runs.filter("")
    assert rows(shown) == ["Finished", "寓言", "Alice"]


def test_only_what_is_seen_of_a_thousand_runs_is_painted(qtbot, studio, home, open_list):
    for number in range(1000):
        make_run(home, f"run {number}", curve=(3.0, 2.0))
    shown = open_list()
    assert shown.runs.rowCount() == 1001
    painted = []
    delegate = shown.itemDelegate()
    paint = delegate.paint
    delegate.paint = lambda *words: (painted.append(1), paint(*words))[1]
    image = QImage(shown.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    shown.viewport().render(painter, QPoint())
    painter.end()
    assert 5 < len(painted) < 20
    shown.setCurrentIndex(shown.runs.index(1000))
    assert studio.selected.title in {f"run {number}" for number in range(1000)}
