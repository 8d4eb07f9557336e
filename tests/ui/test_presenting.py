"""Presenter mode: what it folds away, and that it gives everything back to the pixel."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from playground.ui import theme
from playground.ui.tabs import TABS
from tests.ui.conftest import PATIENCE, flush
from tests.ui.fakes import make_run
from tests.ui.trained import copy_run

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SIZES = [(1280, 800), (1366, 728), (1920, 1080)]


class Noon(datetime):
    """A clock that stands still: another time of day is another picture."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 11, 23, 12, 0, tzinfo=tz)


@pytest.fixture
def lesson(qtbot, open_program, home, monkeypatch):
    """The window with a run and an open text, all of it measured."""
    monkeypatch.setattr("playground.ui.tabs.train.datetime", Noon)
    QApplication.setCursorFlashTime(0)  # a blinking cursor is not a difference
    make_run(home, "one")
    program = open_program(ready=True)
    program.studio.open_built_in("fables-en")
    text = program.window.pages.tabs["text"]
    qtbot.waitUntil(lambda: program.studio.ruler is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not text.busy, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=4 * PATIENCE)
    program.window.resize(1280, 800)
    return program.window


def picture(window):
    for _ in range(3):
        flush()
    return window.grab().toImage()


def differing(one, other):
    """Return the rectangle in which two pictures differ, and None if they are the same."""
    assert one.size() == other.size()
    if one == other:
        return None
    spots = [
        (x, y)
        for y in range(one.height())
        for x in range(one.width())
        if one.pixel(x, y) != other.pixel(x, y)
    ]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return min(across), min(down), max(across), max(down)


def present(window, on=True):
    window.appearance.set_presenter(on)
    flush()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_leaving_it_brings_every_pixel_back(lesson, size):
    lesson.resize(*size)
    for tab in TABS:
        lesson.show_tab(tab)
        before = picture(lesson)
        for _ in range(2):
            present(lesson)
            assert picture(lesson) != before
            present(lesson, on=False)
            assert lesson.size().toTuple() == size
            assert differing(picture(lesson), before) is None, tab


def test_it_comes_back_from_larger_text_and_another_tab(lesson):
    lesson.appearance.set_text_size(1.25)
    before = {}
    for tab in TABS:
        lesson.show_tab(tab)
        lesson.setFocus()
        before[tab] = picture(lesson)
    present(lesson)
    assert theme.scale() == pytest.approx(1.25 * theme.PRESENTER)
    for tab in TABS:
        lesson.show_tab(tab)
        flush()
    present(lesson, on=False)
    for tab in TABS:
        lesson.show_tab(tab)
        lesson.setFocus()
        assert differing(picture(lesson), before[tab]) is None, tab


def test_the_size_of_text_comes_back_too(lesson):
    for tab in TABS:
        lesson.show_tab(tab)
        before = picture(lesson)
        lesson.appearance.larger()
        flush()
        lesson.appearance.smaller()
        assert differing(picture(lesson), before) is None, tab


def test_what_was_scrolled_and_dragged_comes_back(qtbot, lesson):
    lesson.appearance.set_text_size(1.5)
    lesson.set_sidebar_width(231)
    tab = lesson.show_tab("train")
    flush()
    area = next(a for a in tab.findChildren(QScrollArea) if a.verticalScrollBar().maximum() > 40)
    area.verticalScrollBar().setValue(37)
    handle = tab.findChild(QWidget, "train.right").handle(1)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(50, 1))
    qtbot.mouseMove(handle, QPoint(50, -30))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(50, -30))
    before = picture(lesson)
    present(lesson)
    lesson.show_tab("text")
    present(lesson, on=False)
    lesson.show_tab("train")
    assert differing(picture(lesson), before) is None
    assert area.verticalScrollBar().value() == 37
    assert lesson.sidebar_width == 231


def test_it_folds_the_runs_until_one_wants_them(lesson):
    present(lesson)
    assert lesson.sidebar.isHidden()
    assert not lesson.menus.action("view.sidebar").isChecked()
    lesson.commands.toggle_sidebar()
    assert lesson.sidebar.isVisible()
    present(lesson, on=False)
    assert lesson.sidebar.isVisible()


def test_runs_that_were_put_away_stay_away(lesson):
    lesson.commands.toggle_sidebar()
    present(lesson)
    present(lesson, on=False)
    assert lesson.sidebar.isHidden()


def test_closing_it_in_class_remembers_the_desk(lesson):
    lesson.set_sidebar_width(231)
    present(lesson)
    lesson.session.save()
    assert lesson.studio.settings.get("window/sidebar", False) is True
    assert lesson.studio.settings.get("window/sidebar_width", 0.0) == 231


class Projected(QWidget):
    """A tab that keeps book of what it was told."""

    def __init__(self, parent):
        super().__init__(parent)
        self.told = []

    def present(self, on):
        self.told.append(on)


def test_tabs_are_told_those_built_later_too(qtbot, lesson):
    early, late = Projected(lesson.pages), Projected(lesson.pages)
    lesson.pages.tabs["early"] = early
    present(lesson)
    assert early.told == [True]
    lesson.pages.tabs["late"] = late
    lesson.pages.built.emit(late)
    assert late.told[-1] is True
    lesson.appearance.larger()  # nothing new for them
    present(lesson, on=False)
    assert (early.told, late.told) == ([True, False], [True, False])


def test_text_sizes_of_the_class_stay_in_class(qtbot, lesson):
    lesson.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is lesson, timeout=PATIENCE)
    QTest.keyClick(lesson, Qt.Key.Key_P, CTRL | SHIFT)
    QTest.keyClick(lesson, Qt.Key.Key_Minus, CTRL)
    assert theme.scale() == pytest.approx(0.9 * theme.PRESENTER)
    QTest.keyClick(lesson, Qt.Key.Key_P, CTRL | SHIFT)
    assert theme.scale() == 1.0


def test_normal_text_is_normal_in_presenter_mode_too(qtbot, lesson):
    lesson.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is lesson, timeout=PATIENCE)
    lesson.appearance.set_text_size(1.25)
    QTest.keyClick(lesson, Qt.Key.Key_P, CTRL | SHIFT)
    QTest.keyClick(lesson, Qt.Key.Key_0, CTRL)
    assert theme.scale() == 1.0
    assert not lesson.menus.action("view.presenter").isChecked()
    assert lesson.sidebar.isVisible()


# Generate with a model


@pytest.fixture
def written(qtbot, open_program, home, trained):
    """The window with a run that has written something, on the Generate tab."""
    QApplication.setCursorFlashTime(0)
    copy_run(trained, home)
    program = open_program(ready=True)
    program.studio.select(program.studio.runs[0])
    program.window.resize(1280, 800)
    program.window.show_tab("generate")
    tab = program.window.pages.tabs["generate"]
    tab.prompt.edit.setFocus()
    QTest.keyClicks(tab.prompt.edit, "the hen")
    QTest.mouseClick(tab.prompt.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.author.busy, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not tab.author.busy, timeout=PATIENCE)
    qtbot.waitUntil(lambda: tab.why.choice.token is None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)
    yield program.window
    program.appearance.set_language("en")


@pytest.mark.parametrize("size", [(1280, 720), *SIZES], ids=str)
@pytest.mark.parametrize("selected", [-1, 9], ids=["end", "letter"])
def test_generate_with_a_model_comes_back_to_the_pixel(written, size, selected):
    written.resize(*size)
    flush()
    tab = written.pages.tabs["generate"]
    view = tab.findChild(QWidget, "generate.output")
    view.select(selected)
    focused = QApplication.focusWidget()
    before = picture(written)
    for _ in range(2):
        present(written)
        assert picture(written) != before
        assert QApplication.focusWidget() is focused
        present(written, on=False)
        assert differing(picture(written), before) is None
    assert QApplication.focusWidget() is focused
    assert view.current == selected


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(1280, 720), *SIZES], ids=str)
def test_a_class_sees_text_and_bars_large(qtbot, written, size, language):
    tab = written.pages.tabs["generate"]
    written.appearance.set_language(language)
    written.resize(*size)
    present(written)
    flush()
    tab.present(True)  # twice is once
    bars, view = (tab.findChild(QWidget, f"generate.{name}") for name in ("bars", "output"))
    seen = sum(card.width() * card.height() for card in (tab.output, tab.why))
    assert seen > 0.6 * tab.width() * tab.height()
    assert len(bars.rows) >= 4
    assert view.height() >= 5 * view.fontMetrics().lineSpacing()
    for name in ("prompt", "go", "one", "temperature", "top_k", "speed", "colours", "bars"):
        widget = tab.findChild(QWidget, f"generate.{name}")
        assert widget.isVisible(), name
        assert tab.rect().contains(widget.mapTo(tab, widget.rect().bottomRight())), name
    assert tab.output.colours.text()
    assert tab.output.legend.isVisible()
    assert not tab.dials.seed.isVisible()
    areas = [a for a in tab.findChildren(QScrollArea) if a.isVisible()]
    assert [a for a in areas if a.verticalScrollBar().maximum()] == []
    present(written, on=False)
    assert tab.dials.seed.isVisible()
