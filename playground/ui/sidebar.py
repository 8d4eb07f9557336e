"""The left side of the window: the runs, a button for a new one, and what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from playground.ui import icons, theme
from playground.ui.card import label
from playground.ui.language import Translated, tr
from playground.ui.runs_list import RunsList
from playground.ui.studio import Studio
from playground.ui.theme import Themed

MANY = 12  # runs; with more of them there is a field to find one


class Sidebar(Translated, Themed, QFrame):
    """Heading, list and empty state."""

    new_wanted = Signal()
    folded = Signal()  # it is seen, or no longer

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self._studio = studio
        self.heading = label("title")
        self.new = QPushButton()
        self.new.setObjectName("runs.new")
        self.new.clicked.connect(self.new_wanted)
        self.field = FindField()
        self.field.setObjectName("runs.find")
        self.field.setClearButtonEnabled(True)
        self.list = RunsList(studio)
        self.list.unfolded.connect(self.show)
        self.empty = label("muted", wrap=True)
        self.nothing_found = label("muted", wrap=True)
        self.field.textChanged.connect(self._filter)
        self.list.runs.modelReset.connect(self._show_what_fits)
        studio.runs_changed.connect(self._show_what_fits)
        self._lay_out()
        self.restyle()
        self.retranslate()
        self._show_what_fits()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.heading.setText(tr("Runs"))
        self.new.setText(tr("New"))
        self.new.setAccessibleName(tr("New run"))
        self.new.setToolTip(tr("Set up a new run (Ctrl+N)"))
        self.field.setPlaceholderText(tr("Find a run"))
        self.field.setAccessibleName(tr("Find a run"))
        self.empty.setText(
            tr(
                "No runs yet. Drop a text file anywhere in this window, or take a built-in text, "
                "then press Start: what you train appears here."
            )
        )
        self.nothing_found.setText(tr("No run has these words."))

    def restyle(self) -> None:
        """Take sizes and icons from the theme."""
        icons.dress(self.new, "plus", "text", 14)
        margin = theme.px(12)
        self._box.setContentsMargins(margin, theme.px(14), 0, theme.px(8))
        self._box.setSpacing(theme.px(8))
        self._top.setContentsMargins(0, 0, margin, 0)
        self._middle.setContentsMargins(0, 0, margin, 0)
        self.list.scheduleDelayedItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is seen."""
        super().showEvent(event)
        self.folded.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is no longer seen."""
        super().hideEvent(event)
        self.folded.emit()

    def start_finding(self) -> None:
        """Put the cursor into the field that narrows the list."""
        self.field.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.heading)
        self._top.addStretch(1)
        self._top.addWidget(self.new)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.field)
        self._middle.addWidget(self.empty)
        self._middle.addWidget(self.nothing_found)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._top)
        self._box.addLayout(self._middle)
        self._box.addWidget(self.list, 1)

    def _filter(self, words: str) -> None:
        self.list.runs.filter(words)

    def _show_what_fits(self) -> None:
        own = len(self._studio.runs) + len(self._studio.broken)
        self.empty.setVisible(self._studio.listed and own == 0)
        searching = bool(self.list.runs.words)
        self.field.setVisible(own > MANY or searching or self.field.hasFocus())
        self.nothing_found.setVisible(searching and self.list.runs.rowCount() == 0)


class FindField(QLineEdit):
    """A field that Escape empties."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Escape; an empty one leaves the key to others."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
