"""The real window on a workspace of its own, without a display."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from playground.services.workspace import Workspace
from playground.ui import theme
from playground.ui.program import Program, make_application
from playground.ui.settings import Settings
from playground.ui.studio import Studio
from playground.ui.window import MainWindow
from tests.ui.trained import train_tiny

MUCH_GARBAGE = 10_000  # objects since the last collection
PATIENCE = 30_000  # milliseconds that a job may take on a busy machine


@pytest.fixture(autouse=True)
def collect_between_tests() -> Iterator[None]:
    """Collect garbage between tests only, as the program does it from a timer.

    On a job's thread a collection destroys widgets. Even on the window's thread one that begins
    while Qt deletes an object deletes others meanwhile, and waits for ever for a lock of Qt's.
    """
    gc.disable()
    yield
    if gc.get_count()[0] > MUCH_GARBAGE:
        gc.collect()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of its own; the language is English whatever the machine speaks."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("PLAYGROUND_HOME", str(folder))
    monkeypatch.setenv("LANGUAGE", "en")
    return folder


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a really trained run; copy it before changing it."""
    return train_tiny(tmp_path_factory.mktemp("trained"))


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in our style and the light theme, for widgets without a window."""
    make_application()
    theme.apply("light")
    return qapp


@pytest.fixture
def studio(dressed: QApplication, home: Path) -> Iterator[Studio]:
    """A studio without a window."""
    made = Studio(Workspace(), Settings(home / "settings.ini"))
    yield made
    end(made)


@pytest.fixture
def open_program(qtbot, qapp: QApplication, home: Path) -> Iterator[Callable[..., Program]]:
    """Call it to open the whole program; called again it closes the one before.

    Exceptions in slots fail the test, unless it asks for the `crash` dialog.
    """
    before = set(QApplication.topLevelWidgets())
    opened: list[Program] = []

    def open_one(*files: Path, crash: bool = False, ready: bool = False) -> Program:
        close_all()
        make_application()
        program = Program(qapp, list(files))
        opened.append(program)
        if not crash:
            program.crashes.close()
        with qtbot.waitSignal(program.window.painted, timeout=PATIENCE):
            program.window.show()
        qtbot.waitUntil(lambda: all_tabs_built(program), timeout=PATIENCE)
        qtbot.waitUntil(lambda: program.studio.listed, timeout=PATIENCE)
        if ready:
            qtbot.waitUntil(lambda: program.studio.has_engine, timeout=PATIENCE)
        return program

    def close_all() -> None:
        while opened:
            close_program(opened.pop())

    yield open_one
    close_all()
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before]
    left = [widget for widget in left if not is_menu_of_a_plot(widget)]
    assert not left, f"still open: {left}"


@pytest.fixture
def window(open_program: Callable[..., Program]) -> MainWindow:
    """The open window; nothing has been trained yet."""
    return open_program().window


def is_menu_of_a_plot(widget: QWidget) -> bool:
    """Tell a menu that pyqtgraph makes without a parent: Python frees it some time later."""
    return isinstance(widget, QMenu) and widget.isHidden()


def all_tabs_built(program: Program) -> bool:
    """Tell whether the window has made all its tabs."""
    return len(program.window.pages.tabs) == program.window.pages.bar.count()


def close_program(program: Program) -> None:
    """Close the window as at a shut-down, and everything with it."""
    program.window.closing.close_now()
    end(program.studio)
    program.window.close()
    program.close()
    program.deleteLater()
    flush()


def end(studio: Studio) -> None:
    """Stop all jobs of a studio and let them report."""
    assert studio.jobs.wait(PATIENCE), "a job did not end"
    flush()


def flush() -> None:
    """Deliver what is queued, and delete what waits to be deleted."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
