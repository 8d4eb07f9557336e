"""The notice bar: one sentence and, where it helps, one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from playground.ui import icons, theme
from playground.ui.card import label
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed

Words = Callable[[], str]  # asked again when the language changes


@dataclass(frozen=True)
class Remedy:
    """A button of a notice."""

    words: Words
    act: Callable[[], None]


class Notice(Translated, Themed, QFrame):
    """Shows the last thing worth saying until it is closed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._words: Words | None = None
        self._remedy: Remedy | None = None
        self.symbol = QLabel()
        self.sentence = label("plain", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.act = QPushButton()
        self.act.setObjectName("notice.act")
        self.act.clicked.connect(self._act)
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("notice.close")
        self.dismiss.clicked.connect(self.close_notice)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.act)
        self._row.addWidget(self.dismiss)
        self.hide()
        self.retranslate()

    def say(self, words: Words, remedy: Remedy | None = None, *, problem: bool = False) -> None:
        """Show a sentence; it takes the place of the one before."""
        self._words, self._remedy = words, remedy
        self.setProperty("role", "problem" if problem else "notice")
        self.style().unpolish(self)  # the style sheet looks at the role only once
        self.style().polish(self)
        self.restyle()
        self.retranslate()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words()))

    @property
    def is_problem(self) -> bool:
        """Tell whether it speaks of something that went wrong."""
        return bool(self.property("role") == "problem")

    def close_notice(self) -> None:
        """Take the notice away."""
        self._words = self._remedy = None
        self.hide()
        self.closed.emit()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.dismiss.setAccessibleName(tr("Close the notice"))
        self.dismiss.setToolTip(tr("Close (Esc)"))
        if self._words is not None:
            self.sentence.setText(self._words())
            self.setAccessibleName(self._words())
        self.act.setVisible(self._remedy is not None)
        self.act.setAccessibleName(tr("What to do about it"))
        if self._remedy is not None:
            self.act.setText(self._remedy.words())
            self.act.setAccessibleName(self._remedy.words())

    def restyle(self) -> None:
        """Take sizes and icons from the theme."""
        name, colour = ("warning", "problem") if self.is_problem else ("info", "accent_text")
        ratio = max(1, round(self.devicePixelRatioF()))
        self.symbol.setPixmap(icons.pixmap(name, colour, 18, ratio))
        icons.dress(self.dismiss, "close", "muted", 14)
        self._row.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        self._row.setSpacing(theme.px(10))
        self.symbol.setContentsMargins(0, theme.px(6), 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        remedy = self._remedy
        self.close_notice()
        if remedy is not None:
            remedy.act()
