"""A button with a menu does not look as if the pointer were on it when that has long gone."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QHoverEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QVBoxLayout, QWidget

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
    hover(button)
    assert button.grab().toImage() != before

    def choose() -> None:
        QCursor.setPos(other.mapToGlobal(other.rect().center()))
        menu.close()

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, choose))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    hover(button)  # what X11 leaves behind
    qtbot.waitUntil(lambda: not button.underMouse())
    window.setFocus()
    assert button.grab().toImage() == before


def hover(button: QToolButton) -> None:
    """Let Qt believe that the pointer is on the button."""
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    inside = QPointF(5, 5)
    QApplication.sendEvent(button, QHoverEvent(QEvent.Type.HoverEnter, inside, inside, inside))
