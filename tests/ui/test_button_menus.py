"""A button with a menu does not look as if the pointer were on it when that has long gone."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from playground.ui.button_menus import give_menu


def test_the_hover_ends_with_the_menu(qtbot, dressed):
    window, button, other = QWidget(), QToolButton(), QToolButton()
    qtbot.addWidget(window)
    row = QVBoxLayout(window)
    for one in (button, other):
        one.setText("bits per character")
        row.addWidget(one)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.addAction("nats per token")
    give_menu(button, menu)
    with qtbot.waitExposed(window):
        window.show()
    window.setFocus()
    before = button.grab().toImage()
    QTest.mouseMove(button, QPoint(5, 5))
    qtbot.waitUntil(button.underMouse)
    assert button.grab().toImage() != before

    def choose() -> None:
        QCursor.setPos(other.mapToGlobal(other.rect().center()))
        menu.close()
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)  # as X11 leaves it

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, choose))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(lambda: not button.underMouse())
    window.setFocus()
    assert button.grab().toImage() == before
