"""A label for numbers that change many times a second.

When a `QLabel` gets other words, every layout around it is made anew, up to the window's, and
the time for that is taken from the training.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class Ticker(QLabel):
    """Looks like a label with the role "muted"; it keeps the room it once needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "muted")
        self._words = ""

    def text(self) -> str:
        """Return what it shows."""
        return self._words

    def setText(self, words: str) -> None:
        """Show other words; they get more room only if they need it."""
        self._words = words
        self.setAccessibleName(words)
        width = self.fontMetrics().horizontalAdvance
        if not words or width(words) > width(super().text()):
            super().setText(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, not those that the room was made for."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            self._words,
            self.foregroundRole(),
        )
        painter.end()
