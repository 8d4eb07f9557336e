"""Everything a person can see or a screen reader can say in a window."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

TAB = Qt.FocusPolicy.TabFocus
INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)


def widgets(window: QWidget) -> Iterator[QWidget]:
    """Yield the window and all widgets in it that are ours, not parts of Qt's own."""
    yield window
    for child in window.findChildren(QWidget):
        if not is_part_of_qt(child):
            yield child


def is_part_of_qt(widget: QWidget) -> bool:
    """Tell whether Qt made the widget as a part of another one."""
    if widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar):
        return True
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return True
    while parent is not None:
        if isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit | QTabBar):
            return True
        if isinstance(parent, QAbstractItemView) and not isinstance(widget, QAbstractButton):
            return True
        parent = parent.parentWidget()
    return False


def interactive(window: QWidget) -> list[QWidget]:
    """Return what can be clicked or typed into."""
    return [
        widget
        for widget in widgets(window)
        if isinstance(widget, INTERACTIVE)
        or (not isinstance(widget, QAbstractScrollArea) and widget.focusPolicy() & TAB)
    ]


def words(widget: QWidget) -> list[str]:
    """Return all that one widget says."""
    said = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        said.append(widget.text())
    if isinstance(widget, QGroupBox):
        said.append(widget.title())
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        said.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        said += [widget.itemText(number) for number in range(widget.count())]
    if isinstance(widget, QAbstractSpinBox):
        said += [widget.specialValueText()]
    if isinstance(widget, QTabBar):
        said += [widget.tabText(number) for number in range(widget.count())]
    if widget.isWindow():
        said.append(widget.windowTitle())
    said += [action.text() for action in widget.actions()]
    return [text for text in said if text]
