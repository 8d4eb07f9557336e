"""The Text tab fits into the usual screens: nothing is cut, nothing has to be scrolled for."""

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel

from playground.ui.elided import Elided
from tests.ui.conftest import PATIENCE, flush

SIZES = [(1280, 720), (1280, 800), (1366, 728), (1920, 1080)]


def settled(qtbot, program):
    text = program.window.pages.tabs["text"]
    qtbot.waitUntil(lambda: program.studio.ruler is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not text.busy, timeout=PATIENCE)
    return text


@pytest.fixture
def program(qtbot, open_program, tmp_path):
    """The window with a text that it was measured, and three others that were open before."""
    made = open_program(ready=True)
    for name in ("one", "two", "three", "four", "five", "a text with a rather long name"):
        file = tmp_path / f"{name}.txt"
        file.write_text("the hen met the cat.\nthe cat ate the hen.\n" * 4000, encoding="utf-8")
        made.studio.open_files([file])
        qtbot.waitUntil(lambda file=file: has(made.studio, file), timeout=PATIENCE)
    settled(qtbot, made)
    yield made
    made.appearance.set_language("en")


def has(studio, file):
    return studio.corpus is not None and studio.corpus.files == (file,)


def whole(tab, widget):
    """Tell whether all of a widget can be seen in the tab."""
    place = QRect(widget.mapTo(tab, QPoint()), widget.size())
    return widget.isVisible() and tab.rect().contains(place)


def all_seen(tab):
    """Tell whether every part is whole."""
    parts = (tab.costs.scale, tab.letters.letters, tab.tokens.view, tab.facts.train)
    return all(whole(tab, part) for part in (*parts, *tab.recent.rows))


def cut(tab):
    """Return the words for which there is too little room."""
    labels = [each for each in tab.findChildren(QLabel) if each.isVisible() and each.text()]
    return [
        each.text()
        for each in labels
        if (not isinstance(each, Elided) and each.width() < each.minimumSizeHint().width())
        or each.height() < (each.heightForWidth(each.width()) if each.wordWrap() else 0)
    ]


def test_all_of_it_is_seen(qtbot, program):
    window, tab = program.window, program.window.pages.tabs["text"]
    for language, text_size, size in product(("en", "zh"), (1.0, 1.25), SIZES):
        case = (language, text_size, size)
        look = program.appearance
        if (language, text_size) != (look.language, look.text_size):  # it takes a while
            look.set_language(language)
            look.set_text_size(text_size)
        window.resize(*size)
        qtbot.waitUntil(lambda: all_seen(tab))
        assert tab._page.verticalScrollBar().maximum() == 0, case
        assert cut(tab) == [], case
        assert tab.costs.scale.height() >= 12 * len(tab.costs.scale.costs) * text_size, case


def test_the_field_for_files_is_small_once_there_is_a_text(qtbot, open_program, tmp_path):
    made = open_program(ready=True)
    tab = made.window.pages.tabs["text"]
    assert tab.open.area.height() > 140
    made.studio.open_built_in("fables-en")
    settled(qtbot, made)
    flush()
    assert tab.open.area.height() < 90
    assert tab.built_in.rows["fables-en"]._marked
    assert not tab.built_in.rows["fables-zh"]._marked


def test_in_presenter_mode_a_class_sees_tokens_and_counts(program):
    window, tab = program.window, program.window.pages.tabs["text"]
    window.resize(1280, 800)
    program.appearance.set_presenter(True)
    for language in ("en", "zh"):
        program.appearance.set_language(language)
        flush()
        flush()
        for part in (tab.tokens.view, tab.costs.scale, tab.letters.letters, tab.tokens.kinds):
            assert whole(tab, part)
        assert not tab.open.isVisible()
        assert not tab.facts.isVisible()
        assert tab.tokens.subtitle.text() == "a text with a rather long name.txt"
        assert tab.tokens.view.height() > 100
        assert cut(tab) == []
    tab.present(True)  # twice is once
    program.appearance.set_presenter(False)
    flush()
    assert tab.open.isVisible()
    assert tab.facts.isVisible()
