"""Where the names of the dashed lines stand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF

from playground.ui.plots.rules import place_labels

AREA = QRectF(40, 10, 600, 300)
SIZE = QSizeF(90, 16)


def test_a_name_stands_above_its_line_at_the_right_end():
    assert place_labels([100.0], [SIZE], AREA) == [QRectF(550, 84, 90, 16)]


def test_a_line_at_the_top_has_its_name_below():
    assert place_labels([12.0], [SIZE], AREA) == [QRectF(550, 12, 90, 16)]


def test_two_close_lines_have_one_name_above_and_one_below():
    upper, lower = place_labels([100.0, 106.0], [SIZE, SIZE], AREA)
    assert upper.bottom() == 100
    assert lower.top() == 106


def test_a_third_name_moves_to_the_left():
    boxes = place_labels([100.0, 103.0, 106.0], [SIZE] * 3, AREA)
    assert boxes[2].right() < boxes[0].left()


def test_without_room_there_is_no_name():
    tiny = QRectF(0, 0, 80, 10)
    assert place_labels([5.0], [SIZE], tiny)[0].isEmpty()


@given(st.lists(st.floats(10, 310), min_size=1, max_size=8))
def test_names_never_cover_each_other_and_stay_inside(heights):
    boxes = [box for box in place_labels(heights, [SIZE] * len(heights), AREA) if not box.isEmpty()]
    for box in boxes:
        assert AREA.contains(box)
    for one, other in combinations(boxes, 2):
        assert not one.intersects(other)
