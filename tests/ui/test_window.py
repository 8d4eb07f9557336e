"""The window as a whole: tabs, menus, keys, notices and its title."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from playground.ui import theme
from playground.ui.phase import Phase
from playground.ui.segmented import Segmented
from playground.ui.sources import Source
from playground.ui.tabs import TABS
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining, make_run

PATIENCE = 60_000
TAB = Qt.FocusPolicy.TabFocus
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "story.txt"
    file.write_text("the cat sat on the mat. " * 100, encoding="utf-8")
    return file


@pytest.fixture
def active(qtbot, window):
    """The window with the focus, so that keys reach it."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=PATIENCE)
    return window


def wait_for_text(qtbot, window, name):
    qtbot.waitUntil(
        lambda: window.studio.corpus is not None and window.studio.corpus.name == name,
        timeout=PATIENCE,
    )


def test_it_opens_on_the_text_with_something_to_do(window):
    assert window.isVisible()
    assert window.windowTitle() == "LM Playground"
    assert window.pages.current == "text"
    assert window.sidebar.empty.isVisible()
    assert not window.notice.isVisible()


def test_tabs_are_reached_by_keys(qtbot, active):
    for number, key in reversed(list(enumerate(TABS, start=1))):
        QTest.keyClick(active, Qt.Key(Qt.Key.Key_0.value + number), CTRL)
        assert active.pages.current == key
        assert active.pages.stack.currentIndex() == number - 1
        assert active.pages.tabs[key].isVisible()


def test_a_click_on_a_tab_shows_it(qtbot, window):
    bar = window.pages.bar
    place = bar.tabRect(1).center()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    assert window.pages.current == "train"


def test_only_text_fields_keep_what_is_dropped_on_them(qtbot, window, tmp_path):
    for key in TABS:
        window.show_tab(key)
    catchers = [
        child.parent() if isinstance(child.parent(), QAbstractScrollArea) else child
        for child in window.findChildren(QWidget)
        if child.acceptDrops() and not isinstance(child, QAbstractScrollArea)
    ]
    assert catchers
    assert all(isinstance(catcher, QLineEdit | QPlainTextEdit) for catcher in catchers)


def test_text_grows_by_key_and_in_presenter_mode(qtbot, active):
    QTest.keyClick(active, Qt.Key.Key_Plus, CTRL)
    assert theme.scale() == pytest.approx(1.1)
    QTest.keyClick(active, Qt.Key.Key_0, CTRL)
    assert theme.scale() == 1.0
    QTest.keyClick(active, Qt.Key.Key_P, CTRL | SHIFT)
    assert theme.scale() == theme.PRESENTER
    assert active.menus.action("view.presenter").isChecked()
    QTest.keyClick(active, Qt.Key.Key_P, CTRL | SHIFT)
    assert theme.scale() == 1.0


def test_the_sidebar_grows_with_its_words(window):
    window.resize(1400, 800)
    window.set_sidebar_width(250)
    window.appearance.set_text_size(1.25)
    assert window.splitter.sizes()[0] == pytest.approx(250 * 1.25, abs=2)
    window.appearance.set_text_size(1.0)
    assert window.splitter.sizes()[0] == pytest.approx(250, abs=2)


def test_the_runs_can_be_put_away(active):
    QTest.keyClick(active, Qt.Key.Key_B, CTRL)
    assert active.sidebar.isHidden()
    QTest.keyClick(active, Qt.Key.Key_B, CTRL)
    assert not active.sidebar.isHidden()


def test_full_screen_and_back(active):
    QTest.keyClick(active, Qt.Key.Key_F11)
    assert active.isFullScreen()
    QTest.keyClick(active, Qt.Key.Key_F11)
    assert not active.isFullScreen()


def test_full_screen_leaves_a_maximised_window_maximised(active):
    active.showMaximized()
    QTest.keyClick(active, Qt.Key.Key_F11)
    assert active.isFullScreen()
    QTest.keyClick(active, Qt.Key.Key_F11)
    assert active.isMaximized()
    assert not active.isFullScreen()


def test_after_deleting_its_neighbour_is_selected(qtbot, open_program, home):
    for hour, status in ((9, "finished"), (10, "stopped"), (11, "finished"), (12, "finished")):
        make_run(home, f"{status} {hour}", status=status, hour=hour)
    studio = open_program().studio
    order = ["stopped 10", "finished 12", "finished 11", "finished 9"]
    for deleted, expected in ((1, 2), (0, 2), (3, 2), (2, None)):
        run = next(run for run in studio.runs if run.title == order[deleted])
        studio.select(run)
        studio.delete(run)
        wanted = order[expected] if expected is not None else None
        assert (studio.selected.title if studio.selected else None) == wanted
        qtbot.waitUntil(lambda gone=run: gone not in studio.runs, timeout=PATIENCE)
        assert (studio.selected.title if studio.selected else None) == wanted
    for back in (order[2], order[3]):
        studio.undo()
        assert studio.selected.title == back
        qtbot.waitUntil(lambda: studio.selected in studio.runs, timeout=PATIENCE)


@pytest.mark.parametrize("tab", TABS)
def test_what_the_run_menu_promises_works_on_every_tab(qtbot, open_program, home, tab):
    make_run(home, "one")
    window = open_program().window
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=PATIENCE)
    window.studio.select(window.studio.runs[0])
    window.commands.toggle_sidebar()
    window.show_tab(tab)
    window.setFocus()
    with qtbot.waitSignal(window.studio.config_offered):
        QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    window.studio.select(window.studio.runs[0])
    QTest.keyClick(window, Qt.Key.Key_F2)
    field = window.sidebar.list.findChild(QLineEdit, "runs.title")
    assert field.isVisible()
    assert window.menus.action("view.sidebar").isChecked()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    window.pages.tabs[tab].setFocus()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Delete)  # not by chance, far from the list
    assert len(window.studio.workspace.runs()) == 1


def test_the_tab_key_walks_from_the_list_over_the_page_to_the_language(active):
    active.show_tab("train")
    ring, widget = [], active
    while True:
        widget = widget.nextInFocusChain()
        if widget is active:
            break
        ring.append(widget)
    page = active.pages.tabs
    order = [
        ring.index(active.sidebar.list),
        ring.index(active.pages.bar),
        *(max(ring.index(w) for w in page[key].findChildren(QPushButton)) for key in page),
    ]
    assert max(order) < ring.index(active.status.language)
    assert order[0] < order[1] < order[2]


def test_the_tab_key_reaches_only_the_segment_that_is_down(active):
    for group in active.findChildren(Segmented):
        tabbed = [b for b in group.findChildren(QPushButton) if b.focusPolicy() & TAB]
        assert [b.isChecked() for b in tabbed] == [True], group.objectName()


def test_a_deleted_run_comes_back_by_the_notice(qtbot, open_program, home):
    make_run(home, "one")
    window = open_program().window
    window.studio.delete(window.studio.runs[0])
    assert window.notice.sentence.text() == "“one” is deleted."
    qtbot.waitUntil(lambda: window.studio.runs == (), timeout=PATIENCE)
    qtbot.mouseClick(window.notice.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.studio.runs) == 1, timeout=PATIENCE)


def test_a_deleted_run_comes_back_by_ctrl_z(qtbot, open_program, home):
    make_run(home, "one")
    window = open_program().window
    window.activateWindow()
    window.studio.delete(window.studio.runs[0])
    qtbot.waitUntil(lambda: window.studio.runs == (), timeout=PATIENCE)
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(window.studio.runs) == 1, timeout=PATIENCE)


def test_runs_of_other_programs_appear_when_one_comes_back(qtbot, open_program, home):
    window = open_program().window
    make_run(home, "from the command line")
    assert window.isActiveWindow()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: len(window.studio.runs) == 1, timeout=PATIENCE)


def test_a_damaged_run_is_explained(qtbot, open_program, home):
    folder = make_run(home, "one")
    (folder / "run.json").write_text("{", encoding="utf-8")
    window = open_program().window
    window.sidebar.list.setCurrentIndex(window.sidebar.list.runs.index(1))
    assert window.notice.is_problem
    assert "run.json is damaged" in window.notice.sentence.text()
    qtbot.mouseClick(window.notice.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.studio.broken == (), timeout=PATIENCE)


def test_a_problem_is_a_sentence_in_the_notice(qtbot, window, tmp_path):
    window.show_tab("train")
    window.studio.open_files([tmp_path / "gone.txt"])
    qtbot.waitUntil(window.notice.isVisible, timeout=PATIENCE)
    assert window.notice.is_problem
    assert "gone.txt" in window.notice.sentence.text()


def test_a_text_that_opens_takes_an_old_problem_away(qtbot, window, tmp_path, story):
    window.show_tab("train")
    window.studio.open_files([tmp_path / "gone.txt"])
    qtbot.waitUntil(window.notice.isVisible, timeout=PATIENCE)
    window.open_files([story])
    wait_for_text(qtbot, window, "story.txt")
    assert not window.notice.isVisible()


def test_a_new_run_begins_with_a_text(qtbot, window, story):
    window.show_tab("generate")
    qtbot.mouseClick(window.sidebar.new, Qt.MouseButton.LeftButton)
    assert window.pages.current == "text"
    window.open_files([story])
    wait_for_text(qtbot, window, "story.txt")
    qtbot.mouseClick(window.sidebar.new, Qt.MouseButton.LeftButton)
    assert window.pages.current == "train"
    assert window.studio.selected is None


def test_text_in_the_clipboard_becomes_the_text(qtbot, active):
    QGuiApplication.clipboard().setText("once upon a time there was a cat. " * 20)
    active.show_tab("train")
    QTest.keyClick(active, Qt.Key.Key_V, CTRL | SHIFT)
    assert active.pages.current == "text"
    qtbot.waitUntil(lambda: active.studio.corpus is not None, timeout=PATIENCE)
    assert active.studio.corpus.head(9) == "once upon"


def test_files_in_the_clipboard_are_opened(qtbot, active, story):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(story))])
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(active, Qt.Key.Key_V, CTRL | SHIFT)
    wait_for_text(qtbot, active, "story.txt")


def test_an_empty_clipboard_is_explained(active):
    QGuiApplication.clipboard().clear()
    QTest.keyClick(active, Qt.Key.Key_V, CTRL | SHIFT)
    assert "no text in the clipboard" in active.notice.sentence.text()


def test_recent_texts_are_in_the_menu(qtbot, window, story):
    menu = window.findChild(QMenu, "file.recent")
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["(nothing yet)"]
    window.open_files([story])
    wait_for_text(qtbot, window, "story.txt")
    window.studio.open_source(Source(built_in="fables-en"))
    qtbot.waitUntil(lambda: window.studio.corpus.name != "story.txt", timeout=PATIENCE)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Fables", "story.txt"]
    menu.actions()[1].trigger()
    wait_for_text(qtbot, window, "story.txt")


def test_built_in_texts_are_in_the_menu(qtbot, window):
    menu = window.findChild(QMenu, "file.built_in")
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: window.studio.corpus is not None, timeout=PATIENCE)
    assert window.pages.current == "text"


def test_the_title_tells_how_far_the_training_is(qtbot, open_program, home):
    folder = make_run(home, "shakespeare", status="running", steps=0, curve=())
    program = open_program()
    program.studio._trainer.begin(CONFIG, lambda: FakeTraining(folder, ENDLESS))
    window = program.window
    qtbot.waitUntil(
        lambda: window.windowTitle() == "100 % shakespeare – LM Playground", timeout=PATIENCE
    )
    program.studio.stop()
    qtbot.waitUntil(lambda: program.studio.phase is Phase.IDLE, timeout=PATIENCE)
    assert window.windowTitle() == "LM Playground"


def test_a_training_is_paused_by_key(qtbot, open_program, home):
    folder = make_run(home, "shakespeare", status="running", steps=0, curve=())
    program = open_program()
    window = program.window
    assert not window.menus.action("run.pause").isEnabled()
    program.studio._trainer.begin(CONFIG, lambda: FakeTraining(folder, ENDLESS))
    qtbot.waitUntil(lambda: program.studio.phase is Phase.RUNNING, timeout=PATIENCE)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: program.studio.phase is Phase.PAUSED, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    assert program.studio.phase is Phase.RUNNING


def test_many_runs_can_be_searched(qtbot, open_program, home):
    for number in range(20):
        make_run(home, f"run {number}", hour=number)
    window = open_program().window
    window.activateWindow()
    assert window.sidebar.field.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(window.sidebar.field, "run 17")
    assert window.sidebar.list.runs.rowCount() == 2
    QTest.keyClicks(window.sidebar.field, "x")
    assert window.sidebar.nothing_found.isVisible()
    QTest.keyClick(window.sidebar.field, Qt.Key.Key_Escape)
    assert window.sidebar.list.runs.rowCount() == 21


def test_the_settings_change_the_window_at_once(qtbot, active):
    QTest.keyClick(active, Qt.Key.Key_Comma, CTRL)
    (dialog,) = active.findChildren(QDialog)
    chosen = dialog.findChild(QComboBox, "settings.theme")
    chosen.setFocus()
    for _ in range(2):
        QTest.keyClick(chosen, Qt.Key.Key_Down)
    chosen.activated.emit(chosen.currentIndex())
    assert theme.is_dark()
    assert str(active.studio.workspace.home) in dialog.folder.text()
    qtbot.mouseClick(dialog.findChild(QPushButton, "settings.done"), Qt.MouseButton.LeftButton)
    active.appearance.set_theme("light")


def test_f1_says_what_to_do_first_and_lists_the_keys(qtbot, active):
    QTest.keyClick(active, Qt.Key.Key_F1)
    (dialog,) = active.findChildren(QDialog)
    said = {label.text() for label in dialog.findChildren(type(dialog.heading))}
    assert {"Ctrl+O", "Ctrl+Shift+P", "F11", "Ctrl+1", "Ctrl+D", "Ctrl+E", "F2", "F6"} <= said
    assert "Let it write" in said
    assert not any("&" in text for text in said)
    assert dialog.pages.currentIndex() == 0
    qtbot.mouseClick(dialog.choice.button("keys"), Qt.MouseButton.LeftButton)
    assert dialog.pages.currentIndex() == 1
    dialog.reject()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_needs_no_scrolling_and_its_rows_are_even(qtbot, window, language):
    window.appearance.set_language(language)
    window.commands.show_keys()
    (dialog,) = window.findChildren(QDialog)
    dialog.resize(1000, 660)  # what fits on 1280 by 720 beside the window's frame
    QApplication.processEvents()
    for area in dialog.findChildren(QScrollArea):
        assert area.widget().minimumSizeHint().height() <= dialog.pages.height()
        assert area.widget().minimumSizeHint().width() <= dialog.pages.width()
    keys = [k for k in dialog.findChildren(QLabel) if k.property("role") == "key"]
    columns = {}
    for key in keys:
        columns.setdefault(key.geometry().right(), []).append(key.y())
    steps = [b - a for column in columns.values() for a, b in pairwise(sorted(column))]
    assert len(set(steps)) <= 2  # from row to row, and over the name of the next group
    assert not any("Return" in k.text() or "回车" in k.text() for k in keys)
    dialog.reject()
    window.appearance.set_language("en")


def test_training_starts_by_a_key_right_after_turning_to_its_tab(qtbot, active, story):
    active.open_files([story])
    wait_for_text(qtbot, active, "story.txt")
    QTest.keyClick(active, Qt.Key.Key_2, CTRL)
    QTest.keyClick(QApplication.focusWidget() or active, Qt.Key.Key_F5)
    assert active.studio.phase is not Phase.IDLE
