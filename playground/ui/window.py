"""The main window: menus, runs on the left, tabs, toasts and the status bar."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from playground.errors import PlaygroundError
from playground.ui import theme
from playground.ui.appearance import Appearance
from playground.ui.closing import Closing
from playground.ui.commands import Commands
from playground.ui.drop import DropTarget, TakesFiles
from playground.ui.figures import percent
from playground.ui.finished import FinishedTeller
from playground.ui.language import Translated, explain, tr
from playground.ui.menu_table import menu_table
from playground.ui.menus import Menus
from playground.ui.notice import Notice
from playground.ui.pages import Pages
from playground.ui.phase import Phase
from playground.ui.plain import window_title
from playground.ui.presenting import Presenting
from playground.ui.pressing import press_focused
from playground.ui.session import Session
from playground.ui.sharing import is_exported
from playground.ui.sidebar import Sidebar
from playground.ui.status import Status
from playground.ui.studio import Studio
from playground.ui.telling import TRAINING, Telling
from playground.ui.theme import Themed

MINIMUM = (1024, 700)
FIRST_SIZE = (1280, 800)
LEAST_SIDEBAR = 208
SIDEBAR = 252.0  # designed width at the first start


class MainWindow(Translated, Themed, TakesFiles, QMainWindow):
    """Everything a person sees."""

    painted = Signal()  # once, after the first paint

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("window")
        self.studio = studio
        self.appearance = appearance
        self.sidebar_width: float = SIDEBAR  # designed pixels
        self.sidebar = Sidebar(studio)
        self.pages = Pages(studio)
        self.notice = Notice(self.pages)
        self.splitter = QSplitter()
        self.splitter.setObjectName("window.splitter")
        self.splitter.addWidget(self.sidebar)
        self.splitter.addWidget(self.pages)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(5)
        self.setCentralWidget(self.splitter)
        self.status = Status(studio, appearance)
        self.setStatusBar(self.status)
        self.drops = DropTarget(self)
        self._first_paint = FirstPaint(self)
        self.commands = Commands(self)
        self.menus = Menus(menu_table(self, self.commands), self)
        self.setMenuBar(self.menus)
        self.closing = Closing(self, studio)
        self.presenting = Presenting(self)
        self.telling = Telling(self)
        self.finished = FinishedTeller(self, studio)
        self.session = Session(self)
        self._connect()
        self.setMinimumSize(*MINIMUM)
        self.resize(*FIRST_SIZE)
        self.set_sidebar_width(SIDEBAR)
        self.retranslate()
        self.commands.follow()
        self.setFocus()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.splitter.setAccessibleName(tr("Runs and pages"))
        self._show_title()

    def restyle(self) -> None:
        """Make the sidebar as much wider or narrower as its words have become."""
        self.set_sidebar_width(self.sidebar_width)

    def refit(self) -> None:
        """Give it its width again, now that it is known how narrow the pages can be."""
        self.set_sidebar_width(self.sidebar_width)

    def set_sidebar_width(self, designed: float) -> None:
        """Give the sidebar so many designed pixels."""
        self.sidebar_width = designed
        self.sidebar.setMinimumWidth(theme.px(LEAST_SIDEBAR))
        wanted = theme.px(designed)
        self.splitter.setSizes([wanted, max(1, self.splitter.width() - wanted)])

    def _note_sidebar_width(self) -> None:
        self.sidebar_width = self.splitter.sizes()[0] / theme.scale()

    def show_tab(self, key: str) -> QWidget:
        """Show a tab, a key in TABS; return it."""
        return self.pages.show_tab(key)

    def show_problem(self, error: PlaygroundError) -> None:
        """Say what went wrong; the next training answers it."""
        self.notice.say(lambda: explain(error), problem=True, topic=TRAINING)

    def open_files(self, files: list[Path]) -> None:
        """Open texts, and show what they are; take in exported runs."""
        for file in filter(is_exported, files):
            self.studio.take_in(file)
        texts = [file for file in files if not is_exported(file)]
        if texts:
            self.studio.open_files(texts)
            self.show_tab("text")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the newest toast on Escape, press the focused button on Return.

        Nobody else had a use for the key.
        """
        if event.key() == Qt.Key.Key_Escape and self.notice.toasts:
            self.notice.close_notice()
        elif not press_focused(event, self.focusWidget()):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window, look at what other programs have done to the runs."""
        super().changeEvent(event)
        comes = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if comes and self.studio.listed:
            self.studio.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while a training runs; then save, wait for every job, and close."""
        event.ignore()  # also if a bug keeps it from being asked
        if self.closing.may_close():
            event.accept()
            try:
                self.session.save()
            except Exception as error:
                # Raised, it would be kept while Qt hides the parts, and freed twice by PySide.
                sys.excepthook(type(error), error, error.__traceback__)
            self.closing.note_closed()

    def _connect(self) -> None:
        studio = self.studio
        studio.tab_wanted.connect(self.show_tab)
        studio.training_changed.connect(self._show_title)
        studio.training_reported.connect(self._show_title)
        studio.runs_changed.connect(self._show_title)
        studio.training_changed.connect(self.commands.follow)
        studio.runs_changed.connect(self.commands.follow)
        self.appearance.changed.connect(self.commands.follow)
        self.splitter.splitterMoved.connect(self._note_sidebar_width)
        self.sidebar.new_wanted.connect(self.commands.new_run)
        self.sidebar.folded.connect(self.commands.follow)
        self.drops.dropped.connect(self.open_files)
        self.pages.built.connect(self.drops.watch)
        self.pages.built.connect(self.status.come_last)
        self.drops.watch(self.sidebar)

    def _show_title(self) -> None:
        pace, run = self.studio.pace, self.studio.training_run
        if self.studio.phase in (Phase.IDLE, Phase.PREPARING) or run is None or pace is None:
            title = "LM Playground"
        else:
            title = tr(
                "{percent} {title} – {program}",
                percent=percent(pace.share),
                title=run.title,
                program="LM Playground",
            )
        title = window_title(title)
        if title != self.windowTitle():
            self.setWindowTitle(title)


class FirstPaint(QObject):
    """Notices the first paint of the window: what takes long may begin after it.

    Then it goes: each event that Python hears of costs the training time.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of the paint after it, and hear of nothing more."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._window.painted.emit)
        return False
