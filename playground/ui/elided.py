"""A line of words that may be longer than the room it gets."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from playground.ui import theme

LEAST = 80  # designed pixels


class Elided(QLabel):
    """Leaves the middle out where there is too little room; `text()` is all of it.

    Where words are made of parts, the last of those are left out first, as wholes.
    """

    def __init__(self, role: str, between: str = "") -> None:
        """Make the line; `between` stands between its parts, if it has some."""
        super().__init__()
        self._between = between
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the ends can be read."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), theme.px(LEAST)), whole.height())

    @property
    def shown(self) -> str:
        """What can be seen of the words."""
        metrics, words = self.fontMetrics(), self.text()
        if self._between:
            parts = words.split(self._between)
            while len(parts) > 1 and metrics.horizontalAdvance(words) > self.width():
                parts.pop()
                words = self._between.join(parts)
        return metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, as many as there is room for."""
        words = self.shown
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter,
                self.rect(),
                int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
                self.palette(),
                self.isEnabled(),
                words,
                self.foregroundRole(),
            )
