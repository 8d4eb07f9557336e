"""A choice among a few."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.ui import theme
from playground.ui.segmented import Segment, Segmented

SEGMENTS = [Segment(key, key.upper(), f"about {key}") for key in ("rnn", "lstm", "gpt")]


@pytest.fixture
def choice(qtbot, dressed):
    made = Segmented("pick", SEGMENTS)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_click_chooses_and_tells(choice, qtbot):
    with qtbot.waitSignal(choice.chosen) as told:
        QTest.mouseClick(choice.button("gpt"), Qt.MouseButton.LeftButton)
    assert told.args == ["gpt"]
    assert choice.current == "gpt"
    assert not choice.button("rnn").isChecked()


def test_arrow_keys_move_the_choice(choice, qtbot):
    choice.button("rnn").setFocus()
    QTest.keyClick(choice.button("rnn"), Qt.Key.Key_Right)
    assert choice.current == "lstm"
    assert choice.button("lstm").hasFocus()


@pytest.mark.parametrize("key", ["rnn", "lstm", "gpt"])
def test_the_tab_key_reaches_the_one_that_is_down(choice, key):
    choice.choose(key)
    stops = [
        segment.key
        for segment in SEGMENTS
        if choice.button(segment.key).focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [key]


def test_the_program_chooses_silently(choice, qtbot):
    with qtbot.assertNotEmitted(choice.chosen, wait=0):
        choice.choose("lstm")
    assert choice.current == "lstm"


def test_the_name_that_is_down_is_never_clipped(choice, dressed):
    for scale in (1.0, 1.6):
        theme.apply("light", scale)
        choice.adjustSize()
        for segment in SEGMENTS:
            choice.choose(segment.key)
            button = choice.button(segment.key)
            assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width()
