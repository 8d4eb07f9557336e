"""Settings that were changed, as chips: a click on one sets it back.

    chips = ChangedChips()
    chips.show_changes(changes(plan.config, usual))  # both from `playground.ui.train.changes`
    chips.reset.connect(...)        # name: take `undone(plan.config, usual, name)`
    chips.more_wanted.connect(...)  # open "More settings", where all of them are

`usual` is `Suiting.usual(plan)`. Without a change the row is hidden.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from playground.ui import icons
from playground.ui.language import Translated, tr
from playground.ui.numbers import SPACE
from playground.ui.plain import caption, tip
from playground.ui.theme import Themed
from playground.ui.train.changes import Change
from playground.ui.wrap import WrapRow

MOST = 5  # chips; the rest is one chip that leads to the form


class ChangedChips(Translated, Themed, QWidget):
    """A row of chips that wraps; it is hidden while nothing was changed."""

    reset = Signal(str)  # name of a setting
    more_wanted = Signal()

    def __init__(self, most: int = MOST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train.changed")
        self._changes: tuple[Change, ...] = ()
        self._row = WrapRow(self)
        self._row.setSpacing(6)
        self._chips = [self._make(f"train.changed.chip{number}") for number in range(most)]
        for chip in self._chips:
            chip.clicked.connect(self._clicked)
        self._rest = self._make("train.changed.more")
        self._rest.clicked.connect(self.more_wanted)
        self.retranslate()
        self.hide()

    def show_changes(self, changed: Sequence[Change]) -> None:
        """Show what was changed."""
        if tuple(changed) != self._changes:
            self._changes = tuple(changed)
            self._fill()

    def chip(self, name: str) -> QPushButton:
        """Return the chip of a setting."""
        number = next(i for i, change in enumerate(self._shown) if change.name == name)
        return self._chips[number]

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setAccessibleName(tr("Changed settings"))
        for chip in self._chips:
            chip.setAccessibleName(tr("Changed settings"))
        for chip, change in zip(self._chips, self._shown, strict=False):
            chip.setText(caption(f"{change.words}{SPACE}"))
            chip.setToolTip(tip(change.way_back))
            chip.setAccessibleName(change.words)
            chip.setAccessibleDescription(change.way_back)
        left = len(self._changes) - len(self._shown)
        self._rest.setText(tr("{count} more", count=left))
        self._rest.setAccessibleName(tr("{count} more changed settings", count=left))
        self._rest.setToolTip(tr("Opens “More settings”."))

    def restyle(self) -> None:
        """Take the crosses from the theme."""
        for chip in self._chips:
            icons.dress(chip, "close", "muted", 9)

    @property
    def _shown(self) -> tuple[Change, ...]:
        return self._changes[: len(self._chips)]

    def _fill(self) -> None:
        """Give every change a chip; chips are kept, for one of them may have the focus."""
        focused = next((i for i, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for number, chip in enumerate(self._chips):
            seen = number < len(self._shown)
            if seen:
                chip.setObjectName(f"train.changed.{self._shown[number].name}")
            chip.setVisible(seen)
        self._rest.setVisible(len(self._changes) > len(self._shown))
        self.setVisible(bool(self._changes))
        if focused is not None and self._shown:
            self._chips[min(focused, len(self._shown) - 1)].setFocus()
        self.restyle()
        self.retranslate()

    def _make(self, name: str) -> QPushButton:
        chip = QPushButton(self)
        chip.setObjectName(name)
        chip.setProperty("role", "chip")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands at the end
        self._row.add_left(chip)
        return chip

    def _clicked(self) -> None:
        chip = self.sender()
        number = next(i for i, one in enumerate(self._chips) if one is chip)
        self.reset.emit(self._shown[number].name)
