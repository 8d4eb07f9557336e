import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from playground.engine.knobs import Knob, Option
from playground.errors import NumberUnclear, OutOfRange
from playground.ui.fields import (
    ChoiceField,
    NumberField,
    SwitchField,
    WholeField,
    make_field,
    next_size,
)
from playground.ui.language import Language, tr

RATE = Knob("rate", 3e-3, "Rate", "", 1e-8, 10.0)


@pytest.fixture
def number(qtbot, dressed):
    field = NumberField(RATE)
    qtbot.addWidget(field)
    return field


def test_each_kind_of_knob_gets_its_field(qtbot, dressed):
    knobs = {
        WholeField: Knob("n", 3, "N", "", 1, 9),
        NumberField: RATE,
        SwitchField: Knob("on", False, "On", ""),
        ChoiceField: Knob("c", "b", "C", "", options=(Option("a", "A"), Option("b", "B"))),
    }
    for kind, knob in knobs.items():
        field = make_field(knob)
        qtbot.addWidget(field)
        assert type(field) is kind
        assert field.get() == knob.default


@pytest.mark.parametrize("value", [1e-8, 3e-3, 0.00123456, 0.02, 0.5, 1.0, 9.99999, 10.0])
def test_a_number_is_shown_short_and_comes_back_the_same(number, value):
    number.put(value)
    assert len(number.text()) <= len(repr(value))
    assert float(number.text()) == value
    assert number.get() == value


@pytest.mark.parametrize(("typed", "value"), [("0.01", 0.01), ("1e-4", 1e-4), ("0,5", 0.5)])
def test_a_number_can_be_typed_in_any_way(qtbot, number, typed, value):
    number.lineEdit().selectAll()
    QTest.keyClicks(number.lineEdit(), typed)
    QTest.keyClick(number.lineEdit(), Qt.Key.Key_Return)
    assert number.get() == value


@pytest.mark.parametrize("kind", [int, float])
def test_thousands_may_be_typed_as_the_tooltip_writes_them(qtbot, dressed, kind):
    field = make_field(Knob("base", kind(100), "Rotary base", "", kind(2), kind(10**8)))
    qtbot.addWidget(field)
    field.lineEdit().selectAll()
    QTest.keyClicks(field.lineEdit(), "10,000")
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.get() == 10_000


@pytest.mark.parametrize("typed", ["", "-", "1e", "abc", "nan", "inf", "11", "0"])
def test_what_is_no_number_in_the_range_is_not_accepted(number, typed):
    state, _, _ = number.validate(typed, 0)
    assert state != QValidator.State.Acceptable


def test_a_wide_range_is_stepped_through_in_sizes(number):
    number.put(0.001)
    seen = []
    for _ in range(4):
        number.stepBy(1)
        seen.append(number.get())
    assert seen == [0.002, 0.005, 0.01, 0.02]
    number.stepBy(-3)
    assert number.get() == 0.002


@pytest.mark.parametrize(
    ("value", "up", "down"), [(3, 5, 2), (10, 20, 5), (0.5, 1, 0.2), (1, 2, 0.5)]
)
def test_sizes_go_up_and_down(value, up, down):
    assert math.isclose(next_size(value, 1), up)
    assert math.isclose(next_size(value, -1), down)


def test_zero_can_be_left_and_reached():
    assert next_size(0, 1) == 1
    assert next_size(1e-9, -1) == 0


def test_a_narrow_whole_number_goes_one_by_one(qtbot, dressed):
    field = WholeField(Knob("n", 3, "N", "", 1, 24))
    qtbot.addWidget(field)
    field.stepBy(1)
    assert field.get() == 4


def test_the_wheel_turns_pages_not_numbers(qtbot, number):
    before = number.get()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    number.wheelEvent(event)
    assert number.get() == before
    assert not event.isAccepted()


@pytest.mark.parametrize("typed", ["10,00", "soon", "99", "1e", "-1", "10.000", "1.5", ""])
def test_what_is_refused_is_told_in_a_bubble_and_undone(qtbot, dressed, typed):
    field = WholeField(Knob("n_layer", 3, "Layers", "", 1, 24))
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.lineEdit().selectAll()
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Delete)
    QTest.keyClicks(field.lineEdit(), typed)
    assert field.value() in (3, *range(1, 11))  # while it is typed, the beginning may be a number
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.text() == str(field.value())
    assert QToolTip.text()
    QToolTip.hideText()


def test_in_a_form_what_is_refused_stays_and_says_why(qtbot, dressed):
    field = NumberField(Knob("rotary_base", 100.0, "Rotary base", "", 2.0, 1e8))
    field.holds = True
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    type_into(field, "10,00")
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.text() == "10,00"
    with pytest.raises(NumberUnclear):
        field.get()
    type_into(field, "1")
    with pytest.raises(OutOfRange):
        field.get()
    type_into(field, "10,000")
    assert field.get() == 10_000
    QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert field.text() == "10,000"
    type_into(field, "10,00")
    field.put(500.0)
    assert (field.text(), field.get()) == ("500", 500)


def test_the_arrows_lead_out_of_what_was_refused(qtbot, dressed):
    field = WholeField(Knob("n", 3, "N", "", 1, 24))
    field.holds = True
    qtbot.addWidget(field)
    type_into(field, "3,3,3")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.get() == field.value() > 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_0_is_called_what_it_means_and_the_word_can_be_typed(qtbot, dressed, language):
    speaking = Language()
    speaking.use(language)
    try:
        field = WholeField(Knob("threads", 2, "", "", 0, 256, zero="automatic"))
        qtbot.addWidget(field)
        word = tr("automatic")
        type_into(field, "0")
        QTest.keyClick(field.lineEdit(), Qt.Key.Key_Return)
        assert (field.text(), field.get()) == (word, 0)
        type_into(field, "7")
        field.lineEdit().setText("")
        field.lineEdit().insert(word)
        assert field.get() == 0
    finally:
        speaking.use("en")


@pytest.mark.parametrize("value", [1000, 12_345, 1_234_567])
def test_large_whole_numbers_are_grouped_and_can_be_typed_back(qtbot, dressed, value):
    field = WholeField(Knob("n", 3, "N", "", 0, 10**8))
    qtbot.addWidget(field)
    field.put(value)
    shown = field.text()
    assert "," in shown
    field.put(1)
    type_into(field, shown)
    assert field.get() == value


def type_into(field, words):
    field.lineEdit().selectAll()
    QTest.keyClicks(field.lineEdit(), words)
