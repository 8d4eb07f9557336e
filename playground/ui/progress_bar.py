"""A progress bar that is painted together with everything else."""

from PySide6.QtWidgets import QProgressBar


class ProgressBar(QProgressBar):
    """Shows a share; Qt's own bar would paint itself at once, and flush the window, each time."""

    STEPS = 1000

    def show_share(self, share: float | None) -> None:
        """Show a share, 0 to 1; with None it moves, but does not say how far."""
        most = 0 if share is None else self.STEPS
        value = 0 if share is None else round(self.STEPS * min(1.0, max(0.0, share)))
        if (self.maximum(), self.value()) == (most, value):
            return
        self.setUpdatesEnabled(False)  # `setValue` would repaint
        self.setRange(0, most)
        self.setValue(value)
        self.setUpdatesEnabled(True)  # asks for a repaint with the next ones
