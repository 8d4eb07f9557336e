"""Click, drag, type and close at random over every widget while the window trains.

    python -m tests.faults.monkey [--events 20000] [--seed 1]

The events come from a seed, in the order of a real person's: one after another, through Qt, to
whatever is on the screen, menus and dialogs too. Now and then the window is closed and opened
again, files are dropped on it, runs are renamed, deleted and spoiled, texts are generated, and
the language and the theme change. No exception, no warning of Qt, and no event that takes long
may come of it. Needs no display, and touches no file outside a temporary folder.
"""

import faulthandler
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import isValid

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
from tests.faults.monkey_files import TITLES, lay_out, spoil_a_run
from tests.faults.monkey_hands import LEFT, Hands
from tests.faults.report import Table, finish, options

BUSY = 3.0  # seconds of a processor that an event may take from the window's thread
SLOW = 15.0  # seconds that it may take in all, on a machine that does other things too
STUCK = 60.0  # seconds after which it all ends
SHOWN = 30  # problems
TOLD = 1000  # events between two words about how far it is
PAUSES = (0, 0, 1, 5, 20)  # milliseconds between two events, in which is trained and painted
HARMLESS = ("This plugin does not support ",)  # of the platform without a display
CONTROL = Qt.KeyboardModifier.ControlModifier
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


class Moment:
    """A time of the clock, and of a processor for this thread."""

    def __init__(self) -> None:
        self.clock, self.processor = time.monotonic(), time.thread_time()

    def __sub__(self, before: "Moment") -> tuple[float, float]:
        """Return the seconds in between by both."""
        return self.clock - before.clock, self.processor - before.processor


class Monkey(QObject):
    """Does one thing after another, from a timer: dialogs with a loop of their own get it too."""

    def __init__(
        self, qt: QApplication, workspace: Path, files: list[Path], events: int, seed: int
    ) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.done = self.opened = self.trained = self.wrote = 0
        self.slowest = self.busiest = 0.0
        self.busiest_deed = ""
        self._qt, self._workspace, self._events = qt, workspace, events
        self._chance = random.Random(seed)
        self.hands = Hands(self._chance, files)
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
        known = {told.partition(": ")[2].partition(" [")[0] for told in self.problems}
        if len(self.problems) < SHOWN and problem not in known:
            self.problems.append(f"event {self.done}: {problem} [{self.hands.did}]")

    def _open(self) -> Program:
        program = Program(self._qt, [])
        program.crashes.happened.connect(lambda error: self.note(f"exception {said(error)}"))
        program.window.closing.closed.connect(self._note_closed)
        program.window.show()
        self.opened += 1
        return program

    def _note_closed(self) -> None:
        self._closed = True

    def _open_again(self) -> None:
        """Open another window: this one was closed, and everything in it has ended."""
        self._closed = False
        if self._program.studio.jobs.busy:
            self.note("closed while a job runs")
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
            self._leave()
            return
        QTimer.singleShot(self._chance.choice(PAUSES), self._act)
        if self._closed and not inside:
            self._open_again()
        if self.done % TOLD == 0:  # for when it ends in a crash
            print(f"{self.done:,} events", file=sys.stderr, flush=True)
        number, began, self._busy = self.done, Moment(), True
        try:
            self._keep_training()
            self._one_thing()
        except RuntimeError as error:
            if not went_meanwhile(error):
                self.note(f"exception {said(error)}")
        finally:
            self._busy = inside
        if number == self.done:
            self._note_time(began)

    def _leave(self) -> None:
        """End it all, with the loops of all dialogs."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is not None:
            QTimer.singleShot(0, self._leave)
            top.close()
        else:
            self._qt.exit()

    def _note_time(self, began: "Moment") -> None:
        seconds, busy = Moment() - began
        if seconds > SLOW or busy > BUSY:
            self.note(f"an event took {seconds:.1f} s, {busy:.1f} s of a processor")
        if busy > self.busiest:
            self.busiest, self.busiest_deed = busy, self.hands.did
        self.slowest = max(self.slowest, seconds)

    def _keep_training(self) -> None:
        studio = self._program.studio
        self.trained += studio.phase is Phase.RUNNING
        tab = self._program.window.pages.tabs.get("generate")
        self.wrote += tab is not None and tab.author.busy
        if studio.phase is Phase.PAUSED and self._chance.random() < 0.1:
            studio.unpause()
        if studio.phase is not Phase.IDLE or not studio.has_engine:
            return
        if studio.corpus is None:
            if not studio.opening:
                studio.open_source(Source(built_in="story-en"))
        elif self._chance.random() < 0.1:
            self.hands.did = "start a training"
            studio.start(self._chance.choice(CONFIGS), self._chance.choice((None, *TITLES)))

    def _one_thing(self) -> None:
        modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
        window, chance = self._program.window, self._chance
        if isinstance(modal, QFileDialog):
            self.hands.answer(modal)
        elif modal is None and popup is None and chance.random() < 0.1:
            chance.choices(self._deeds, self._weights)[0](self)
        elif popup is not None and not popup.isEnabled():
            popup.close()  # as Qt does at the next click
        elif popup is not None and chance.random() < 0.1:
            self.hands.press(popup, Qt.Key.Key_Escape)
        else:
            widget = self.hands.take(window)
            if widget is not None:
                self.hands.touch(widget)

    # Deeds that need more than one touch, or the whole window

    def _close(self) -> None:
        self.hands.did = "close the window"
        self._program.window.close()

    def _resize(self) -> None:
        window, chance = self._program.window, self._chance
        self.hands.did = "resize"
        kind = chance.random()
        if kind < 0.1:
            window.showMaximized()
        elif kind < 0.2:
            window.showNormal()
        else:
            window.resize(chance.randint(600, 2000), chance.randint(400, 1200))

    def _change_looks(self) -> None:
        look, chance = self._program.appearance, self._chance
        self.hands.did = "change language or theme"
        if chance.random() < 0.5:
            look.set_language(chance.choice(("en", "zh")))
        else:
            look.set_theme(chance.choice(("light", "dark", "system")))

    def _drop(self) -> None:
        self.hands.drop(self._program.window)

    def _turn_tab(self) -> None:
        keys = list(self._program.window.pages.tabs)
        if keys:
            self.hands.did = "turn to a tab"
            self._program.window.show_tab(self._chance.choice(keys))

    def _open_menu(self) -> None:
        self.hands.open_menu(self._program.window.menus)

    def _spoil(self) -> None:
        self.hands.did = "spoil a run"
        spoil_a_run(self._workspace, self._chance)
        self._program.studio.refresh()

    def _generate(self) -> None:
        """Let a run write; if there is none, take one in."""
        window, studio, hands = self._program.window, self._program.studio, self.hands
        able = [run for run in studio.runs if run.has_weights]
        tab = window.pages.tabs.get("generate")
        if not able or tab is None:
            hands.drop(window)
            return
        studio.select(self._chance.choice(able))
        window.show_tab("generate")
        hands.did = "generate"
        QTest.mouseClick(tab.prompt.go, LEFT)

    def _do_to_run(self) -> None:
        """Choose a run in the list and do something to it by its keys or its menu."""
        runs, hands, chance = self._program.window.sidebar.list, self.hands, self._chance
        rows = runs.model().rowCount()
        if not rows or not runs.isVisible():
            return
        place = runs.visualRect(runs.model().index(chance.randrange(rows), 0)).center()
        QTest.mouseClick(runs.viewport(), LEFT, pos=place)
        kind = chance.random()
        if kind < 0.3:
            hands.press(runs, Qt.Key.Key_F2)
            editor = QApplication.focusWidget()
            if editor is not None and editor is not runs:
                hands.type(editor, chance.choice(("<i>new</i>", "name", " ")))
                if isValid(editor):
                    hands.press(editor, chance.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape)))
        elif kind < 0.5:
            hands.press(runs, Qt.Key.Key_Delete)
        elif kind < 0.7:
            hands.press(runs, Qt.Key.Key_Z, CONTROL)
        elif kind < 0.8:
            hands.press(runs, chance.choice((Qt.Key.Key_D, Qt.Key.Key_E)), CONTROL)
        else:
            hands.ask_for_menu(runs.viewport(), place)

    _deeds = (
        _close, _resize, _change_looks, _drop, _turn_tab, _open_menu, _spoil, _generate, _do_to_run,
    )  # fmt: skip
    _weights = (4, 10, 10, 8, 20, 20, 1, 12, 15)


def said(error: BaseException) -> str:
    """Return an exception and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
    return f"{error!r} at {' > '.join(places)}"


def went_meanwhile(error: RuntimeError) -> bool:
    """Tell whether a widget went while the monkey looked at it; the program must look first."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = all(Path(frame.filename).parent == Path(__file__).parent for frame in frames)
    return ours and "already deleted" in str(error)


def watch_warnings(monkey: Monkey) -> None:
    """Let Qt's warnings be problems."""

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(HARMLESS):
            monkey.note(f"Qt says: {message}")

    qInstallMessageHandler(hear)


def play(folder: Path, events: int, seed: int) -> Monkey:
    """Let a monkey loose in a window with a workspace of its own."""
    workspace = folder / "home"
    os.environ["PLAYGROUND_HOME"] = str(workspace)
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        os.environ[name] = str(folder)
    os.chdir(folder)
    files = lay_out(folder, workspace)
    qt = make_application()
    qt.setQuitOnLastWindowClosed(False)
    monkey = Monkey(qt, workspace, files, events, seed)
    for scheme in ("file", "http", "https", "mailto"):
        QDesktopServices.setUrlHandler(scheme, monkey, "visit")
    watch_warnings(monkey)
    monkey.run()
    qInstallMessageHandler(None)
    return monkey


def main() -> None:
    """Let the monkey loose, and print what became of it."""
    parser = options(__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    faulthandler.enable()
    with tempfile.TemporaryDirectory() as folder:
        monkey = play(Path(folder), words.events, words.seed)
        os.chdir("/")
    table = Table(("events", "training", "writing", "windows", "widgets", "slowest", "busiest"))
    table.add(
        monkey.done - 1, monkey.trained, monkey.wrote, monkey.opened, len(monkey.hands.touched),
        f"{monkey.slowest:.2f} s", f"{monkey.busiest:.2f} s: {monkey.busiest_deed}",
    )  # fmt: skip
    finish(table, monkey.problems)


if __name__ == "__main__":
    main()
