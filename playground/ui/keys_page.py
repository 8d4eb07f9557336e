"""The page that lists all keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from playground.ui import theme
from playground.ui.card import label
from playground.ui.language import Translated, tr
from playground.ui.menus import without_mnemonic

COLUMNS = 3
ROW = 27  # designed pixels, whatever script the words are in
Group = tuple[str, list[tuple[str, str]]]  # marked name, [(keys, marked words)]


class KeysPage(Translated, QWidget):
    """All keyboard shortcuts, by what they belong to, in columns of about the same height."""

    def __init__(self, groups: list[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._captions: list[tuple[QLabel, str]] = []
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.px(36))
        for column in shared_out(groups, COLUMNS):
            columns.addLayout(self._column(column), 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        for caption, words in self._captions:
            caption.setText(without_mnemonic(tr(words)))

    def _column(self, groups: list[Group]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(0)
        row = 0
        for name, entries in groups:
            title = label("group")
            self._captions.append((title, name))
            grid.setRowMinimumHeight(row, theme.px(ROW if row == 0 else ROW * 1.4))
            grid.addWidget(title, row, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
            for keys, words in entries:
                row += 1
                caption = label("plain")
                self._captions.append((caption, words))
                pressed = label("key")
                pressed.setText(keys)
                pressed.setFixedHeight(theme.px(ROW - 5))
                grid.setRowMinimumHeight(row, theme.px(ROW))
                grid.addWidget(caption, row, 0)
                grid.addWidget(pressed, row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
        grid.setRowStretch(row, 1)
        grid.setColumnStretch(0, 1)
        return grid


def shared_out(groups: list[Group], columns: int) -> list[list[Group]]:
    """Return groups in columns, in their order, the highest column as low as it can be."""
    heights = [len(entries) + 1 for _, entries in groups]
    limit = max(heights)
    while True:
        shared: list[list[Group]] = [[]]
        used = 0
        for group, height in zip(groups, heights, strict=True):
            if used + height > limit and shared[-1]:
                shared.append([])
                used = 0
            shared[-1].append(group)
            used += height
        if len(shared) <= columns:
            return shared
        limit += 1
