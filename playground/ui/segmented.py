"""A choice among a few, side by side in one frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from playground.ui import theme
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed


@dataclass(frozen=True)
class Segment:
    """One of the choices."""

    key: str
    title: str  # marked for translation
    help: str  # marked for translation


class Segmented(Translated, Themed, QFrame):
    """Buttons of which exactly one is down; the arrow keys move on to the next."""

    chosen = Signal(str)  # key, by a person

    def __init__(self, name: str, segments: Sequence[Segment], parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "segments")
        self._segments = tuple(segments)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        for number, segment in enumerate(self._segments):
            button = QPushButton()
            button.setObjectName(f"{name}.{segment.key}")
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # until it is down
            self._group.addButton(button, number)
            self._row.addWidget(button, 1)
        self._group.idClicked.connect(self._clicked)
        self._group.idToggled.connect(self._toggled)
        self._group.button(0).setChecked(True)
        self.restyle()
        self.retranslate()

    @property
    def current(self) -> str:
        """Key of the segment that is down."""
        return self._segments[self._group.checkedId()].key

    def choose(self, key: str) -> None:
        """Put a segment down without telling anyone."""
        for number, segment in enumerate(self._segments):
            if segment.key == key:
                self._group.button(number).setChecked(True)

    def button(self, key: str) -> QPushButton:
        """Return the button of a segment."""
        number = next(n for n, s in enumerate(self._segments) if s.key == key)
        button = self._group.button(number)
        assert isinstance(button, QPushButton)
        return button

    def retranslate(self) -> None:
        """Write the names."""
        for number, segment in enumerate(self._segments):
            button = self._group.button(number)
            button.setText(tr(segment.title))
            button.setAccessibleName(button.text())
            button.setMinimumWidth(self._room_for(button.text()))
            button.setToolTip(tr(segment.help))
            button.setAccessibleDescription(tr(segment.help))

    def restyle(self) -> None:
        """Take sizes from the theme."""
        gap = theme.px(3)
        self._row.setContentsMargins(gap, gap, gap, gap)
        for button in self._group.buttons():
            button.setMinimumWidth(self._room_for(button.text()))

    @staticmethod
    def _room_for(words: str) -> int:
        """Return the width that a name takes when its button is down, and bold."""
        metrics = QFontMetrics(theme.font(14, bold=True))
        return metrics.horizontalAdvance(words) + theme.px(10)

    def _toggled(self, number: int, down: bool) -> None:
        """Let the Tab key reach the button that is down, and no other."""
        policy = Qt.FocusPolicy.StrongFocus if down else Qt.FocusPolicy.ClickFocus
        self._group.button(number).setFocusPolicy(policy)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._segments[number].key)
