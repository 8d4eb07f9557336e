"""Coalesce many requests into few repaints: redrawing costs training."""

from PySide6.QtCore import QObject, QTimer, Signal

INTERVAL = 200  # milliseconds: at most 5 redraws a second
GROWTH = 400  # of what nobody waits for, such as a curve that grows: the training needs the time


class Throttle(QObject):
    """Emits `due` at once after a rest, and at most every `rest` milliseconds while it rains."""

    due = Signal()

    def __init__(self, parent: QObject | None = None, rest: int = INTERVAL) -> None:
        super().__init__(parent)
        self.rest = rest
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rested)
        self._wanted = False

    @property
    def waiting(self) -> bool:
        """Whether a redraw was a moment ago, or is still to come."""
        return self._wanted or self._timer.isActive()

    def request(self) -> None:
        """Ask for a redraw."""
        self._wanted = True
        if not self._timer.isActive():
            self._rested()

    def _rested(self) -> None:
        if self._wanted:
            self._wanted = False
            self._timer.start(self.rest)
            self.due.emit()
