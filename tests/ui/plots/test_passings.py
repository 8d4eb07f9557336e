"""The marks where the validation curve passes the dashed lines."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.engine.lines import Line, passing
from playground.engine.units import BITS, NATS, PERPLEXITY
from playground.ui.history import STEPS, TIME, TOKENS
from playground.ui.plots.curves import validation
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.passings import place, place_words, words
from tests.ui.test_loss_plot import BPC_PER_NAT, history_of

AREA = QRectF(40, 10, 600, 300)
SIZE = QSizeF(60, 16)
HISTORY = history_of([9.0, 6.0, 5.0, 4.5, 4.2], checks=(1, 2, 3, 4, 5))  # 0.1 nats above each
LINE = Line("three", 3.0)  # 6 nats: between the first and the second check


@pytest.mark.parametrize(
    ("options", "level"),
    [
        (PlotOptions(unit=BITS, axis=STEPS), 3.0),
        (PlotOptions(unit=NATS, axis=TIME), 6.0),
        (PlotOptions(unit=PERPLEXITY, axis=TOKENS), 403.4288),
        (PlotOptions(unit=NATS, log_x=True), 6.0),
        (PlotOptions(unit=NATS, log_y=True), 6.0),
    ],
)
def test_the_mark_lies_on_the_line_and_on_the_curve(options, level):
    line = replace(LINE, bits=2.99)
    passed = passing(HISTORY.evaluations, line)
    assert passed is not None
    curve = validation(HISTORY, options, *((-1, 4) if options.log_x else (0.0, 1000.0)))
    x, y = place(HISTORY, options, passed, level)
    (x0, x1), (y0, y1) = curve.x[1:3], curve.y[1:3]
    assert x0 <= x <= x1
    assert y == pytest.approx(y0 + (y1 - y0) * (x - x0) / (x1 - x0))


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
