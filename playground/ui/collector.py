"""Garbage is collected on the window's thread only.

Python collects on whichever thread happens to make an object, and a collection on a
job's thread destroys widgets there: a crash within seconds.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # milliseconds
SLOW = 0.02  # seconds; what survives a longer collection is kept out of the next ones


class Collector(QObject):
    """Turns automatic collection off and collects from a timer; `close` puts it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.collect()
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY)

    def settle(self) -> None:
        """Keep what is loaded now out of all collections; call it once the engine is there."""
        gc.freeze()

    def collect(self) -> None:
        """Collect the generations that are due, as Python would have done."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [g for g in range(3) if counts[g] > thresholds[g]]
        if not due:
            return
        began = time.perf_counter()
        gc.collect(max(due))
        if time.perf_counter() - began > SLOW:
            gc.freeze()

    def close(self) -> None:
        """Let Python collect by itself again, if it did before."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()
