"""A toast: one sentence that floats over the page, and what can be done about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from playground.ui import icons, theme
from playground.ui.card import label
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed
from playground.ui.wrap import WrapRow

Words = Callable[[], str]  # asked again when the language changes
SHORTEST = 5000  # milliseconds that a toast stays
PER_LETTER, PER_WIDE_LETTER = 70, 200  # milliseconds to read one; a Chinese one is a word
PER_REMEDY = 8000  # milliseconds to decide


@dataclass(frozen=True)
class Remedy:
    """A button of a toast."""

    words: Words
    act: Callable[[], object]


class Toast(Translated, Themed, QFrame):
    """Says one thing until it is closed or, if nothing went wrong, until it has been read."""

    closed = Signal()

    def __init__(
        self, words: Words, remedies: tuple[Remedy, ...], *, problem: bool, topic: str
    ) -> None:
        super().__init__()
        self.setObjectName("notice.toast")
        self.setProperty("role", "toast-problem" if problem else "toast")
        self.words, self.remedies = words, remedies
        self.is_problem, self.topic = problem, topic
        self.left = time_to_read(words()) + PER_REMEDY * len(remedies)
        self.symbol = QLabel()
        self.sentence = label("plain", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.acts = [QPushButton() for _ in remedies]
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("notice.close")
        self.dismiss.clicked.connect(self.closed)
        for number, button in enumerate(self.acts):
            button.setObjectName("notice.act" if number == 0 else f"notice.act.{number + 1}")
            button.clicked.connect(partial(self._act, number))
        self._lay_out()
        self.restyle()
        self.retranslate()

    def pass_time(self, milliseconds: int) -> None:
        """Let time go by; it does not while somebody reads with the mouse or has the focus."""
        focus = QApplication.focusWidget()
        used = self.underMouse() or (focus is not None and self.isAncestorOf(focus))
        if self.is_problem or used:
            return
        self.left -= milliseconds
        if self.left <= 0:
            self.closed.emit()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.dismiss.setAccessibleName(tr("Close the notice"))
        self.dismiss.setToolTip(tr("Close (Esc)"))
        self.sentence.setText(self.words())
        self.setAccessibleName(self.words())
        for button, remedy in zip(self.acts, self.remedies, strict=True):
            button.setText(remedy.words())
            button.setAccessibleName(remedy.words())

    def restyle(self) -> None:
        """Take sizes and icons from the theme."""
        name, colour = ("warning", "problem") if self.is_problem else ("info", "accent_text")
        ratio = max(1, round(self.devicePixelRatioF()))
        self.symbol.setPixmap(icons.pixmap(name, colour, 18, ratio))
        icons.dress(self.dismiss, "close", "muted", 14)
        self._row.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        self._row.setSpacing(theme.px(10))
        self._words.setSpacing(theme.px(8))
        self._buttons.setSpacing(theme.px(8))
        self.symbol.setContentsMargins(0, theme.px(6), 0, 0)
        self.sentence.setContentsMargins(0, theme.px(6), 0, theme.px(6))

    def _lay_out(self) -> None:
        self._words = QVBoxLayout()
        self._words.addWidget(self.sentence)
        self._buttons = WrapRow()
        if len(self.acts) > 1:
            for button in self.acts:
                self._buttons.add_left(button)
            self._words.addLayout(self._buttons)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        if len(self.acts) == 1:
            self._row.addWidget(self.acts[0], 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)

    def _act(self, number: int, _checked: bool = False) -> None:
        self.closed.emit()
        self.remedies[number].act()


def time_to_read(words: str) -> int:
    """Return the milliseconds that a slow reader takes."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    return SHORTEST + PER_WIDE_LETTER * wide + PER_LETTER * (len(words) - wide)
