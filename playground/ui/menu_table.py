"""The table of the menus: every command with its words and keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from playground.text import mark
from playground.ui.commands import Commands
from playground.ui.crash import open_logs
from playground.ui.menus import SEPARATOR, Command, Entry, Menu, Submenu
from playground.ui.tabs import TABS

if TYPE_CHECKING:
    from playground.ui.window import MainWindow


def menu_table(window: MainWindow, commands: Commands) -> list[Menu]:
    """Return the menus with their entries."""
    return [
        Menu("menu.file", mark("&File"), file_entries(window, commands)),
        Menu("menu.run", mark("&Run"), run_entries(window, commands)),
        Menu("menu.view", mark("&View"), view_entries(window, commands)),
        Menu("menu.help", mark("&Help"), help_entries(commands)),
    ]


def file_entries(window: MainWindow, commands: Commands) -> list[Entry]:
    """Return what concerns texts and the program."""
    return [
        Command("file.open", mark("&Open text…"), commands.open_text, ("Ctrl+O",)),
        Command("file.folder", mark("Open a &folder of texts…"), commands.open_folder),
        Submenu("file.recent", mark("Open &recent"), commands.fill_recent),
        Submenu("file.built_in", mark("&Built-in texts"), commands.fill_built_in),
        Command(
            "file.paste", mark("New text from the &clipboard"), commands.paste, ("Ctrl+Shift+V",)
        ),
        SEPARATOR,
        Command("file.import", mark("&Import a run…"), commands.import_runs, ("Ctrl+I",)),
        SEPARATOR,
        Command("file.settings", mark("&Settings…"), commands.show_settings, ("Ctrl+,",)),
        SEPARATOR,
        Command("file.quit", mark("&Quit"), window.close, ("Ctrl+Q",)),
    ]


def run_entries(window: MainWindow, commands: Commands) -> list[Entry]:
    """Return what concerns training and the selected run."""
    studio = window.studio
    return [
        Command("run.new", mark("&New run"), commands.new_run, ("Ctrl+N",)),
        Command("run.find", mark("&Find a run"), commands.find_run, ("Ctrl+F",)),
        SEPARATOR,
        Command("run.pause", mark("&Pause or go on"), commands.pause_or_go_on, ("Ctrl+P",)),
        Command("run.stop", mark("S&top and save"), studio.stop),
        SEPARATOR,
        *window.sidebar.list.actions_of_run.all,
        SEPARATOR,
        Command("run.undo", mark("&Undo deleting"), studio.undo, ("Ctrl+Z",)),
    ]


def view_entries(window: MainWindow, commands: Commands) -> list[Entry]:
    """Return the tabs and what concerns the looks."""
    return [
        *(
            Command(f"view.{key}", spec.title, partial(window.show_tab, key), (f"Ctrl+{number}",))
            for number, (key, spec) in enumerate(TABS.items(), start=1)
        ),
        SEPARATOR,
        Submenu("view.language", mark("&Language"), commands.fill_languages),
        Submenu("view.theme", mark("&Theme"), commands.fill_themes),
        SEPARATOR,
        *size_entries(window, commands),
        SEPARATOR,
        Command("view.message", mark("Go to the &message"), window.notice.take_focus, ("F6",)),
        Command(
            "view.sidebar",
            mark("&Runs at the side"),
            commands.toggle_sidebar,
            ("Ctrl+B",),
            checkable=True,
        ),
        Command(
            "view.full_screen",
            mark("&Full screen"),
            commands.toggle_full_screen,
            ("F11",),
            checkable=True,
        ),
    ]


def size_entries(window: MainWindow, commands: Commands) -> list[Entry]:
    """Return what makes the text larger and smaller."""
    look = window.appearance
    return [
        Command("view.larger", mark("L&arger text"), look.larger, ("Ctrl++", "Ctrl+=")),
        Command("view.smaller", mark("S&maller text"), look.smaller, ("Ctrl+-",)),
        Command("view.normal", mark("&Normal text"), look.normal, ("Ctrl+0",)),
        Command(
            "view.presenter",
            mark("&Presenter mode"),
            commands.toggle_presenter,
            ("Ctrl+Shift+P",),
            checkable=True,
        ),
    ]


def help_entries(commands: Commands) -> list[Entry]:
    """Return what explains the program."""
    return [
        Command("help.first", mark("&First steps"), commands.show_help, ("F1",)),
        Command("help.keys", mark("&Keyboard shortcuts"), commands.show_keys, ("Shift+F1",)),
        Command("help.logs", mark("Open the &log folder"), open_logs),
        SEPARATOR,
        Command("help.about", mark("&About LM Playground"), commands.show_about),
    ]
