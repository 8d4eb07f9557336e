"""A stopwatch for training: pauses do not count, and neither does time asleep."""

import time

ASLEEP = 2.0  # seconds; a shorter gap between two looks is never sleep
UNUSUAL = 10.0  # times the usual gap
IDLE = 0.05  # share of a gap in which a process that works computes at least


class Clock:
    """Counts seconds while it runs; a new clock stands still.

    It is looked at several times a step. Between two looks the process may have been stopped
    (Ctrl+Z) or the lid of the computer closed: a gap that is far longer than those before it,
    and in which the process has computed next to nothing, does not count.

    Args:
        seconds: What it shows at first.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        self._counted = seconds
        self._since: float | None = None  # the last look, while it runs
        self._worked = 0.0  # seconds that the process had computed by then, all threads together
        self._usual = 0.0  # the longest gap of late, in seconds; 0 before the first

    @property
    def seconds(self) -> float:
        """Seconds counted so far."""
        if self._since is not None:
            now, worked = time.monotonic(), time.process_time()
            gap, work = now - self._since, worked - self._worked
            self._since, self._worked = now, worked
            if not self._slept(gap, work):
                self._counted += gap
                self._usual = max(gap, 0.99 * self._usual)
        return self._counted

    def unpause(self) -> None:
        """Go on counting."""
        if self._since is None:
            self._since, self._worked = time.monotonic(), time.process_time()

    def pause(self) -> None:
        """Stop counting."""
        self._counted = self.seconds
        self._since = None

    def _slept(self, gap: float, work: float) -> bool:
        is_long = gap > max(ASLEEP, UNUSUAL * self._usual)
        return self._usual > 0 and is_long and work < IDLE * gap
