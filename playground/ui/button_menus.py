"""Menus of buttons: a button looks as before when its menu has closed."""

from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCursor, QHoverEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton

Button = QToolButton | QPushButton


def give_menu(button: Button, menu: QMenu) -> None:
    """Let a button open `menu`.

    A menu takes the mouse away from the button below it, and Qt never tells the button that the
    pointer has left: it would look for ever as if the pointer were still there.
    """
    button.setMenu(menu)
    menu.aboutToHide.connect(partial(QTimer.singleShot, 0, button, partial(_look_again, button)))


def _look_again(button: Button) -> None:
    """Let a button look as the pointer stands now."""
    at = QCursor.pos()
    if QApplication.widgetAt(at) is button:
        return
    inside = button.mapFromGlobal(at).toPointF()
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    QApplication.sendEvent(
        button, QHoverEvent(QEvent.Type.HoverLeave, inside, at.toPointF(), inside)
    )
