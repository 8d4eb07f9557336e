"""The Generate tab fits into the usual screens: nothing is cut, nothing comes and goes."""

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QLabel, QLineEdit, QScrollArea, QSlider, QWidget

from playground.ui.card import Card
from tests.ui.conftest import PATIENCE, flush
from tests.ui.trained import copy_run

SIZES = [(1280, 720), (1280, 800), (1366, 728), (1920, 1080)]
CASES = list(product(("en", "zh"), (1.0, 1.25), SIZES))
NAMES = (
    "prompt", "go", "one", "recent", "temperature", "top_k", "top_p", "speed", "length", "seed",
    "samples", "new_seed", "colours", "undo", "save", "output", "bars", "stack", "note",
)  # fmt: skip


@pytest.fixture
def program(qtbot, open_program, home, trained):
    """The window with a model that has written a text."""
    copy_run(trained, home)
    made = open_program(ready=True)
    made.studio.select(made.studio.runs[0])
    made.window.show_tab("generate")
    tab = made.window.pages.tabs["generate"]
    tab.prompt.edit.setFocus()
    QTest.keyClicks(tab.prompt.edit, "the hen")
    QTest.mouseClick(tab.prompt.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tab.author.story.samples[0]) == 300, timeout=PATIENCE)
    qtbot.waitUntil(lambda: tab.why.choice.token is None, timeout=PATIENCE)
    yield made
    made.appearance.set_language("en")


def named(tab, name):
    found = tab.findChild(QWidget, f"generate.{name}")
    assert found is not None, name
    return found


def place(tab, widget):
    return QRect(widget.mapTo(tab, QPoint()), widget.size())


def has_room(widget):
    """Tell whether a widget shows all it has to; a number may be longer than its field."""
    if isinstance(widget, QAbstractSpinBox):
        edit = widget.findChild(QLineEdit)
        return edit.width() >= edit.fontMetrics().horizontalAdvance(edit.text()) + 4
    return widget.width() >= widget.minimumSizeHint().width()


def cut(tab):
    """Return the words for which there is too little room."""
    labels = [each for each in tab.findChildren(QLabel) if each.isVisible() and each.text()]
    return [
        each.text()
        for each in labels
        if each.width() < each.fontMetrics().horizontalAdvance(each.text()) * (not each.wordWrap())
        or each.height() < (each.heightForWidth(each.width()) if each.wordWrap() else 0)
    ]


def scrolled(tab):
    """Return the pages that have to be scrolled; a long text in its own view may be."""
    areas = [area for area in tab.findChildren(QScrollArea) if area.isVisible()]
    return [a.objectName() for a in areas if a.verticalScrollBar().maximum() > 0]


def lay_out(program, language, text_size, size):
    look = program.appearance
    if (language, text_size) != (look.language, look.text_size):  # it takes a while
        look.set_language(language)
        look.set_text_size(text_size)
    program.window.resize(*size)
    for _ in range(3):
        flush()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_it_is_seen(program, theme):
    tab = program.window.pages.tabs["generate"]
    program.appearance.set_theme(theme)
    for case in CASES:
        lay_out(program, *case)
        for name in NAMES:
            widget = named(tab, name)
            assert widget.isVisible(), (name, case)
            assert tab.rect().contains(place(tab, widget)), (name, case)
            assert has_room(widget), (name, case)
        assert cut(tab) == [], case
        assert scrolled(tab) == [], case
        assert len(tab.why.bars.rows) >= 3, case
        for slider in tab.findChildren(QSlider):
            assert slider.width() >= 60, (slider.objectName(), case)
        assert len({place(tab, slider).left() for slider in tab.findChildren(QSlider)}) == 1, case


def test_the_page_is_filled_to_its_lower_edge(program):
    """Both columns end together: no empty ground below one of them."""
    tab = program.window.pages.tabs["generate"]
    for case in CASES:
        lay_out(program, *case)
        ends = [place(tab, card).bottom() for card in (tab.output, tab.why)]
        assert ends[0] == ends[1], case
        assert tab.height() - ends[0] <= 20, case


def test_nothing_jumps_whatever_is_shown(qtbot, program):
    """Cards and sliders keep their places while letters are chosen, drawn and dials are moved."""
    tab = program.window.pages.tabs["generate"]
    for case in CASES:
        lay_out(program, *case)

        def places():
            parts = [*tab.findChildren(Card), *tab.findChildren(QSlider), tab.why.bars]
            return [place(tab, part) for part in parts if part.isVisible()]

        before = places()
        view = named(tab, "output")
        for token in (3, 12, -1):  # given, drawn, what comes next
            view.select(token)
            flush()
            assert places() == before, (case, token)
        for name, key in product(("temperature", "top_k", "top_p"), ("Home", "End")):
            QTest.keyClick(named(tab, name), getattr(Qt.Key, f"Key_{key}"))
            flush()
            assert places() == before, (case, name, key)


@pytest.mark.parametrize("tab", ["text", "train", "generate"])
def test_no_page_is_wider_than_its_window(program, qtbot, tab):
    """What is shown where there is room asked for that room when there was none any more.

    The page stayed wider than the window, or its width went to and fro until the program fell.
    """
    program.window.show_tab(tab)
    program.studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: program.studio.corpus is not None, timeout=PATIENCE)
    for text_size, language in product((1.0, 1.25, 2.0, 1.25), ("zh", "en")):
        for size in ((1920, 1080), (1366, 728), (1280, 720)):
            lay_out(program, language, text_size, size)
            for area in program.window.findChildren(QScrollArea):
                if area.isVisible():
                    over = area.widget().minimumSizeHint().width() - area.viewport().width()
                    assert over <= 0, (type(area).__name__, text_size, language, size)
