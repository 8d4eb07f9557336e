"""The program around the window: everything it needs, made in the right order.

The window is painted, in its language and theme, before torch is imported.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from playground import __version__, paths
from playground.errors import WorkspaceError
from playground.log import LOGGER, log_bug, start_log
from playground.services.disk import write_part, writing
from playground.services.workspace import Workspace
from playground.ui import icons
from playground.ui.appearance import Appearance
from playground.ui.collector import Collector
from playground.ui.crash import CrashReporter
from playground.ui.language import together
from playground.ui.preload import name_taskbar_button
from playground.ui.set_aside import what_was_set_aside
from playground.ui.settings import Settings, set_aside
from playground.ui.signals import QuitSignals
from playground.ui.studio import Studio
from playground.ui.tabs import TABS
from playground.ui.window import MainWindow

# Seconds after which Python takes the word from one thread for another. A step of training needs
# it some hundred times for a moment, and waited up to ten times as long behind the window.
TURN = 0.0005
LOG_OFF = 10_000  # milliseconds
GONE = "The display is gone, and the window with it. What was saved is safe."
NOT_ENDED = "A piece of work could not be interrupted; the program ended without it."
BUILD_PAUSE = 10  # milliseconds between building two tabs, for the window to answer in


def run_window(files: Sequence[str] = ()) -> int:
    """Open the window and return the exit code when it is closed."""
    start_log()
    qt = make_application()
    program = open_anyway(qt, [Path(file) for file in files])
    qt.setQuitOnLastWindowClosed(False)  # a hidden window may still wait for its jobs
    program.window.closing.closed.connect(qt.quit)
    program.window.closing.given_up.connect(lambda: leave_at_once(program, NOT_ENDED))
    program.window.show()
    code = qt.exec()
    if code:  # the display is gone, and every window with it
        leave_at_once(program, GONE if program.save_without_window() else f"{GONE} {NOT_ENDED}")
    program.close()
    return code


def leave_at_once(program: Program, why: str) -> None:
    """End the process, though a job or a window may still be there; what is saved is safe."""
    program.settings.save()
    logging.getLogger(LOGGER).warning(why)
    with suppress(OSError, ValueError):
        print(why, file=sys.stderr, flush=True)
    os._exit(1)


def make_application() -> QApplication:
    """Return Qt's application object, named and in our style."""
    name_taskbar_button()
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName(paths.NAME)
    qt.setApplicationDisplayName(paths.NAME)
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("lm-playground")
    qt.setStyle("Fusion")
    qt.setWindowIcon(icons.app_icon())
    return qt


def open_anyway(qt: QApplication, files: list[Path]) -> Program:
    """Make the program; if that fails, without the settings, which may be to blame."""
    try:
        return Program(qt, files)
    except Exception as error:
        log_bug(error)
        aside = set_aside(paths.settings_file())
        if aside is None:
            raise
        program = Program(qt, files)
        program.settings.set_aside = aside
        return program


class Program(QObject):
    """One window and what belongs to it."""

    def __init__(self, qt: QApplication, files: list[Path]) -> None:
        super().__init__()
        self._files = files
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        self._unbuilt = list(TABS)
        self.settings = Settings(paths.settings_file())
        self.appearance = Appearance(self.settings, self)
        self.appearance.apply()
        self.studio = Studio(Workspace(), self.settings, self)
        self.window = MainWindow(self.studio, self.appearance)
        self.crashes = CrashReporter(self.window)
        self.signals = QuitSignals(self)
        self.signals.quit_wanted.connect(self.window.closing.insist)
        qt.commitDataRequest.connect(self.save_before_log_off)
        self.window.session.restore_place()
        self.collector = Collector(self)
        self.window.painted.connect(self._begin_work)

    def close(self) -> None:
        """End what the window began; it is closed and no job runs any more."""
        sys.setswitchinterval(self._turn)
        self.crashes.close()
        self.signals.close()
        self.collector.close()
        self.settings.save()
        self.window.deleteLater()

    def save_before_log_off(self) -> None:
        """Save everything while the system waits; it does not wait for long."""
        self.window.closing.close_now()
        self.studio.jobs.wait(LOG_OFF)

    def save_without_window(self) -> bool:
        """Save everything when no window can be shown any more; tell whether all has ended."""
        self.window.closing.stop_all()
        return self.studio.jobs.wait(LOG_OFF)

    def _begin_work(self) -> None:
        self.window.pages.build(self.window.pages.current)
        self._say_if_unwritable()
        self.window.session.restore_work(open_text=not self._files)
        if self._files:
            self.window.open_files(self._files)
        self.studio.engine_ready.connect(self.collector.settle)
        self.studio.load_engine()
        self._build_tabs()

    def _build_tabs(self) -> None:
        """Build one tab; the next one follows even if this one fails."""
        if self._unbuilt:
            QTimer.singleShot(BUILD_PAUSE, self._build_tabs)
            self.window.pages.build(self._unbuilt.pop(0))
        else:
            self._say_what_was_set_aside()

    def _say_if_unwritable(self) -> None:
        try:
            check_writable(self.studio.workspace)
        except WorkspaceError as error:
            self.window.show_problem(error)

    def _say_what_was_set_aside(self) -> None:
        def words() -> str:
            return together(what_was_set_aside(self.settings.set_aside))

        if words():
            self.window.notice.say(words)


def check_writable(workspace: Workspace) -> None:
    """Find out whether runs can be saved.

    Raises:
        WorkspaceError: They cannot.
    """
    probe = workspace.home / ".writable"
    with writing(probe):
        workspace.home.mkdir(parents=True, exist_ok=True)
        write_part(probe, b"").unlink()
