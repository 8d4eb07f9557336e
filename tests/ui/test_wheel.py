"""The wheel turns pages: whatever passes under the pointer keeps its value."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)

from playground.engine.config import TextConfig, TrainingConfig
from playground.ui.form import Form
from playground.ui.settings_dialog import SettingsDialog
from playground.ui.wheel import Combo

KINDS = (QAbstractSpinBox, QComboBox, QAbstractSlider, QTabBar)


def turn(widget: QWidget, notches: int) -> None:
    """Send what Qt sends when the wheel is turned over the middle of a widget."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def said(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentIndex(), widget.currentText()
    if isinstance(widget, QTabBar):
        return widget.currentIndex()
    return widget.value()


def fields(root: QWidget) -> list[QWidget]:
    found = [w for kind in KINDS for w in root.findChildren(kind)]
    return [w for w in found if not isinstance(w, QScrollBar)]


@pytest.mark.parametrize("notches", [1, -1])
def test_no_field_of_the_window_is_changed_in_passing(window, qtbot, notches):
    train = window.pages.tabs["train"]
    train.training.more.click()
    there = fields(window)
    assert {"train.budget", "train.size", "generate.temperature", "text.vocabulary"} <= {
        widget.objectName() for widget in there
    }
    for widget in there:
        if isinstance(widget, QAbstractSlider):
            widget.setValue((widget.minimum() + widget.maximum()) // 2)
        before, focus = said(widget), QApplication.focusWidget()
        if widget is focus:
            continue
        parts = [widget, *widget.findChildren(QWidget)]  # such as the line of a combo box
        for part in parts:
            turn(part, notches)
        assert said(widget) == before, widget.objectName()
        assert QApplication.focusWidget() is focus, widget.objectName()
        policies = {part.focusPolicy() for part in parts}
        assert Qt.FocusPolicy.WheelFocus not in policies or isinstance(widget, QTabBar), (
            widget.objectName()
        )


@pytest.mark.parametrize("notches", [1, -1])
@pytest.mark.parametrize("config", [TrainingConfig(), TextConfig(vocab_size=500)], ids=["t", "x"])
def test_no_field_of_a_form_is_changed_in_passing(qtbot, dressed, config, notches):
    form = Form(config, "test")
    qtbot.addWidget(form)
    for widget in fields(form):
        turn(widget, notches)
    assert form.config() == config


@pytest.mark.parametrize("notches", [1, -1])
def test_no_choice_of_the_settings_dialog_is_changed_in_passing(window, qtbot, notches):
    window.commands.show_settings()
    dialog = window.findChild(SettingsDialog)
    for widget in fields(dialog):
        before = said(widget)
        turn(widget, notches)
        assert said(widget) == before
    dialog.close()


def test_a_list_gives_the_room_back_that_it_no_longer_needs(qtbot, dressed):
    combo = Combo()
    qtbot.addWidget(combo)
    combo.setSizeAdjustPolicy(combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    widths = []
    for letters in (7, 13, 7):
        combo.setMinimumContentsLength(letters)
        widths.append((combo.sizeHint().width(), combo.minimumSizeHint().width()))
    assert widths[0] == widths[2] != widths[1]
