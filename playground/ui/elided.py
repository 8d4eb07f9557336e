"""A line of words that may be longer than the room it gets."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from playground.ui import theme

LEAST = 80  # designed pixels


class Elided(QLabel):
    """Leaves the middle out where there is too little room; `text()` is all of it."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the ends can be read."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), theme.px(LEAST)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the middle left out if they are too long."""
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
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
