"""The window that lists all keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from playground.ui import theme
from playground.ui.card import label
from playground.ui.language import Translated, tr
from playground.ui.menus import without_mnemonic


class KeysDialog(Translated, QDialog):
    """All keyboard shortcuts, by what they belong to."""

    def __init__(
        self, groups: list[tuple[str, list[tuple[str, str]]]], parent: QWidget | None = None
    ) -> None:
        """Show `groups` of (marked name, [(keys, marked words)])."""
        super().__init__(parent)
        self.setObjectName("keys")
        self._captions: list[tuple[QLabel, str]] = []
        self.heading = label("heading")
        self.ok = QPushButton()
        self.ok.setObjectName("keys.done")
        self.ok.clicked.connect(self.accept)
        self.ok.setDefault(True)
        inner = QWidget()
        columns = QHBoxLayout(inner)
        columns.setSpacing(theme.px(40))
        for column in (groups[::2], groups[1::2]):
            columns.addLayout(self._column(column), 1)
        self.area = area = QScrollArea()
        area.setObjectName("keys.list")
        area.setWidget(inner)
        area.setWidgetResizable(True)
        box = QVBoxLayout(self)
        margin = theme.px(24)
        box.setContentsMargins(margin, theme.px(20), margin, theme.px(20))
        box.setSpacing(theme.px(12))
        box.addWidget(self.heading)
        box.addWidget(area, 1)
        box.addWidget(self.ok, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme.px(760), theme.px(640))
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.heading.setText(tr("Keyboard shortcuts"))
        self.area.setAccessibleName(tr("Keyboard shortcuts"))
        for caption, words in self._captions:
            caption.setText(without_mnemonic(tr(words)))
        self.ok.setText(tr("Close"))
        self.ok.setAccessibleName(tr("Close"))

    def _column(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(6))
        row = 0
        for name, entries in groups:
            title = label("group")
            self._captions.append((title, name))
            if row:
                grid.setRowMinimumHeight(row, theme.px(8))
                row += 1
            grid.addWidget(title, row, 0, 1, 2)
            for keys, words in entries:
                row += 1
                caption = label("plain")
                self._captions.append((caption, words))
                pressed = label("key")
                pressed.setText(keys)
                grid.addWidget(caption, row, 0)
                grid.addWidget(pressed, row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
        grid.setRowStretch(row, 1)
        grid.setColumnStretch(0, 1)
        return grid
