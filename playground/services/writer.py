"""Writes files on a thread of its own, so that training need not wait for the disk."""

import threading
from collections import deque
from collections.abc import Callable

MOST = 4  # works that may wait; then the caller waits, and the memory for them stays bounded


class Writer:
    """Does one work after another, in the order in which they came, and loses none.

    A work that fails stays first in line. `check`, `add` or `wait` raises its error, once; the
    next of them tries again. So a work must not mind being done twice.
    """

    def __init__(self) -> None:
        self._works: deque[Callable[[], None]] = deque()
        self._changed = threading.Condition()
        self._error: Exception | None = None
        self._runs = False

    @property
    def busy(self) -> bool:
        """Tell whether any work is not done yet."""
        return bool(self._works)

    def check(self) -> None:
        """Go on with what failed, or raise why it did."""
        with self._changed:
            self._raise()
            self._begin()

    def add(self, work: Callable[[], None]) -> None:
        """Let `work` be done soon; wait first while too many others wait."""
        with self._changed:
            self._raise()
            self._begin()
            self._changed.wait_for(lambda: len(self._works) < MOST or self._error is not None)
            self._raise()
            self._works.append(work)
            self._begin()

    def wait(self) -> None:
        """Return when all is done, or raise why it cannot be."""
        with self._changed:
            self._raise()
            self._begin()
            self._changed.wait_for(lambda: not self._works or self._error is not None)
            self._raise()

    def _raise(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _begin(self) -> None:
        if self._works and not self._runs:
            self._runs = True
            threading.Thread(target=self._work, name="writer", daemon=True).start()

    def _work(self) -> None:
        while True:
            try:
                self._works[0]()
            except Exception as error:  # raised on the thread that can tell a person
                with self._changed:
                    self._error, self._runs = error, False
                    self._changed.notify_all()
                return
            with self._changed:
                self._works.popleft()
                self._changed.notify_all()
                if not self._works:
                    self._runs = False
                    return
