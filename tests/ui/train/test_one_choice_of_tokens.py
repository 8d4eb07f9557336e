"""The tokenizer that is chosen on the Text tab is the one that is trained, and the other way."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox

from playground.engine.config import TextConfig
from playground.ui.tabs.text import TextTab
from playground.ui.tabs.train import TrainTab
from playground.ui.train.deeds import Deed
from tests.ui.train.conftest import PATIENCE

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def text_tab(qtbot, bench, studio):
    tab = TextTab(studio)
    qtbot.addWidget(tab)
    tab.resize(1028, 735)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


@pytest.mark.parametrize("kind", ["bpe", "byte"])
def test_what_the_text_tab_says_is_trained(qtbot, bench, text_tab, kind):
    QTest.mouseClick(text_tab.tokens.kinds.button(kind), LEFT)
    QTest.mouseClick(bench.tab.training.buttons.buttons[Deed.START], LEFT)
    qtbot.waitUntil(lambda: bool(bench.created), timeout=PATIENCE)
    assert bench.created[0].text.tokenizer == kind


def test_a_vocabulary_of_the_text_tab_is_trained_and_none_of_it_stays_for_characters(
    qtbot, bench, studio, text_tab
):
    QTest.mouseClick(text_tab.tokens.kinds.button("bpe"), LEFT)
    text_tab.tokens.vocabulary.setFocus()
    text_tab.tokens.vocabulary.selectAll()
    QTest.keyClicks(text_tab.tokens.vocabulary, "300")
    qtbot.waitUntil(lambda: studio.text_settings.config.vocab_size == 300, timeout=PATIENCE)
    QTest.mouseClick(text_tab.tokens.kinds.button("char"), LEFT)
    QTest.mouseClick(bench.tab.training.buttons.buttons[Deed.START], LEFT)
    qtbot.waitUntil(lambda: bool(bench.created), timeout=PATIENCE)
    assert bench.created[0].text == TextConfig()


def test_what_is_chosen_under_more_settings_is_shown_on_the_text_tab(qtbot, bench, text_tab):
    QTest.mouseClick(bench.tab.training.more, LEFT)
    field = bench.tab.training.settings.findChild(QComboBox, "train.tokenizer")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert text_tab.tokens.kinds.current == field.get() == "byte"


def test_the_choice_is_there_after_a_restart(qtbot, bench, studio, text_tab):
    QTest.mouseClick(text_tab.tokens.kinds.button("bpe"), LEFT)
    again = TrainTab(studio)
    qtbot.addWidget(again)
    QTest.mouseClick(again.training.buttons.buttons[Deed.START], LEFT)
    qtbot.waitUntil(lambda: bool(bench.created), timeout=PATIENCE)
    assert bench.created[0].text.tokenizer == "bpe"


def turn_wheel(widget):
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def value_of(widget):
    return widget.currentText() if isinstance(widget, QComboBox) else widget.value()


def test_no_field_changes_or_takes_the_keys_when_the_wheel_passes_over_it(window):
    tabs = [window.show_tab(key) for key in window.pages.tabs]
    window.show_tab("train")
    window.pages.tabs["train"].training.more.click()
    window.setFocus()
    kinds = (QComboBox, QAbstractSpinBox, QAbstractSlider)
    fields = [field for tab in tabs for kind in kinds for field in tab.findChildren(kind)]
    fields = [
        field for field in fields if field.objectName() and "scroll" not in field.objectName()
    ]
    assert len(fields) > 20
    for field in fields:
        before = value_of(field)
        turn_wheel(field)
        assert value_of(field) == before, field.objectName()
        assert not field.hasFocus(), field.objectName()
        assert not field.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus


def test_a_click_on_the_words_of_the_budget_opens_the_list_at_the_budget_of_now(qtbot, bench):
    box = bench.tab.training.budget
    box.setEditText("10 minutes")
    QTest.mouseClick(box.line, LEFT)
    qtbot.waitUntil(box.view().isVisible, timeout=PATIENCE)
    assert box.view().currentIndex().data() == "10 minutes"
    QTest.keyClick(box.view(), Qt.Key.Key_Up)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.currentText() == "3 minutes", timeout=PATIENCE)
    QTest.mouseClick(box.line, LEFT)  # it is chosen now, so a click sets the cursor
    assert not box.view().isVisible()
