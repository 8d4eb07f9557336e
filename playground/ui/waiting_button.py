"""How many trainings wait for their turn; its menu takes them back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from playground.ui.button_menus import give_menu
from playground.ui.figures import whole
from playground.ui.language import Translated, tr
from playground.ui.plain import caption
from playground.ui.run_titles import new_title
from playground.ui.studio import Studio
from playground.ui.waiting_list import Waiting


class WaitingButton(Translated, QToolButton):
    """Hidden while none waits."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status.waiting")
        self.setProperty("role", "link")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._list = studio.waiting
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        give_menu(self, menu)
        self._list.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write how many there are."""
        count = len(self._list.entries)
        self.setVisible(bool(count))
        self.setText(tr("{count} waiting", count=whole(count)) + " ▾")
        self.setAccessibleName(tr("Trainings that wait"))
        self.setToolTip(tr("They start one after the other."))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for entry in self._list.entries:
            title = new_title(entry.corpus, entry.config, ())
            action = menu.addAction(caption(tr("Take “{title}” back", title=title)))
            action.triggered.connect(partial(self._take_back, entry))

    def _take_back(self, entry: Waiting, _checked: bool = False) -> None:
        self._list.cancel(entry)
