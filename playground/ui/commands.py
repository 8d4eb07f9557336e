"""What the menus do, and the table of the menus."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from playground.engine.texts import TEXTS
from playground.text import mark
from playground.ui.about import AboutDialog
from playground.ui.crash import open_logs
from playground.ui.drop import files
from playground.ui.keys import OTHER_KEYS
from playground.ui.keys_dialog import KeysDialog
from playground.ui.language import LANGUAGES, tr
from playground.ui.menus import SEPARATOR, Command, Menu, Submenu, add_choices
from playground.ui.phase import Phase
from playground.ui.settings_dialog import THEME_NAMES, SettingsDialog
from playground.ui.sources import Source
from playground.ui.tabs import TABS

if TYPE_CHECKING:
    from playground.ui.window import MainWindow


class Commands(QObject):
    """The commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._studio = window.studio
        self._look = window.appearance

    def table(self) -> list[Menu]:
        """Return the menus with their entries and keys."""
        return [self._file_menu(), self._run_menu(), self._view_menu(), self._help_menu()]

    def follow(self) -> None:
        """Enable and check what is possible and on now."""
        action = self._window.menus.action
        phase = self._studio.phase
        action("run.pause").setEnabled(phase in (Phase.RUNNING, Phase.PAUSED))
        action("run.stop").setEnabled(phase not in (Phase.IDLE, Phase.STOPPING))
        action("run.undo").setEnabled(self._studio.undoable is not None)
        action("view.presenter").setChecked(self._look.presenter)
        action("view.sidebar").setChecked(not self._window.sidebar.isHidden())
        action("view.full_screen").setChecked(self._window.isFullScreen())

    # File

    def _file_menu(self) -> Menu:
        return Menu(
            "menu.file",
            mark("&File"),
            [
                Command("file.open", mark("&Open text…"), self.open_text, ("Ctrl+O",)),
                Command("file.folder", mark("Open a &folder of texts…"), self.open_folder),
                Submenu("file.recent", mark("Open &recent"), self._fill_recent),
                Submenu("file.built_in", mark("&Built-in texts"), self._fill_built_in),
                Command(
                    "file.paste",
                    mark("New text from the &clipboard"),
                    self.paste,
                    ("Ctrl+Shift+V",),
                ),
                SEPARATOR,
                Command("file.settings", mark("&Settings…"), self.show_settings, ("Ctrl+,",)),
                SEPARATOR,
                Command("file.quit", mark("&Quit"), self._window.close, ("Ctrl+Q",)),
            ],
        )

    def open_text(self) -> None:
        """Ask for text files and open them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            tr("Open text"),
            self._last_folder(),
            tr("Text files (*.txt *.md *.text *.csv *.json *.py);;All files (*)"),
        )
        if names:
            self._window.open_files([Path(name) for name in names])

    def open_folder(self) -> None:
        """Ask for a folder and open its text files."""
        name = QFileDialog.getExistingDirectory(
            self._window, tr("Open a folder of texts"), self._last_folder()
        )
        if name:
            self._window.open_files([Path(name)])

    def paste(self) -> None:
        """Take the text, or the files, in the clipboard as the text to train on."""
        # An empty clipboard may have no data at all, whatever PySide6's stubs say.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None:
            data = QMimeData()
        if found := files(data):
            self._window.open_files(found)
        elif data.text().strip():
            self._studio.open_pasted(data.text(), tr("Pasted text"))
            self._window.show_tab("text")
        else:
            self._window.notice.say(
                lambda: tr("There is no text in the clipboard. Copy some text first.")
            )

    def _last_folder(self) -> str:
        for source in self._studio.recent():
            for file in source.files:
                return str(file.parent)
        return str(Path.home())

    def _fill_recent(self, menu: QMenu) -> None:
        recent = self._studio.recent()
        for source in recent:
            action = menu.addAction(source_words(source).replace("&", "&&"))
            action.setToolTip("\n".join(str(file) for file in source.files))
            action.triggered.connect(partial(self._open_source, source))
        if not recent:
            menu.addAction(tr("(nothing yet)")).setEnabled(False)

    def _fill_built_in(self, menu: QMenu) -> None:
        for key, spec in TEXTS.items():
            action = menu.addAction(tr(spec.title))
            action.setToolTip(tr(spec.help))
            action.triggered.connect(partial(self._open_source, Source(built_in=key)))

    def _open_source(self, source: Source, _checked: bool = False) -> None:
        self._studio.open_source(source)
        self._window.show_tab("text")

    # Run

    def _run_menu(self) -> Menu:
        run = self._window.sidebar.list.actions_of_run
        return Menu(
            "menu.run",
            mark("&Run"),
            [
                Command("run.new", mark("&New run"), self.new_run, ("Ctrl+N",)),
                Command("run.find", mark("&Find a run"), self.find_run, ("Ctrl+F",)),
                SEPARATOR,
                Command("run.pause", mark("&Pause or go on"), self.pause_or_go_on, ("Ctrl+P",)),
                Command("run.stop", mark("S&top and save"), self._studio.stop),
                SEPARATOR,
                *run.all,
                SEPARATOR,
                Command("run.undo", mark("&Undo deleting"), self._studio.undo, ("Ctrl+Z",)),
            ],
        )

    def new_run(self) -> None:
        """Go where a new run begins: to the text, or to its settings if there is a text."""
        self._studio.select(None)
        tab = self._window.show_tab("text" if self._studio.corpus is None else "train")
        tab.setFocus()

    def find_run(self) -> None:
        """Put the cursor into the field that narrows the list of runs."""
        self._window.sidebar.show()
        self._window.sidebar.start_finding()

    def pause_or_go_on(self) -> None:
        """Pause the training, or go on."""
        if self._studio.phase is Phase.RUNNING:
            self._studio.pause()
        else:
            self._studio.unpause()

    # View

    def _view_menu(self) -> Menu:
        look = self._look
        tabs = [
            Command(f"view.{key}", spec.title, partial(self._window.show_tab, key), (f"Ctrl+{n}",))
            for n, (key, spec) in enumerate(TABS.items(), start=1)
        ]
        return Menu(
            "menu.view",
            mark("&View"),
            [
                *tabs,
                SEPARATOR,
                Submenu("view.language", mark("&Language"), self._fill_languages),
                Submenu("view.theme", mark("&Theme"), self._fill_themes),
                SEPARATOR,
                Command("view.larger", mark("L&arger text"), look.larger, ("Ctrl++", "Ctrl+=")),
                Command("view.smaller", mark("S&maller text"), look.smaller, ("Ctrl+-",)),
                Command(
                    "view.normal",
                    mark("&Normal text"),
                    partial(look.set_text_size, 1.0),
                    ("Ctrl+0",),
                ),
                Command(
                    "view.presenter",
                    mark("&Presenter mode"),
                    self.toggle_presenter,
                    ("Ctrl+Shift+P",),
                    checkable=True,
                ),
                SEPARATOR,
                Command(
                    "view.sidebar",
                    mark("&Runs at the side"),
                    self.toggle_sidebar,
                    ("Ctrl+B",),
                    checkable=True,
                ),
                Command(
                    "view.full_screen",
                    mark("&Full screen"),
                    self.toggle_full_screen,
                    ("F11",),
                    checkable=True,
                ),
            ],
        )

    def _fill_languages(self, menu: QMenu) -> None:
        add_choices(menu, LANGUAGES, self._look.language, self._look.set_language)

    def _fill_themes(self, menu: QMenu) -> None:
        names = {key: tr(words) for key, words in THEME_NAMES.items()}
        add_choices(menu, names, self._look.theme, self._look.set_theme)

    def toggle_presenter(self) -> None:
        """Make everything large, or as before."""
        self._look.set_presenter(not self._look.presenter)

    def toggle_sidebar(self) -> None:
        """Show or hide the runs."""
        self._window.sidebar.setVisible(self._window.sidebar.isHidden())
        self.follow()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
        self.follow()

    # Help

    def _help_menu(self) -> Menu:
        return Menu(
            "menu.help",
            mark("&Help"),
            [
                Command("help.keys", mark("&Keyboard shortcuts"), self.show_keys, ("F1",)),
                Command("help.logs", mark("Open the &log folder"), open_logs),
                SEPARATOR,
                Command("help.about", mark("&About LM Playground"), self.show_about),
            ],
        )

    def show_settings(self) -> None:
        """Open the settings."""
        self._open(SettingsDialog(self._look, self._studio.workspace, self._window))

    def show_keys(self) -> None:
        """Open the list of keyboard shortcuts."""
        self._open(KeysDialog([*self._window.menus.keys(), *OTHER_KEYS], self._window))

    def show_about(self) -> None:
        """Open the window about the program."""
        self._open(AboutDialog(self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def source_words(source: Source) -> str:
    """Return what a recent text is called."""
    if source.built_in:
        spec = TEXTS.get(source.built_in)
        return tr(spec.title) if spec is not None else source.built_in
    if len(source.files) == 1:
        return source.files[0].name
    return tr("{file} and {count} more", file=source.files[0].name, count=len(source.files) - 1)
