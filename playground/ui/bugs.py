"""Which bugs came, and how often: one that comes again and again must still let one work.

A painter that fails does so at every repaint, some times a second for as long as the window lives.
"""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

REST = 10.0  # seconds after which a bug that came again is shown as if it were new
SHOWN = 3  # dialogs about a bug that does not rest


@dataclass
class Bug:
    """One kind of exception at one place in the code."""

    last: float  # when it came, in seconds of the clock
    times: int = 0  # in a row
    shown: int = 0  # dialogs about it

    @property
    def is_new(self) -> bool:
        """Tell whether it is to be shown once more."""
        return self.shown < SHOWN

    @property
    def is_worth_logging(self) -> bool:
        """Tell whether it came for the 1st, 10th, 100th… time in a row."""
        return str(self.times).strip("0") == "1"


class Bugs:
    """All bugs that came since the window is open."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[tuple[str, str, int | None], Bug] = {}

    def note(self, error: BaseException) -> Bug:
        """Count a bug; return what is known of it."""
        place, now = place_of(error), self._clock()
        bug = self._known.get(place)
        if bug is None or now - bug.last > REST:
            bug = self._known[place] = Bug(now)
        bug.last = now
        bug.times += 1
        return bug


def place_of(error: BaseException) -> tuple[str, str, int | None]:
    """Return the kind of an exception, and the file and line that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    file, line = (frames[-1].filename, frames[-1].lineno) if frames else ("", 0)
    return type(error).__name__, file, line
