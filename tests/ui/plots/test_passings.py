"""The marks where the validation curve passes the dashed lines."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.engine.lines import Line, passing
from playground.engine.units import BITS, NATS, PERPLEXITY, from_bits
from playground.ui.history import STEPS, TIME, TOKENS
from playground.ui.plots.curves import bent, validation
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.passings import place, place_words, words
from tests.ui.test_loss_plot import BPC_PER_NAT, history_of

AREA = QRectF(40, 10, 600, 300)
SIZE = QSizeF(60, 16)
HISTORY = history_of([9.0, 6.0, 5.0, 4.5, 4.2], checks=(1, 2, 3, 4, 5))  # 0.1 nats above each


@pytest.mark.parametrize("unit", [BITS, NATS, PERPLEXITY])
@pytest.mark.parametrize("axis", [STEPS, TIME, TOKENS])
@pytest.mark.parametrize(("log_x", "log_y"), [(False, False), (True, False), (False, True)])
def test_the_mark_lies_on_the_line_and_on_the_curve(unit, axis, log_x, log_y):
    options = PlotOptions(unit=unit, axis=axis, log_x=log_x, log_y=log_y)
    for bits in (2.6, 2.99, 4.4):
        passed = passing(HISTORY.evaluations, Line("some", bits))
        assert passed is not None
        level = from_bits(bits, unit, BPC_PER_NAT)
        low, high = (-1.0, 3.0) if log_x else (0.0, 6.0 if axis != TOKENS else 600.0)
        curve = bent(validation(HISTORY, options, low, high), options, low, high)
        x, y = place(HISTORY, options, passed, level)
        assert y == pytest.approx(math.log10(level) if log_y else level)
        assert np.interp(x, curve.x, curve.y) == pytest.approx(y, rel=0.01)  # less than a pixel
        if axis == TIME:  # it stands where the words say it stands
            assert (10**x if log_x else x) == pytest.approx(passed.seconds)


def test_the_curve_passes_through_the_checks_in_every_unit():
    for unit in (BITS, NATS, PERPLEXITY):
        options = PlotOptions(unit=unit, log_x=True, log_y=True)
        line = validation(HISTORY, options, 0.0, 1.0)
        curve = bent(line, options, 0.0, 1.0)
        for x, y in zip(line.x, line.y, strict=True):
            assert np.isclose(curve.x, x).any()
            assert np.interp(x, curve.x, curve.y) == pytest.approx(y)


def test_a_mark_is_beside_the_first_check_if_that_was_below_already():
    passed = passing(HISTORY.evaluations, Line("high", 99.0))
    assert place(HISTORY, PlotOptions(unit=NATS), passed, 99.0 / BPC_PER_NAT) == (1.0, 198.0)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.32, "after 0.3 s"),
        (9.94, "after 9.9 s"),
        (9.96, "after 10 s"),
        (59.4, "after 59 s"),
        (59.7, "after 1:00"),
        (4000.0, "after 1:06:40"),
    ],
)
def test_it_says_how_long_it_took(dressed, seconds, expected):
    assert words(seconds) == expected


def test_words_stand_where_the_falling_curve_is_not(dressed):
    (box,) = place_words([QPointF(300, 100)], [SIZE], AREA, [])
    assert (box.left() > 300, box.bottom()) == (True, 100)


def test_words_make_way_for_the_name_of_a_line(dressed):
    name = QRectF(310, 80, 330, 18)
    (box,) = place_words([QPointF(300, 100)], [SIZE], AREA, [name])
    assert (box.right() < 300, box.top()) == (True, 100)


def test_without_room_there_is_a_mark_alone(dressed):
    (box,) = place_words([QPointF(300, 100)], [SIZE], AREA, [AREA])
    assert box.isEmpty()


places = st.tuples(st.floats(40, 640), st.floats(10, 310))


@given(st.lists(places, min_size=1, max_size=6), st.lists(st.floats(10, 290), max_size=4))
def test_words_never_cover_each_other_nor_a_name_and_stay_inside(marks, names):
    taken = [QRectF(550, top, 90, 18) for top in names]
    found = place_words([QPointF(*at) for at in marks], [SIZE] * len(marks), AREA, taken)
    boxes = [box for box in found if not box.isEmpty()]
    for box in boxes:
        assert AREA.contains(box)
        assert not any(box.intersects(name) for name in taken)
    for one, other in combinations(boxes, 2):
        assert not one.intersects(other)


def test_words_never_stand_beside_the_mark_of_another_line(dressed):
    marks = [QPointF(300, 100), QPointF(325, 106), QPointF(345, 112)]
    boxes = place_words(marks, [SIZE] * 3, AREA, [])
    for i, box in enumerate(boxes):
        if not box.isEmpty():
            nearest = min(range(3), key=lambda j: distance(box, marks[j]))
            assert nearest == i
    assert not boxes[0].isEmpty()


def test_words_make_way_for_a_curve(dressed):
    flat = np.array([(40.0, 90.0), (640.0, 95.0)])
    (box,) = place_words([QPointF(300, 92)], [SIZE], AREA, [], [flat])
    assert not box.isEmpty()
    assert box.bottom() <= 92 or box.top() >= 92


def distance(box: QRectF, at: QPointF) -> float:
    """How far a point is from a box."""
    x = min(max(at.x(), box.left()), box.right())
    y = min(max(at.y(), box.top()), box.bottom())
    return math.hypot(at.x() - x, at.y() - y)
