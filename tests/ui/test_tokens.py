"""The view of tokens, with real keys and a real mouse."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from playground.ui import theme
from playground.ui.pieces import Colouring, Piece
from playground.ui.tokens import TokenView

TEXT = "the old owl sat\non a tree. 在树上，有猫头鹰。"


def pieces_of(text, probability=0.5):
    return [Piece(c, c, probability, 0) for c in text]


@pytest.fixture
def view(qtbot, dressed):
    view = TokenView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_pieces(pieces_of(TEXT))
    with qtbot.waitExposed(view):
        view.show()
    return view


def click(view, token, modifiers=Qt.KeyboardModifier.NoModifier):
    place = view.token_rect(token).center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def press(view, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(view, key, modifiers)


def colour_at(view, token):
    box = view.token_rect(token)
    point = QPoint(round(box.left()) + 1, round(box.top()) + theme.px(5))
    return view.viewport().grab().toImage().pixelColor(point * view.devicePixelRatio())


def test_a_click_selects_the_token_under_it(qtbot, view):
    with qtbot.waitSignal(view.selected) as signal:
        click(view, 8)
    assert signal.args == [8]
    assert view.current == 8


def test_a_click_beside_the_text_selects_nothing(view):
    click(view, 3)
    beside = QPoint(view.viewport().width() - 3, view.viewport().height() - 3)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert view.current == -1


def test_arrow_keys_walk_along_the_text(view):
    press(view, Qt.Key.Key_Right)
    assert view.current == 0
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Left)
    assert view.current == 1
    press(view, Qt.Key.Key_End)
    assert view.pieces[view.current].text == "\n"
    press(view, Qt.Key.Key_Down)
    assert view.current > TEXT.index("\n")
    press(view, Qt.Key.Key_Home)
    assert view.current == TEXT.index("\n") + 1
    press(view, Qt.Key.Key_Up)
    assert view.current == 0
    press(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.current == len(TEXT) - 1
    press(view, Qt.Key.Key_Escape)
    assert view.current == -1


def test_walking_out_of_sight_scrolls(view):
    view.show_pieces(pieces_of("word " * 2000))
    press(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.viewport().rect().contains(view.token_rect(9999).center().toPoint())
    press(view, Qt.Key.Key_PageUp)
    assert view.current < 9900
    assert view.viewport().rect().contains(view.token_rect(view.current).center().toPoint())


def test_return_chooses_the_selected_token(qtbot, view):
    click(view, 5)
    with qtbot.waitSignal(view.chosen) as signal:
        press(view, Qt.Key.Key_Return)
    assert signal.args == [5]


def test_the_whole_text_is_copied_exactly(view):
    press(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == TEXT


def test_what_the_mouse_marks_is_copied(view):
    click(view, 4)
    start, end = view.token_rect(4).center().toPoint(), view.token_rect(10).center().toPoint()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == TEXT[4:11]


def test_what_shift_and_arrows_mark_is_copied(view):
    click(view, 0)
    for _ in range(3):
        press(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == TEXT[:4]


def test_unsure_tokens_are_darker_than_sure_ones(view):
    probabilities = [1.0, 0.5, 0.1, 0.001]
    view.show_pieces(Piece(" ", " ", p, 0) for p in probabilities)
    greens = [colour_at(view, i).green() for i in range(4)]
    assert greens == sorted(greens, reverse=True)
    assert greens[0] - greens[3] > 40
    view.set_colouring(Colouring.NONE)
    assert len({colour_at(view, i).name() for i in range(4)}) == 1


def test_what_the_person_wrote_is_not_coloured(view):
    view.show_pieces([Piece(" ", " ", 0.01, 9, given=True), Piece(" ", " ", 0.01, 9)])
    given, written = colour_at(view, 0), colour_at(view, 1)
    view.set_colouring(Colouring.NONE)
    assert colour_at(view, 0) == given
    assert colour_at(view, 1) != written


def test_neighbouring_pieces_have_different_colours(view):
    view.set_colouring(Colouring.PIECES)
    colours = [colour_at(view, i).name() for i in range(3)]
    assert len(set(colours)) == 3


def test_chinese_characters_are_as_wide_as_their_font_says(view):
    wide, narrow = view.token_rect(TEXT.index("在")).width(), view.token_rect(0).width()
    assert wide > 1.4 * narrow


def test_no_two_tokens_of_a_line_overlap(view):
    boxes = [view.token_rect(i) for i in range(len(TEXT))]
    for one, other in pairwise(boxes):
        if one.top() == other.top():
            assert other.left() == pytest.approx(one.right(), abs=0.01)


def test_growing_keeps_the_end_in_sight(view):
    for _ in range(60):
        view.append(pieces_of("one more line\n"))
    assert view.follows
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0
    assert view.text == TEXT + "one more line\n" * 60


def test_growing_leaves_a_reader_where_he_is(view):
    view.append(pieces_of("line\n" * 60))
    view.verticalScrollBar().setValue(40)
    view.append(pieces_of("line\n" * 5))
    assert view.verticalScrollBar().value() == 40


def test_markup_is_shown_as_it_is(view):
    view.show_pieces(pieces_of("<b>x</b>&amp;"))
    assert view.text == "<b>x</b>&amp;"
    assert view.token_rect(0).width() > 0


def test_lines_break_anew_when_the_view_is_narrower(view):
    last = len(TEXT) - 1
    before = view.token_rect(last).top()
    view.resize(160, 300)
    assert view.token_rect(last).top() > before
    assert view.viewport().width() > view.token_rect(last).right()


def test_larger_letters_take_more_room(view):
    before = view.token_rect(1).width()
    try:
        theme.apply("light", 1.6)
        assert view.token_rect(1).width() == pytest.approx(1.6 * before, rel=0.1)
    finally:
        theme.apply("light")


def test_a_screen_reader_hears_the_selected_token(view):
    click(view, 0)
    assert view.accessibleDescription() == "“t”: 50 %, the likeliest"
    view.show_pieces([Piece(" ", "␣", 0.004, 8)])
    press(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "“␣”: 0.4 %, number 9 of the likeliest"
