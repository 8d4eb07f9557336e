"""Files may be dropped anywhere."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from playground.ui.drop import DropTarget, Overlay, TakesFiles

BUTTON, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Window(TakesFiles, QWidget):
    pass


@pytest.fixture
def page(qtbot, dressed):
    window = Window()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    box.addWidget(QLineEdit())
    box.addWidget(QPlainTextEdit())
    window.show()
    window.drops = DropTarget(window)
    window.drops.watch(window)
    window.got = []
    window.drops.dropped.connect(window.got.extend)
    return window


def carried(*files, text=""):
    data = QMimeData()
    if files:
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    if text:
        data.setText(text)
    return data


def enter(widget, data):
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, BUTTON, NO_KEY)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget, data):
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, BUTTON, NO_KEY)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_files_are_taken_by_the_window(page, tmp_path):
    data = carried(tmp_path / "a.txt", tmp_path / "寓言.txt")
    assert enter(page, data)
    assert drop(page, data)
    assert page.got == [tmp_path / "a.txt", tmp_path / "寓言.txt"]


def test_files_are_taken_from_text_fields_too(page, tmp_path):
    for field in (page.findChild(QLineEdit), page.findChild(QPlainTextEdit).viewport()):
        data = carried(tmp_path / "a.txt")
        assert enter(field, data)
        assert drop(field, data)
    assert page.got == [tmp_path / "a.txt"] * 2
    assert page.findChild(QLineEdit).text() == ""
    assert page.findChild(QPlainTextEdit).toPlainText() == ""


def test_words_still_drop_into_text_fields(page):
    field = page.findChild(QPlainTextEdit)
    data = carried(text="Once upon a time")
    enter(field.viewport(), data)
    drop(field.viewport(), data)
    assert field.toPlainText() == "Once upon a time"
    assert page.got == []


def test_web_addresses_are_no_files(page):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.txt")])
    assert not enter(page, data)
    assert not drop(page, data)


def test_the_window_says_where_to_let_go(page, tmp_path):
    overlay = page.findChild(Overlay)
    data = carried(tmp_path / "a.txt")
    enter(page, data)
    assert overlay.isVisible()
    assert overlay.geometry() == page.rect()
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert not overlay.isVisible()
    enter(page, data)
    drop(page, data)
    assert not overlay.isVisible()
