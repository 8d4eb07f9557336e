"""What the monkey does with one widget, and which one it takes: what it touched least."""

import random
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QHelpEvent,
    QInputMethodEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFileDialog,
    QMenu,
    QMenuBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from tests.ui.walk import INTERACTIVE

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEY, COPY = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_F11, Qt.Key.Key_A, Qt.Key.Key_B,
    Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_F, Qt.Key.Key_I, Qt.Key.Key_N,
    Qt.Key.Key_O, Qt.Key.Key_P, Qt.Key.Key_S, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Z,
    Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_Plus, Qt.Key.Key_Minus,
    Qt.Key.Key_Comma,
)  # fmt: skip
MODIFIERS = (
    *(NO_KEY,) * 4,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
WORDS = ("the king", "0", "999999999", "-1", "<b>", "{x}", "\t", "=1+1", "%s", "3.5e9", "../..")
CHINESE = ("从前", "龟", "，。", "𠀀", "🐢")
TO_LOOK_AT = 0.2  # weight of a widget that does nothing, beside one that does something
SWITCHED_OFF = 0.1


class Hands:
    """Touches widgets by chance, and counts what was touched."""

    def __init__(self, chance: random.Random, files: list[Path]) -> None:
        self.touched: Counter[str] = Counter()  # by name, of what does something
        self.did = ""  # the last thing, in words
        self._chance, self._files = chance, files

    def take(self, window: QWidget) -> QWidget | None:
        """Return a widget that a person can reach now, rather one that was touched little."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or window
        found, weights = [], []
        for widget in (top, *top.findChildren(QWidget)):
            if not widget.isVisible() or min(widget.width(), widget.height()) <= 0:
                continue
            if widget.window() is not top.window() and not isinstance(widget, QMenu):
                continue  # a dialog below another one
            found.append(widget)
            weights.append(self._weight(widget))
        return self._chance.choices(found, weights)[0] if found else None

    def touch(self, widget: QWidget) -> None:
        """Do one thing to a widget."""
        chance = self._chance
        name = name_of(widget)
        if acts(widget):
            self.touched[name] += 1
        place = self._place(widget)
        kind = chance.random()
        self.did = f"touch {name} at {place.x()}, {place.y()} ({kind:.3f})"
        if kind < 0.40:
            QTest.mouseClick(widget, LEFT, chance.choice(MODIFIERS[:5]), place)
        elif kind < 0.43:
            QTest.mouseClick(widget, RIGHT, pos=place)
        elif kind < 0.47:
            self.ask_for_menu(widget, place)
        elif kind < 0.51:
            QTest.mouseDClick(widget, LEFT, pos=place)
        elif kind < 0.58:
            self._drag(widget, place)
        elif kind < 0.62:
            self._hover(widget, place)
        elif kind < 0.68:
            self._turn_wheel(widget, place)
        else:
            self._type(widget)

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key where a person would: in what has the focus, or in a given widget."""
        self.did = f"key {key.name} {modifier.name} in {name_of(widget)}"
        QTest.keyClick(widget, key, modifier)

    def type(self, widget: QWidget, words: str) -> None:
        """Type words, as long as there is something to type them in: a letter may close it."""
        for letter in words:
            if isValid(widget):
                QTest.keyClicks(widget, letter)

    def ask_for_menu(self, widget: QWidget, place: QPoint) -> None:
        """Ask for the menu of what is there."""
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, widget.mapToGlobal(place), NO_KEY)
        QApplication.sendEvent(widget, event)

    def open_menu(self, bar: QMenuBar) -> None:
        """Open one of the menus of the bar."""
        action = self._chance.choice(bar.actions())
        self.did = f"open the menu {action.text()}"
        QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(action).center())

    def drop(self, window: QWidget) -> None:
        """Drop files on the window, or on a text field in it."""
        chance = self._chance
        fields = [w for w in window.findChildren(QWidget) if w.isVisible() and w.acceptDrops()]
        target = chance.choice([window, *fields])
        chosen = chance.sample(self._files, chance.choice((1, 1, 1, 2)))
        self.did = f"drop {[file.name for file in chosen]} on {name_of(target)}"
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in chosen])
        place = self._place(target)
        QApplication.sendEvent(target, QDragEnterEvent(place, COPY, data, LEFT, NO_KEY))
        QApplication.sendEvent(target, QDropEvent(QPointF(place), COPY, data, LEFT, NO_KEY))

    def answer(self, dialog: QFileDialog) -> None:
        """Choose a file of the monkey's own or none: no other file is to be touched."""
        self.did = f"answer “{dialog.windowTitle()}”"
        home = self._files[0].parent
        if self._chance.random() < 0.4:
            dialog.reject()
            return
        if dialog.fileMode() is QFileDialog.FileMode.Directory:
            chosen = home / "folder"
        elif dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
            chosen = home / self._chance.choice(("saved", "saved.png", "龟.lmrun", "a/b.txt"))
        else:
            chosen = self._chance.choice([file for file in self._files if file.is_file()])
        dialog.selectFile(str(chosen))
        dialog.accept()
        if dialog.isVisible() and QApplication.activeModalWidget() is dialog:
            dialog.reject()

    def _weight(self, widget: QWidget) -> float:
        if not acts(widget):
            return TO_LOOK_AT
        known = 1 / (1 + self.touched[name_of(widget)]) ** 0.5
        return 3 * known * (1.0 if widget.isEnabled() else SWITCHED_OFF)

    def _place(self, widget: QWidget) -> QPoint:
        """Return a place in a widget, in menus and tabs on one of what can be chosen."""
        chance = self._chance
        if isinstance(widget, QMenu) and widget.actions() and chance.random() < 0.9:
            return widget.actionGeometry(chance.choice(widget.actions())).center()
        if isinstance(widget, QTabBar) and widget.count():
            return widget.tabRect(chance.randrange(widget.count())).center()
        return QPoint(chance.randrange(widget.width()), chance.randrange(widget.height()))

    def _type(self, widget: QWidget) -> None:
        chance = self._chance
        focus = QApplication.focusWidget()
        if focus is not None and chance.random() < 0.5:
            widget = focus
        kind = chance.random()
        if kind < 0.55:
            self.press(widget, chance.choice(KEYS), chance.choice(MODIFIERS))
        elif kind < 0.85:
            words = chance.choice(WORDS)
            self.did = f"type {words!r} in {name_of(widget)}"
            self.type(widget, words)
        else:
            self.did = f"write Chinese in {name_of(widget)}"
            event = QInputMethodEvent("", [])
            event.setCommitString(chance.choice(CHINESE))
            QApplication.sendEvent(widget, event)

    def _drag(self, widget: QWidget, start: QPoint) -> None:
        chance = self._chance
        QTest.mousePress(widget, LEFT, pos=start)
        width, height = widget.width(), widget.height()
        for _ in range(3):
            end = QPoint(chance.randint(-20, width + 20), chance.randint(-20, height + 20))
            QTest.mouseMove(widget, end)
        QTest.mouseRelease(widget, LEFT, pos=end)

    def _hover(self, widget: QWidget, place: QPoint) -> None:
        QTest.mouseMove(widget, place)
        QApplication.sendEvent(
            widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
        )

    def _turn_wheel(self, widget: QWidget, place: QPoint) -> None:
        turn = QPoint(0, self._chance.choice((-120, 120, 960)))
        event = QWheelEvent(
            QPointF(place), QPointF(widget.mapToGlobal(place)), QPoint(), turn,
            Qt.MouseButton.NoButton, self._chance.choice(MODIFIERS),
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)


def acts(widget: QWidget) -> bool:
    """Tell whether something may come of touching a widget."""
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return True
    return isinstance(widget, (*INTERACTIVE, QMenu)) or widget.focusPolicy() != (
        Qt.FocusPolicy.NoFocus
    )


def name_of(widget: QWidget) -> str:
    """Return what a widget is called, or the next one around it that has a name of ours."""
    kind, inner = type(widget).__name__, widget
    while not inner.objectName() or inner.objectName().startswith("qt_"):
        parent = inner.parentWidget()
        if parent is None:
            return kind
        inner = parent
    return inner.objectName() if inner is widget else f"{inner.objectName()}/{kind}"
