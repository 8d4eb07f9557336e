"""A label for numbers that change many times a second.

When a `QLabel` gets other words, every layout around it is made anew, up to the window's, and
the time for that is taken from the training.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

SHORTER = 0.75  # of the room; below, there would be a gap


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
        """Show other words; the room changes if they do not fit, or are much shorter."""
        self._words = words
        self.setAccessibleName(words)
        advance = self.fontMetrics().horizontalAdvance
        wanted, room = advance(words), advance(super().text())
        if not SHORTER * room <= wanted <= room:
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
