"""A card: a titled white box on the calm ground, the window's building block."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.ui.elided import Elided


class Card(QFrame):
    """A frame with a header line (title, subtitle, space, extras) and a body below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = label("title")
        self.subtitle = Elided("muted")
        self.header = QHBoxLayout()  # add extras at its right end
        self.header.setSpacing(10)
        self.header.addWidget(self.title)
        self.header.addWidget(self.subtitle)
        self.header.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 16)
        self.body.setSpacing(10)
        self.body.addLayout(self.header)

    def set_tight(self, tight: bool) -> None:
        """Have less room around and between the parts, where the page is low."""
        self.body.setContentsMargins(*((14, 8, 14, 8) if tight else (16, 14, 16, 16)))
        self.body.setSpacing(6 if tight else 10)


def label(role: str, *, wrap: bool = False) -> QLabel:
    """Return a label dressed for `role`, one of those in `resources/theme.qss`.

    It shows plain text only: a model's words are never taken for markup.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made
