"""Click, drag, type and close at random over every widget while the window trains.

    python -m tests.faults.monkey [--events 20000] [--seed 1]

The events come from a seed, in the order of a real person's: one after another, through Qt, to
whatever is on the screen, menus and dialogs too. Now and then the window is closed and opened
again, and the language and the theme change. No exception, no warning of Qt, and no event that
takes long may come of it. Needs no display.
"""

import argparse
import faulthandler
import os
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QMessageLogContext,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QInputMethodEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    RunConfig,
    TextConfig,
    TrainingConfig,
)
from playground.ui.phase import Phase
from playground.ui.program import Program, make_application
from playground.ui.sources import Source
from tests.faults.report import Table, finish

SLOW = 5.0  # seconds that an event may take; what a person would call stuck
STUCK = 60.0  # seconds after which it all ends
SHOWN = 30  # problems
HARMLESS = ("This plugin does not support ",)  # of the platform without a display
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_F11, Qt.Key.Key_A, Qt.Key.Key_B,
    Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_V,
    Qt.Key.Key_X, Qt.Key.Key_Z, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3,
    Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Comma,
)  # fmt: skip
MODIFIERS = (
    *(Qt.KeyboardModifier.NoModifier,) * 4,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
WORDS = ("the king", "0", "999999999", "-1", "<b>", "{x}", "\t", "=1+1", "%s", "3.5e9", "../..")
CHINESE = ("从前", "龟", "，。", "𠀀")
CONFIGS = [
    RunConfig(
        model,
        settings,
        TrainingConfig(steps=10**8, batch_size=4, threads=1, device="cpu", sample_length=20),
        TextConfig(),
    )
    for model, settings in (
        ("char-rnn", CharRNNConfig(context=16, n_embd=8, n_hidden=16)),
        ("gpt", GPTConfig(context=16, n_layer=1, n_head=2, n_embd=8)),
    )
]


class Monkey(QObject):
    """Does one thing after another, from a timer: dialogs with a loop of their own get it too."""

    def __init__(self, qt: QApplication, home: Path, events: int, seed: int) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.done = 0
        self.opened = 0  # windows
        self.trained = 0  # events while a training ran
        self.slowest = 0.0
        self._qt, self._home, self._events = qt, home, events
        self._chance = random.Random(seed)
        self._texts = self._some_texts()
        self._busy = self._closed = False
        self._program = self._open()

    def run(self) -> None:
        """Do everything."""
        QTimer.singleShot(0, self._act)
        self._qt.exec()
        self._program.window.closing.close_now()
        if not self._program.studio.jobs.wait(30_000):
            self.note("a job does not end")
        self._program.window.close()
        self._program.close()

    @Slot(QUrl)
    def visit(self, _url: QUrl) -> None:
        """Open nothing in other programs."""

    def note(self, problem: str) -> None:
        """Keep a problem, each once."""
        told = f"event {self.done}: {problem}"
        if len(self.problems) < SHOWN and problem not in {
            p.partition(": ")[2] for p in self.problems
        }:
            self.problems.append(told)

    def _some_texts(self) -> list[Path]:
        files = {
            "good.txt": "".join(f"{i} times {i} is {i * i}.\n" for i in range(400)).encode(),
            "empty.txt": b"",
            "short.txt": b"abc",
            "binary.txt": bytes(range(256)) * 8,
            "中文.txt": ("从前有一只乌龟，它走得很慢。" * 200).encode("gb18030"),
        }
        for name, content in files.items():
            (self._home / name).write_bytes(content)
        return [self._home / name for name in (*files, "gone.txt", ".")]

    def _open(self) -> Program:
        program = Program(self._qt, [])
        program.crashes.happened.connect(lambda error: self.note(f"exception {error!r}"))
        program.window.closing.closed.connect(self._note_closed)
        program.window.show()
        self.opened += 1
        return program

    def _note_closed(self) -> None:
        self._closed = True

    def _open_again(self) -> None:
        """Open another window: this one was closed, and everything in it has ended."""
        self._closed = False
        self._program.close()
        self._program.deleteLater()
        self._program = self._open()

    def _act(self) -> None:
        """Do one thing and see how long it takes; what follows it may come while it still lasts.

        A dialog with a loop of its own returns only when it is closed, by one of the next things.
        """
        inside = self._busy
        if inside and not (QApplication.activeModalWidget() or QApplication.activePopupWidget()):
            QTimer.singleShot(1, self._act)
            return
        faulthandler.dump_traceback_later(STUCK, exit=True)
        self.done += 1
        if self.done > self._events:
            self._qt.exit()
            return
        QTimer.singleShot(0, self._act)
        if self._closed and not inside:
            self._open_again()
        self._keep_training()
        number, began, self._busy = self.done, time.monotonic(), True
        try:
            self._one_thing()
        except RuntimeError as error:
            if "already deleted" not in str(error):  # it went while the monkey looked at it
                self.note(f"{error!r}")
        finally:
            self._busy = inside
        if number == self.done:
            self.slowest = max(self.slowest, time.monotonic() - began)

    def _keep_training(self) -> None:
        studio = self._program.studio
        self.trained += studio.phase is Phase.RUNNING
        if studio.phase is Phase.PAUSED and self._chance.random() < 0.1:
            studio.unpause()
        if studio.phase is not Phase.IDLE or not studio.has_engine:
            return
        if studio.corpus is None:
            if not studio.opening:
                studio.open_source(Source(built_in="story-en"))
        elif self._chance.random() < 0.1:
            studio.start(self._chance.choice(CONFIGS))

    def _one_thing(self) -> None:
        chance = self._chance
        window = self._program.window
        kind = chance.random()
        if isinstance(QApplication.activeModalWidget(), QFileDialog):
            self._answer_file_dialog()
        elif kind < 0.002 and QApplication.activeModalWidget() is None:
            window.close()
        elif kind < 0.01:
            self._drop(window, chance.choice(self._texts))
        elif kind < 0.02:
            window.resize(chance.randint(600, 2000), chance.randint(400, 1200))
        elif kind < 0.025:
            self._program.appearance.set_language(chance.choice(("en", "zh")))
        elif kind < 0.03:
            self._program.appearance.set_theme(chance.choice(("light", "dark", "system")))
        else:
            widget = self._some_widget()
            if widget is not None:
                self._touch(widget)

    def _some_widget(self) -> QWidget | None:
        """Return a widget that a person can reach now."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        tops: Sequence[QWidget] = [top] if top is not None else [self._program.window]
        found = [
            widget
            for one in tops
            for widget in (one, *one.findChildren(QWidget))
            if widget.isVisible() and widget.width() > 0 and widget.height() > 0
        ]
        return self._chance.choice(found) if found else None

    def _touch(self, widget: QWidget) -> None:
        chance = self._chance
        place = QPoint(chance.randrange(widget.width()), chance.randrange(widget.height()))
        kind = chance.random()
        if kind < 0.40:
            QTest.mouseClick(widget, LEFT, chance.choice(MODIFIERS[:5]), place)
        elif kind < 0.45:
            QTest.mouseClick(widget, RIGHT, pos=place)
        elif kind < 0.50:
            QTest.mouseDClick(widget, LEFT, pos=place)
        elif kind < 0.60:
            self._drag(widget, place)
        elif kind < 0.67:
            self._turn_wheel(widget, place)
        elif kind < 0.85:
            QTest.keyClick(widget, chance.choice(KEYS), chance.choice(MODIFIERS))
        elif kind < 0.95:
            QTest.keyClicks(widget, chance.choice(WORDS))
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(chance.choice(CHINESE))
            QApplication.sendEvent(widget, event)

    def _drag(self, widget: QWidget, start: QPoint) -> None:
        chance = self._chance
        QTest.mousePress(widget, LEFT, pos=start)
        for _ in range(3):
            end = QPoint(
                chance.randint(-20, widget.width() + 20), chance.randint(-20, widget.height())
            )
            QTest.mouseMove(widget, end)
        QTest.mouseRelease(widget, LEFT, pos=end)

    def _turn_wheel(self, widget: QWidget, place: QPoint) -> None:
        turn = QPoint(0, self._chance.choice((-120, 120, 960)))
        event = QWheelEvent(
            QPointF(place), QPointF(widget.mapToGlobal(place)), QPoint(), turn,
            Qt.MouseButton.NoButton, self._chance.choice(MODIFIERS),
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    def _drop(self, window: QWidget, file: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        place, nothing = QPoint(50, 50), Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(window, QDragEnterEvent(place, copy, data, LEFT, nothing))
        QApplication.sendEvent(window, QDropEvent(QPointF(place), copy, data, LEFT, nothing))

    def _answer_file_dialog(self) -> None:
        """Choose a file of ours or none: no other file is to be touched."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        if self._chance.random() < 0.5:
            dialog.reject()
        else:
            dialog.selectFile(str(self._chance.choice(self._texts[:5])))
            dialog.accept()


def watch_warnings(monkey: Monkey) -> None:
    """Let Qt's warnings be problems."""

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(HARMLESS):
            monkey.note(f"Qt says: {message}")

    qInstallMessageHandler(hear)


def play(home: Path, events: int, seed: int) -> Monkey:
    """Let a monkey loose in a window with a workspace of its own."""
    os.environ["PLAYGROUND_HOME"] = str(home / "home")
    os.environ["HOME"] = str(home)
    os.chdir(home)
    qt = make_application()
    qt.setQuitOnLastWindowClosed(False)
    monkey = Monkey(qt, home, events, seed)
    for scheme in ("file", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, monkey, "visit")
    watch_warnings(monkey)
    monkey.run()
    qInstallMessageHandler(None)
    return monkey


def main() -> None:
    """Let the monkey loose, and print what became of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    faulthandler.enable()
    with tempfile.TemporaryDirectory() as folder:
        monkey = play(Path(folder), words.events, words.seed)
        os.chdir("/")
    if monkey.slowest > SLOW:
        monkey.note(f"an event took {monkey.slowest:.1f} s")
    table = Table(("events", "while training", "windows opened", "slowest event"))
    table.add(monkey.done - 1, monkey.trained, monkey.opened, f"{monkey.slowest:.2f} s")
    finish(table, monkey.problems)


if __name__ == "__main__":
    main()
