"""The dials: a click goes there, a value can be typed, a double click brings the usual one."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyleOptionSlider

LEFT = Qt.MouseButton.LeftButton


def spot(slider, number):
    """Return where the handle stands for one of the slider's numbers."""
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    option.sliderPosition = option.sliderValue = number
    handle = slider.style().subControlRect(
        QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider
    )
    return handle.center()


def field(bench, name):
    found = bench.tab.findChild(QLineEdit, f"generate.{name}.value")
    assert found is not None
    return found


def type_value(bench, name, text):
    edit = field(bench, name)
    QTest.mouseClick(edit, LEFT)
    assert edit.hasFocus()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    bench["output"].setFocus()


@pytest.mark.parametrize("name", ["temperature", "top_k", "top_p", "speed"])
def test_a_click_on_the_groove_goes_there(bench, name):
    slider = bench[name]
    for number in (slider.maximum(), 0, slider.maximum() // 2, 1):
        QTest.mouseClick(slider, LEFT, pos=spot(slider, number))
        assert slider.value() == number


def test_from_there_it_can_be_dragged_on(bench):
    slider = bench["temperature"]
    QTest.mousePress(slider, LEFT, pos=spot(slider, 30))
    assert slider.isSliderDown()
    QTest.mouseMove(slider, spot(slider, 10))
    QTest.mouseRelease(slider, LEFT, pos=spot(slider, 10))
    assert slider.value() == 10
    assert bench.tab.dials.config.temperature == 0.5


@pytest.mark.parametrize(
    ("name", "usual"), [("temperature", 0.8), ("top_k", 0), ("top_p", 1.0), ("speed", 0)]
)
def test_a_double_click_brings_the_usual_value(bench, name, usual):
    slider, dial = bench[name], getattr(bench.tab.dials, name)
    QTest.mouseClick(slider, LEFT, pos=spot(slider, 2))
    assert dial.value != usual
    QTest.mouseDClick(slider, LEFT, pos=spot(slider, 2))
    assert dial.value == usual
    assert "Double-click" in dial.toolTip()


@pytest.mark.parametrize(
    ("name", "text", "value", "shown"),
    [
        ("temperature", "0.73", 0.73, "0.73"),
        ("temperature", "1,5", 1.5, "1.50"),
        ("temperature", "9", 2.0, "2.00"),
        ("temperature", "-1", 0.0, "0 · the likeliest"),
        ("top_k", "7", 7, "7"),
        ("top_k", "0", 0, "off"),
        ("top_k", "1000000", 0, "off"),
        ("top_p", "0.425", 0.425, "0.42"),
        ("top_p", "1", 1.0, "off"),
        ("speed", "7", 7, "7 a second"),
        ("speed", "1000", 0, "full"),
    ],
)
def test_a_value_can_be_typed(bench, name, text, value, shown):
    dial = getattr(bench.tab.dials, name)
    QTest.keyClick(bench[name], Qt.Key.Key_Home)
    QTest.keyClick(bench[name], Qt.Key.Key_Right)
    type_value(bench, name, text)
    assert dial.value == value
    assert field(bench, name).text() == shown


def test_what_is_no_number_changes_nothing(bench):
    for text in ("warm", "", "1.5.5"):
        type_value(bench, "temperature", text)
        assert bench.tab.dials.config.temperature == 0.9
        assert field(bench, "temperature").text() == "0.90"
    edit = field(bench, "temperature")
    QTest.mouseClick(edit, LEFT)
    QTest.keyClicks(edit, "1.2")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    bench["output"].setFocus()
    assert bench.tab.dials.config.temperature == 0.9


def test_a_digit_on_the_slider_begins_to_type(bench):
    slider = bench["temperature"]
    slider.setFocus()
    QTest.keyClicks(slider, "1")
    QTest.keyClicks(QApplication.focusWidget(), ".25")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert bench.tab.dials.config.temperature == 1.25


def test_the_bars_follow_a_typed_value(bench):
    before = [row.share for row in bench["bars"].rows]
    type_value(bench, "temperature", "0.05")
    assert [row.share for row in bench["bars"].rows] != before


def test_a_typed_value_is_remembered_exactly(bench, studio):
    type_value(bench, "temperature", "0.73")
    assert studio.settings.get("generate/temperature", 0.0) == 0.73


def test_a_click_beside_the_handle_does_not_move_a_slider_that_stands_there(bench):
    slider = bench["temperature"]
    QTest.mouseClick(slider, LEFT, pos=spot(slider, slider.value()) + QPoint(2, 0))
    assert bench.tab.dials.config.temperature == 0.9
