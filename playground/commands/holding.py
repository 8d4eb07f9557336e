"""Waiting with all that was learned while the disk refuses it, as the window does."""

import errno
import time

from playground.commands.output import Output
from playground.commands.stopping import Stopping
from playground.errors import DiskFull, FolderGone, WorkspaceError

SECONDS = 2.0  # between two tries
LOOKS = 0.1  # seconds between two looks whether a person wants to stop


class Holding:
    """Says once what is wrong, waits, and says when it is over."""

    def __init__(self, out: Output, stopping: Stopping) -> None:
        self._out = out
        self._stopping = stopping
        self.holds = False

    def wait(self, error: WorkspaceError) -> None:
        """Wait a little before the disk is asked again."""
        if not self.holds:
            self.holds = True
            self._out.flush()
            self._out.emit({"event": "held", "message": str(error)})
            self._out.complain(f"{error} It goes on by itself then; Ctrl+C stops it.")
        due = time.monotonic() + SECONDS
        while not self._stopping.asked and time.monotonic() < due:
            time.sleep(LOOKS)

    @property
    def stopped(self) -> bool:
        """Tell whether a person does not want to wait any more."""
        return self._stopping.asked

    def over(self) -> None:
        """Say that it goes on, if it was held."""
        if self.holds:
            self.holds = False
            self._out.emit({"event": "continued"})
            self._out.line("It goes on.")


def may_pass(error: WorkspaceError) -> bool:
    """Tell whether a person can mend it meanwhile; a limit on the size of files stays."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno == errno.EFBIG:
            return False
        cause = cause.__cause__
    return isinstance(error, DiskFull | FolderGone)
