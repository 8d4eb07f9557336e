"""All can be done by keyboard and heard from a screen reader."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog

from tests.ui.fakes import make_run
from tests.ui.walk import interactive

PATIENCE = 60_000


@pytest.fixture
def window(qtbot, open_program, home):
    make_run(home, "one")
    program = open_program(ready=True)
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)
    return program.window


def nameless(top):
    return [
        f"{type(widget).__name__} “{widget.objectName()}” “{widget.accessibleName()}”"
        for widget in interactive(top)
        if not widget.objectName() or not (spoken(widget) or widget.isHidden())
    ]


def spoken(widget):
    """Return what a screen reader says; Qt has it say the text of a button by itself."""
    return widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())


def test_everything_that_can_be_used_has_a_name(window):
    assert len(interactive(window)) > 40
    assert nameless(window) == []


def test_no_two_have_the_same_name(window):
    names = Counter(widget.objectName() for widget in interactive(window))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", ["file.settings", "help.keys", "help.about"])
def test_everything_in_the_dialogs_has_a_name(window, name):
    window.menus.action(name).trigger()
    (dialog,) = window.findChildren(QDialog)
    assert nameless(dialog) == []
    dialog.reject()


def test_all_buttons_are_reached_by_tab_or_have_a_key(window):
    for key in ("text", "train", "generate"):
        window.show_tab(key)
        for button in window.findChildren(QAbstractButton):
            if button.isVisible() and button in interactive(window):
                reached = button.focusPolicy() & Qt.FocusPolicy.TabFocus
                assert reached or button.shortcut(), button.objectName()


def test_menu_keys_are_unambiguous(window):
    keys = Counter(
        key.toString()
        for action in window.menus.actions_by_name.values()
        for key in action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []
