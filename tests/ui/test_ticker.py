"""Numbers that change many times a second do not lay out the window each time."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from playground.ui.card import label
from playground.ui.ticker import Ticker


class Layouts(QObject):
    """Counts how often a widget is laid out."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def page(qtbot, dressed):
    page = QWidget()
    qtbot.addWidget(page)
    page.ticker, page.plain = Ticker(), label("muted")
    row = QHBoxLayout(page)
    for shown in (page.ticker, page.plain):
        shown.setText("8:88 left")
        row.addWidget(shown)
    row.addStretch(1)
    page.show()
    QApplication.processEvents()
    page.layouts = Layouts(page)
    return page


def settled(page):
    QApplication.processEvents()
    return page.layouts.count


def test_words_that_fit_ask_for_no_new_layout(page):
    for words in ("1:11 left", "0:59 left", "0:01 left"):
        page.ticker.setText(words)
        assert settled(page) == 0
        assert page.ticker.text() == page.ticker.accessibleName() == words
    page.plain.setText("1:11 left")
    assert settled(page) > 0


def test_longer_words_get_the_room_they_need(page):
    page.ticker.setText("1:11:11 left, or more")
    assert settled(page) > 0
    needed = page.ticker.fontMetrics().horizontalAdvance(page.ticker.text())
    assert page.ticker.contentsRect().width() >= needed


def test_much_shorter_words_leave_no_gap(page):
    page.ticker.setText("0:01")
    assert settled(page) > 0
    needed = page.ticker.fontMetrics().horizontalAdvance(page.ticker.text())
    assert page.ticker.contentsRect().width() <= needed + 1


def test_it_looks_like_a_muted_label(page):
    for shown in (page.ticker, page.plain):
        shown.setText("0:17 left")
    settled(page)
    page.ticker.resize(page.plain.size())
    assert page.ticker.grab().toImage() == page.plain.grab().toImage()


def test_new_words_are_painted(page):
    before = page.ticker.grab().toImage()
    page.ticker.setText("1:11")
    assert page.ticker.grab().toImage() != before
