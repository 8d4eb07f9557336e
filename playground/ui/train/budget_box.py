"""The field for a budget: a list to choose from, and a line to write into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from playground.ui.wheel import Combo


class BudgetBox(Combo):
    """A click on the words opens the list; with the words chosen, one may also write others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line.installEventFilter(self)
        self._just_chosen = False  # by the mouse button that is still down

    @property
    def line(self) -> QLineEdit:
        """What is written into."""
        line = self.lineEdit()
        assert isinstance(line, QLineEdit)
        return line

    def offer(self, words: list[str]) -> None:
        """Offer these in the list, which may be open: it is changed only if they are other ones."""
        if words != [self.itemText(number) for number in range(self.count())]:
            self.clear()
            self.addItems(words)

    def write(self, words: str) -> None:
        """Show `words`, chosen in the list if they are offered: there the arrow keys go on."""
        self.setCurrentIndex(self.findText(words))
        self.setEditText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the list on the first click; a second one sets the cursor."""
        is_release = event.type() == QEvent.Type.MouseButtonRelease
        if watched is self.line and is_release and self._just_chosen:
            self._just_chosen = False
            self.line.selectAll()
            self.showPopup()
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Notice that it was the mouse that chose the field."""
        super().focusInEvent(event)
        self._just_chosen = event.reason() is Qt.FocusReason.MouseFocusReason

    def showPopup(self) -> None:
        """Show the list with the budget of now marked in it, if it is one of those offered."""
        with QSignalBlocker(self):
            self.write(self.currentText())
        super().showPopup()
