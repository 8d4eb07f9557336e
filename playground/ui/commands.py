"""What the commands of the menus do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from playground.engine.texts import TEXTS
from playground.ui.about import AboutDialog
from playground.ui.asking import ask_for_exported, ask_for_texts, last_folder
from playground.ui.drop import files
from playground.ui.help_dialog import HelpDialog
from playground.ui.keys import OTHER_KEYS
from playground.ui.keys_page import Group
from playground.ui.language import LANGUAGES, tr
from playground.ui.menus import add_choices
from playground.ui.phase import Phase
from playground.ui.plain import caption, tip
from playground.ui.settings_dialog import THEME_NAMES, SettingsDialog
from playground.ui.sources import Source
from playground.ui.telling import TEXT
from playground.ui.text_words import source_words

if TYPE_CHECKING:
    from playground.ui.window import MainWindow


class Commands(QObject):
    """The commands of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._studio = window.studio
        self._look = window.appearance

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

    def open_text(self) -> None:
        """Ask for text files and open them."""
        chosen = ask_for_texts(self._window, self._studio)
        if chosen:
            self._window.open_files(chosen)

    def open_folder(self) -> None:
        """Ask for a folder and open its text files."""
        name = QFileDialog.getExistingDirectory(
            self._window, tr("Open a folder of texts"), last_folder(self._studio)
        )
        if name:
            self._window.open_files([Path(name)])

    def import_runs(self) -> None:
        """Ask for exported runs and take them in."""
        for file in ask_for_exported(self._window, self._studio):
            self._studio.take_in(file)

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
                lambda: tr("There is no text in the clipboard. Copy some text first."),
                topic=TEXT,
            )

    def fill_recent(self, menu: QMenu) -> None:
        """Fill a menu with the texts opened lately."""
        recent = self._studio.recent()
        for source in recent:
            action = menu.addAction(caption(source_words(source)))
            action.setToolTip(tip("\n".join(str(file) for file in source.files)))
            action.triggered.connect(partial(self._open_source, source))
        if not recent:
            menu.addAction(tr("(nothing yet)")).setEnabled(False)

    def fill_built_in(self, menu: QMenu) -> None:
        """Fill a menu with the built-in texts."""
        for key, spec in TEXTS.items():
            action = menu.addAction(tr(spec.title))
            action.setToolTip(tr(spec.help))
            action.triggered.connect(partial(self._open_source, Source(built_in=key)))

    def _open_source(self, source: Source, _checked: bool = False) -> None:
        self._studio.open_source(source)
        self._window.show_tab("text")

    # Run

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

    def fill_languages(self, menu: QMenu) -> None:
        """Fill a menu with the languages."""
        add_choices(menu, LANGUAGES, self._look.language, self._look.set_language)

    def fill_themes(self, menu: QMenu) -> None:
        """Fill a menu with the themes."""
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
        window = self._window  # a maximised one is so again afterwards
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.follow()

    # Help

    def show_settings(self) -> None:
        """Open the settings."""
        self._open(SettingsDialog(self._look, self._studio.workspace, self._window))

    def show_help(self) -> None:
        """Open the page that says what to do first."""
        self._open(HelpDialog(self._keys(), parent=self._window))

    def show_keys(self) -> None:
        """Open the list of keyboard shortcuts."""
        self._open(HelpDialog(self._keys(), on_keys=True, parent=self._window))

    def show_about(self) -> None:
        """Open the window about the program."""
        self._open(AboutDialog(self._window))

    def _keys(self) -> list[Group]:
        return [*self._window.menus.keys(), *OTHER_KEYS]

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
