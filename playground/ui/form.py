"""A form for any config, from its knobs alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.engine.knobs import Checked, Knob, knobs
from playground.ui import theme
from playground.ui.fields import Field
from playground.ui.form_row import CAPTION, FormRow
from playground.ui.language import Translated
from playground.ui.theme import Themed

C = TypeVar("C", bound=Checked)


class Form(Translated, Themed, QWidget, Generic[C]):
    """Rows of caption and field; what is not shown keeps its value.

    Where a value is not the usual one, the caption is marked and a button leads back.
    """

    changed = Signal()  # by hand, or by `set_config`

    def __init__(
        self,
        config: C,
        prefix: str,
        wanted: Callable[[Knob], bool] = lambda knob: True,
        parent: QWidget | None = None,
    ) -> None:
        """Show the knobs of `config` that are `wanted`.

        Args:
            config: Gives the knobs and the first values; what its class begins with is usual.
            prefix: Begins the object names, such as "train" for "train.n_head".
            wanted: Tells which knobs get a row.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._config = config
        self._editable = True
        self._idle: Collection[str] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(CAPTION, 1)
        self._rows = [FormRow(knob, prefix, self) for knob in knobs(config) if wanted(knob)]
        for number, row in enumerate(self._rows):
            row.changed.connect(self.changed)
            row.place(self._grid, number)
        self.set_usual(type(config)())
        self.restyle()
        self.retranslate()

    def config(self) -> C:
        """Return the config with the values in the fields.

        Raises:
            SettingError: One is impossible, or they do not fit together.
        """
        values = {row.name: row.field.get() for row in self._rows}
        return replace(self._config, **values)

    def set_config(self, config: C) -> None:
        """Show the values of another config of the same class."""
        self._config = config
        before = self.blockSignals(True)
        for row in self._rows:
            row.put(getattr(config, row.name))
        self.blockSignals(before)
        self.changed.emit()

    def set_usual(self, usual: C) -> None:
        """Know the values that nobody would have to choose."""
        for row in self._rows:
            row.set_usual(getattr(usual, row.name))

    def set_idle(self, idle: Collection[str]) -> None:
        """Hide the settings that change nothing, whatever their value."""
        self._idle = idle
        self._show_rows()

    def set_editable(self, editable: bool) -> None:
        """Show fields to change, or the values as words to read."""
        self._editable = editable
        self._show_rows()

    def mark_problem(self, names: Collection[str], words: str = "") -> None:
        """Mark the fields that an error speaks of, and no others; the words stand below one."""
        wrong = [row for row in self._rows if row.name in names]
        for row in self._rows:
            row.mark_problem(row in wrong, words if row in wrong[-1:] else "")

    def stops(self) -> list[QWidget]:
        """Return what the Tab key visits, in this order."""
        return [widget for row in self._rows for widget in (row.field, row.back)]

    def holds(self, name: str) -> bool:
        """Tell whether a setting has a row here."""
        return any(row.name == name for row in self._rows)

    def field(self, name: str) -> Field:
        """Return the field of a knob."""
        return next(row.field for row in self._rows if row.name == name)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        for row in self._rows:
            row.retranslate()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(8))
        for row in self._rows:
            row.restyle()

    def _show_rows(self) -> None:
        for row in self._rows:
            row.set_shown(wanted=row.name not in self._idle, editable=self._editable)
