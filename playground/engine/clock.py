"""A stopwatch for training: pauses do not count."""

import time


class Clock:
    """Counts seconds while it runs; a new clock stands still.

    Args:
        seconds: What it shows at first.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        self._counted = seconds
        self._since: float | None = None  # when it was last set going

    @property
    def seconds(self) -> float:
        """Seconds counted so far."""
        running = 0.0 if self._since is None else time.monotonic() - self._since
        return self._counted + running

    def unpause(self) -> None:
        """Go on counting."""
        if self._since is None:
            self._since = time.monotonic()

    def pause(self) -> None:
        """Stop counting."""
        self._counted = self.seconds
        self._since = None
