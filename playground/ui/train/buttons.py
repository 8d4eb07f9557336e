"""The buttons of the Train tab: one for each deed, and two of them at most are seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from playground.ui import icons
from playground.ui.button_menus import give_menu
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed
from playground.ui.train.budget import Budget
from playground.ui.train.deeds import Deed, Offer
from playground.ui.wrap import WrapRow

ICONS = {  # in the order in which they stand
    Deed.START: "play",
    Deed.WRITE: "pencil",
    Deed.PAUSE: "pause",
    Deed.UNPAUSE: "play",
    Deed.RESUME: "play",
    Deed.NEW: "plus",
    Deed.LONGER: "clock",
    Deed.STOP: "stop",
    Deed.LATER: "plus",
    Deed.WATCH: "chart",
}


class Buttons(Translated, Themed, QWidget):
    """Shows what is offered; pause and continue share a button."""

    wanted = Signal(object)  # Deed
    longer_wanted = Signal(object)  # Budget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer(Deed.START)
        self._budget = Budget(0, 3.0)
        self._shown: tuple[Offer, Budget, bool] | None = None
        self._row = WrapRow(self)
        self._row.setSpacing(8)
        self.buttons: dict[Deed, QPushButton] = {}
        for deed in ICONS:
            if deed is not Deed.UNPAUSE:
                self.buttons[deed] = self._make(deed)
        self.buttons[Deed.UNPAUSE] = self.buttons[Deed.PAUSE]
        self._longer = QMenu(self)
        self._longer.aboutToShow.connect(self._fill_longer)
        give_menu(self.buttons[Deed.LONGER], self._longer)
        self.restyle()
        self.retranslate()

    def show_offer(self, offered: Offer, budget: Budget, *, blocked: bool) -> None:
        """Show what can be done.

        Args:
            offered: The deeds.
            budget: How long the run that is shown was meant to train.
            blocked: Whether a setting is impossible, so that nothing can start.
        """
        if (offered, budget, blocked) == self._shown:
            return
        self._shown = (offered, budget, blocked)
        focused = self.hasFocus() or any(button.hasFocus() for button in self.buttons.values())
        self._offer, self._budget = offered, budget
        beside = (offered.secondary, offered.third)
        seen = {self.buttons[deed] for deed in (offered.primary, *beside) if deed}
        for button in self.buttons.values():
            button.setVisible(button in seen)
        self.restyle()
        begins = offered.primary in (Deed.START, Deed.LATER)
        enabled = offered.primary_enabled and not (blocked and begins)
        self.buttons[offered.primary].setEnabled(enabled)
        if offered.secondary is not None:
            self.buttons[offered.secondary].setEnabled(offered.secondary_enabled)
        if focused:  # a button that was pressed makes room for another, which may have to wait
            primary = self.buttons[offered.primary]
            (primary if primary.isEnabled() else self).setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keys on to the main button, if it can be pressed."""
        super().focusInEvent(event)
        if self.buttons[self._offer.primary].isEnabled():
            self.buttons[self._offer.primary].setFocus(event.reason())

    def retranslate(self) -> None:
        """Write what the buttons say."""
        for deed in ICONS:
            if deed is not Deed.UNPAUSE:
                self._write(deed)
        self._write(self._offer.primary)

    def restyle(self) -> None:
        """Take icons and sizes from the theme."""
        self._dress(self._offer.primary, "on_accent", "primary")
        for deed in (self._offer.secondary, self._offer.third):
            if deed is not None:
                self._dress(deed, "text", "")

    def _make(self, deed: Deed) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"train.{deed.value}")
        button.clicked.connect(lambda: self._pressed(deed))
        button.hide()
        self._row.add_left(button)
        return button

    def _pressed(self, deed: Deed) -> None:
        if deed is Deed.PAUSE and self._offer.primary is Deed.UNPAUSE:
            deed = Deed.UNPAUSE
        if deed is not Deed.LONGER:
            self.wanted.emit(deed)

    def _dress(self, deed: Deed, colour: str, role: str) -> None:
        button = self.buttons[deed]
        if button.property("role") != role:
            button.setProperty("role", role)
            button.style().unpolish(button)
            button.style().polish(button)
        icons.dress(button, ICONS[deed], colour, 13)
        self._write(deed)

    def _write(self, deed: Deed) -> None:
        words = {
            Deed.START: tr("Start"),
            Deed.PAUSE: tr("Pause"),
            Deed.UNPAUSE: tr("Continue"),
            Deed.STOP: tr("Stop"),
            Deed.LATER: tr("Start after this one"),
            Deed.RESUME: tr("Continue"),
            Deed.LONGER: tr("Train longer"),
            Deed.NEW: tr("New run"),
            Deed.WRITE: tr("Let it write"),
            Deed.WATCH: tr("Show the training"),
        }
        hints = {
            Deed.START: tr("Train a new model (Ctrl+Enter or F5)"),
            Deed.STOP: tr("Stop and save; it can go on later"),
            Deed.LATER: tr("It waits until the training that runs now has ended."),
            Deed.NEW: tr("Begin a new run with these settings"),
            Deed.RESUME: tr("Go on where it stopped"),
            Deed.WRITE: tr("Go to the Generate tab with this model"),
        }
        sign = {Deed.LONGER: " ▾", Deed.WRITE: " →"}.get(deed, "")  # it opens a menu, or leads on
        self.buttons[deed].setText(words[deed] + sign)
        self.buttons[deed].setAccessibleName(words[deed])
        self.buttons[deed].setToolTip(hints.get(deed, ""))

    def _fill_longer(self) -> None:
        self._longer.clear()
        if self._budget.steps:
            half = max(1, self._budget.steps // 2)
            parts = [Budget(half, 0.0), Budget(2 * half, 0.0), Budget(4 * half, 0.0)]
        else:
            parts = [Budget(0, 1.0), Budget(0, 3.0), Budget(0, 10.0)]
        for part in parts:
            action = self._longer.addAction(tr("{budget} more", budget=part.words))
            action.setData(part)
            action.triggered.connect(lambda _=False, part=part: self.longer_wanted.emit(part))
