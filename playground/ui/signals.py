"""The system's wish that the program ends: Ctrl+C in the terminal, SIGTERM, log-off."""

from __future__ import annotations

import contextlib
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

CAUGHT = [signal.SIGINT, signal.SIGTERM]
if hasattr(signal, "SIGHUP"):
    CAUGHT.append(signal.SIGHUP)


class QuitSignals(QObject):
    """Turns signals of the system into one of Qt; `close` gives the old handlers back.

    Python runs its handlers only between two of its own instructions, and a Qt program
    may be a long time in none; so Python is told to write into a socket that Qt watches.
    """

    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        # What the program was told to ignore when it was started (nohup) stays ignored.
        heard = [number for number in CAUGHT if signal.getsignal(number) is not signal.SIG_IGN]
        self._before = {number: signal.signal(number, _do_nothing) for number in heard}
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._caught)

    def close(self) -> None:
        """Put things back as they were."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._here.close()
        self._there.close()

    def _caught(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._here.recv(64)
        self.quit_wanted.emit()


def _do_nothing(_number: int, _frame: object) -> None:
    """Let the socket tell."""
