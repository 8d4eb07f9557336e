"""Return presses the button that has the focus, everywhere in the window.

Qt lets only the space bar do that, but for the buttons of a dialog.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MODIFIERS = Qt.KeyboardModifier.KeypadModifier


def press_focused(event: QKeyEvent, focused: QWidget | None) -> bool:
    """Press `focused` if it is a button and the key is Return; tell whether it was.

    To be asked by the window, which gets the keys that nobody else had a use for.
    """
    if event.key() not in RETURN or event.isAutoRepeat() or event.modifiers() & ~MODIFIERS:
        return False
    if not isinstance(focused, QAbstractButton) or not focused.isEnabled():
        return False
    if isinstance(focused, QCheckBox | QRadioButton):
        return False  # these are set, not pressed
    if isinstance(focused, QPushButton | QToolButton) and focused.menu() is not None:
        focused.showMenu()
    else:
        focused.click()
    return True
