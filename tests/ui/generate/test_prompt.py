"""The field for the beginning, by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from playground.ui.generate.prompt import MOST_CHARACTERS, REMEMBERED, Prompt, remembered

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def prompt(qtbot, dressed):
    prompt = Prompt()
    qtbot.addWidget(prompt)
    prompt.resize(700, 100)
    with qtbot.waitExposed(prompt):
        prompt.show()
    prompt.edit.setFocus()
    return prompt


def test_return_writes_and_shift_return_breaks_the_line(qtbot, prompt):
    QTest.keyClicks(prompt.edit, "ROMEO:")
    height = prompt.edit.height()
    QTest.keyClick(prompt.edit, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(prompt.edit, "my")
    assert prompt.text == "ROMEO:\nmy"
    assert prompt.edit.height() > height
    with qtbot.waitSignal(prompt.write_wanted):
        QTest.keyClick(prompt.edit, Qt.Key.Key_Return)
    assert prompt.text == "ROMEO:\nmy"


def test_the_field_grows_to_four_lines_at_most(prompt):
    heights = []
    for _ in range(7):
        heights.append(prompt.edit.height())
        QTest.keyClick(prompt.edit, Qt.Key.Key_Return, SHIFT)
    assert heights[3] > heights[2] > heights[1] > heights[0]
    assert heights[6] == heights[4] == heights[3]


def test_stop_stands_where_generate_stood(qtbot, prompt):
    prompt.go.setFocus()
    prompt.set_busy(True)
    assert prompt.stop.isVisible()
    assert not prompt.go.isVisible()
    assert prompt.stop.hasFocus()
    assert not prompt.one.isEnabled()
    with qtbot.waitSignal(prompt.stop_wanted):
        QTest.keyClick(prompt.stop, Qt.Key.Key_Space)
    prompt.set_busy(False)
    assert prompt.go.hasFocus()


def test_the_last_beginnings_are_remembered_once_each():
    recent = []
    for number in range(20):
        recent = remembered(recent, f"beginning {number}")
    assert len(recent) == REMEMBERED
    assert recent[0] == "beginning 19"
    assert remembered(recent, "beginning 15")[:2] == ["beginning 15", "beginning 19"]
    assert remembered(recent, "  ") == recent


def test_the_buttons_stand_below_where_it_is_narrow(qtbot, prompt):
    assert prompt.go.y() < prompt.edit.geometry().bottom()
    prompt.resize(330, 160)
    qtbot.waitUntil(lambda: prompt.go.y() > prompt.edit.geometry().bottom())


def test_a_whole_book_cannot_be_pasted(prompt):
    QGuiApplication.clipboard().setText("word " * 1000)
    prompt.edit.paste()
    assert prompt.text == ("word " * 1000)[:MOST_CHARACTERS]
    assert "2,000 characters at most" in prompt.problem.text()
    prompt.edit.selectAll()
    QGuiApplication.clipboard().setText("a line\nand another")
    prompt.edit.paste()
    assert prompt.text == "a line\nand another"


EXACT = (
    "“Où\u00a0?”\u202f— a\u2003b\u200bc\u2028d\u2029e\ufdd0f\u00adg\ufeffh\ti\nj e\u0301 👩\u200d🏫"
)


def test_every_character_stays_as_it_is(prompt):
    prompt.set_text(EXACT)
    assert prompt.text == EXACT
    prompt.set_text("")
    QTest.keyClicks(prompt.edit, "a\u00a0b")
    assert prompt.text == "a\u00a0b"


def test_copying_and_pasting_change_nothing(prompt):
    QGuiApplication.clipboard().setText(EXACT)
    prompt.edit.paste()
    assert prompt.text == EXACT
    prompt.edit.selectAll()
    prompt.edit.cut()
    assert prompt.text == ""
    assert QGuiApplication.clipboard().text() == EXACT


def test_what_is_pasted_is_read_as_a_file_is(prompt):
    QGuiApplication.clipboard().setText("\ufeffone\r\ntwo\rthree")
    prompt.edit.paste()
    assert prompt.text == "one\ntwo\nthree"
