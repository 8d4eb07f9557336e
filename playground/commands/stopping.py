"""Ctrl+C asks to stop and save; it does not tear the work down, unless it is pressed again."""

import contextlib
import os
import signal
import sys
import threading
from types import FrameType, TracebackType

from playground.commands import STOPPED
from playground.commands.output import is_terminal
from playground.terminal.live import SHOW_CURSOR

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # those that the system has
URGENT = (signal.SIGINT, signal.SIGTERM)  # a terminal that is closed hangs up more than once
AT_ONCE = "Stopped at once, without saving what was not saved yet; all that was is safe."


class Stopping:
    """While it is entered, a signal to stop sets `asked`; a second one ends the program.

    The second one is for work that does not come to its end, such as a step of a huge model: a
    thread of its own hears it while the main one is in a long call. What the system was told to
    ignore (nohup) stays ignored.
    """

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[signal.Signals, object] = {}
        self._pipe: tuple[int, int] | None = None
        self._wakeup = -1

    def __enter__(self) -> "Stopping":
        """Begin to listen; outside the main thread there is nothing to listen to."""
        if threading.current_thread() is threading.main_thread():
            for name in SIGNALS:
                number = signal.Signals[name] if hasattr(signal, name) else None
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._ask)
            self._listen()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the signals do again what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._before.clear()
        if self._pipe is not None:
            signal.set_wakeup_fd(self._wakeup)
            os.close(self._pipe[1])  # the thread reads to the end and closes the other one
            self._pipe = None

    def _listen(self) -> None:
        """Let a thread hear the signals too: Python runs its handlers between two steps only."""
        if os.name == "nt":  # only sockets can wake a thread there
            return
        self._pipe = os.pipe()
        os.set_blocking(self._pipe[1], False)
        self._wakeup = signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        numbers = {int(number) for number in self._before if number in URGENT}
        threading.Thread(target=_count, args=(self._pipe[0], numbers), daemon=True).start()

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked and os.name == "nt":
            _leave()
        self.asked = True


def _count(pipe: int, numbers: set[int]) -> None:
    """Read the signals as they come; the second one ends the program."""
    heard = 0
    while came := os.read(pipe, 1):
        heard += came[0] in numbers
        if heard == 2:
            _leave()
    os.close(pipe)


def _leave() -> None:
    with contextlib.suppress(OSError, ValueError):
        if is_terminal(sys.stdout):
            print(SHOW_CURSOR, end="", flush=True)
        print(f"\n{AT_ONCE}", file=sys.stderr, flush=True)
    os._exit(STOPPED)
