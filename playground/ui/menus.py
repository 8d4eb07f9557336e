"""The menu bar: every command of the window with its key, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from playground.ui.language import Translated, tr


@dataclass
class Command:
    """One entry of a menu."""

    name: str  # object name
    words: str  # marked for translation, with its mnemonic
    act: Callable[[], object]
    keys: tuple[str, ...] = ()
    checkable: bool = False


@dataclass
class Submenu:
    """A menu in a menu, filled each time it is opened."""

    name: str
    words: str
    fill: Callable[[QMenu], None]


SEPARATOR = None
Entry = Command | Submenu | QAction | None


@dataclass
class Menu:
    """One menu of the bar."""

    name: str
    words: str  # marked for translation
    entries: list[Entry] = field(default_factory=list)


class Menus(Translated, QMenuBar):
    """The bar, made from a table."""

    def __init__(self, table: list[Menu], parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._menus: list[tuple[QMenu, str]] = []
        self.actions_by_name: dict[str, QAction] = {}
        self._commands: list[tuple[QAction, str]] = []
        for menu in table:
            shown = self._add_menu(self, menu.name, menu.words)
            for entry in menu.entries:
                self._add(shown, entry)
        self.retranslate()

    def action(self, name: str) -> QAction:
        """Return the action of a command."""
        return self.actions_by_name[name]

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        for menu, words in self._menus:
            menu.setTitle(tr(words))
        for action, words in self._commands:
            action.setText(tr(words))

    def keys(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return (menu, [(keys, words)]) of all commands with a key, words still in English."""
        groups = []
        for menu in self._table:
            entries = [key for entry in menu.entries for key in _key_of(entry)]
            if entries:
                groups.append((menu.words, entries))
        return groups

    def _add(self, menu: QMenu, entry: Entry) -> None:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, QAction):
            menu.addAction(entry)
        elif isinstance(entry, Submenu):
            inner = self._add_menu(menu, entry.name, entry.words)
            inner.aboutToShow.connect(partial(_fill_again, inner, entry.fill))
        else:
            self._add_command(menu, entry)

    def _add_menu(self, parent: QMenuBar | QMenu, name: str, words: str) -> QMenu:
        menu = QMenu(parent)
        menu.setObjectName(name)
        menu.setToolTipsVisible(True)
        parent.addMenu(menu)
        self._menus.append((menu, words))
        return menu

    def _add_command(self, menu: QMenu, command: Command) -> None:
        action = QAction(self)
        action.setObjectName(command.name)
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(partial(_act, command.act))
        menu.addAction(action)
        self.actions_by_name[command.name] = action
        self._commands.append((action, command.words))


def without_mnemonic(words: str) -> str:
    """Return the words of a command without the letter to press: “打开(&O)…” as “打开…”."""
    return re.sub(r"\(&\w\)|&", "", words)


def native(keys: str) -> str:
    """Return keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _key_of(entry: Entry) -> list[tuple[str, str]]:
    """Return (key, words) of an entry, or nothing if it has no key."""
    if isinstance(entry, Command) and entry.keys:
        return [(native(entry.keys[0]), entry.words)]
    if isinstance(entry, QAction) and not entry.shortcut().isEmpty():
        return [(native(entry.shortcut().toString()), str(entry.data()))]
    return []


def _fill_again(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
    menu.clear()
    fill(menu)


def _act(act: Callable[[], object], _checked: bool = False) -> None:
    act()


def add_choices(
    menu: QMenu, choices: dict[str, str], chosen: str, choose: Callable[[str], None]
) -> None:
    """Fill a menu with choices of which one is on: {key: words}."""
    group = QActionGroup(menu)
    for key, words in choices.items():
        action = QAction(words, group)
        action.setCheckable(True)
        action.setChecked(key == chosen)
        action.setData(key)
        menu.addAction(action)
    group.triggered.connect(lambda action: choose(action.data()))
