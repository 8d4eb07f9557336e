"""Toasts in the window: they push nothing, hide nothing that is needed, and Escape closes them."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from playground.ui.tabs import TABS
from tests.ui.conftest import PATIENCE, flush
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining, make_run
from tests.ui.walk import interactive

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def active(qtbot, open_program, home):
    """The window with two runs and the focus, so that keys reach it."""
    make_run(home, "one", hour=11)
    make_run(home, "two")
    window = open_program().window
    window.resize(1280, 800)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=PATIENCE)
    return window


def place(widget, window):
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def places(window):
    """Return where everything is that can be clicked, but for what floats."""
    flush()
    found = [each for each in interactive(window) if not window.notice.isAncestorOf(each)]
    return {str(each): place(each, window) for each in found if each.isVisible()}


def say(window, *, problem=False):
    window.notice.say(lambda: "Something is worth knowing.", problem=problem)
    flush()


@pytest.mark.parametrize("tab", TABS)
def test_nothing_moves_when_it_comes_and_goes(active, tab):
    active.show_tab(tab)
    before = places(active)
    say(active)
    assert active.notice.isVisible()
    assert places(active) == before
    active.notice.close_notice()
    assert places(active) == before


@pytest.mark.parametrize("presenter", [False, True])
@pytest.mark.parametrize("tab", TABS)
def test_it_hides_neither_the_large_button_nor_what_is_typed(active, tab, presenter):
    active.studio.select(active.studio.runs[0])
    active.appearance.set_presenter(presenter)
    page = active.show_tab(tab)
    fields = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    for field in [None, *(f for f in fields if f.isVisible() and f.isEnabled())]:
        if field is not None:
            field.setFocus()
        say(active)
        toast = place(active.notice, active)
        assert active.rect().contains(toast)
        large = [b for b in page.findChildren(QPushButton) if b.property("role") == "primary"]
        for needed in [b for b in large if b.isVisible()] + ([field] if field else []):
            assert not toast.intersects(place(needed, active)), needed
        active.notice.close_notice()


@pytest.mark.parametrize("tab", TABS)
def test_escape_closes_it_from_everywhere(active, tab):
    active.show_tab(tab)
    flush()
    tried = 0
    for widget in [None, *interactive(active)]:
        if widget is not None:
            if not (widget.isVisible() and widget.isEnabled()) or widget is active.menus:
                continue
            widget.setFocus()
            if not widget.hasFocus() or active.notice.isAncestorOf(widget):
                continue
        say(active)
        QTest.keyClick(QApplication.focusWidget() or active, Qt.Key.Key_Escape)
        assert not active.notice.isVisible(), widget
        tried += 1
    assert tried > 4


def test_escape_empties_the_field_first(active):
    active.commands.find_run()
    QTest.keyClicks(active.sidebar.field, "one")
    say(active)
    QTest.keyClick(active.sidebar.field, Qt.Key.Key_Escape)
    assert active.notice.isVisible()
    assert active.sidebar.field.text() == ""
    QTest.keyClick(active.sidebar.field, Qt.Key.Key_Escape)
    assert not active.notice.isVisible()


def test_escape_closes_one_after_the_other(active):
    active.notice.say(lambda: "The disk is full.", problem=True)
    say(active)
    QTest.keyClick(active, Qt.Key.Key_Escape)
    assert active.notice.is_problem
    QTest.keyClick(active, Qt.Key.Key_Escape)
    assert not active.notice.isVisible()


def test_a_key_leads_to_it_and_closing_it_leads_back(qtbot, active):
    active.sidebar.list.setFocus()
    active.studio.delete(active.studio.runs[0])
    QTest.keyClick(active.sidebar.list, Qt.Key.Key_F6)
    assert active.notice.act.hasFocus()
    QTest.keyClick(active.notice.act, Qt.Key.Key_Escape)
    assert not active.notice.isVisible()
    assert active.sidebar.list.hasFocus()


def test_undoing_by_key_takes_its_toast_away(qtbot, active):
    active.studio.delete(active.studio.runs[0])
    qtbot.waitUntil(lambda: len(active.studio.runs) == 1, timeout=PATIENCE)
    active.setFocus()
    QTest.keyClick(active, Qt.Key.Key_Z, CTRL)
    assert not active.notice.isVisible()
    qtbot.waitUntil(lambda: len(active.studio.runs) == 2, timeout=PATIENCE)


def test_a_training_takes_away_what_was_said_of_the_one_before(qtbot, active):
    active.notice.say(lambda: "It broke off.", problem=True, topic="training")
    active.notice.say(lambda: "It can go on.", topic="offer")
    folder = active.studio.runs[0].path
    active.studio._trainer.begin(CONFIG, lambda: FakeTraining(folder, ENDLESS))
    assert not active.notice.isVisible()
    active.studio.stop()
    qtbot.waitUntil(lambda: not active.studio.jobs.busy, timeout=PATIENCE)


def test_it_follows_the_window(active):
    say(active)
    active.resize(1100, 740)
    flush()
    assert active.rect().contains(place(active.notice, active))
    assert isinstance(active.notice.parentWidget(), QWidget)
