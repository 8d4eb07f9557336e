"""A form for any config, from its knobs alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from playground.engine.knobs import Checked, Knob, knobs
from playground.ui import theme
from playground.ui.fields import ChoiceField, Field, make_field
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed

C = TypeVar("C", bound=Checked)


class Form(Translated, Themed, QWidget, Generic[C]):
    """Rows of caption and field; what is not shown keeps its value."""

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
            config: Gives the knobs and the first values.
            prefix: Begins the object names, such as "train" for "train.n_head".
            wanted: Tells which knobs get a row.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._config = config
        self._rows: list[tuple[Knob, QLabel, Field]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        for row, knob in enumerate(knob for knob in knobs(config) if wanted(knob)):
            caption, field = QLabel(), make_field(knob)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setWordWrap(True)
            caption.setBuddy(field)
            field.setObjectName(f"{prefix}.{knob.name}")
            field.edited.connect(self.changed)
            self._grid.addWidget(caption, row, 0)
            self._grid.addWidget(field, row, 1)
            self._rows.append((knob, caption, field))
        self.restyle()
        self.retranslate()

    def config(self) -> C:
        """Return the config with the values in the fields.

        Raises:
            SettingError: They do not fit together.
        """
        values = {knob.name: field.get() for knob, _, field in self._rows}
        return replace(self._config, **values)

    def set_config(self, config: C) -> None:
        """Show the values of another config of the same class."""
        self._config = config
        before = self.blockSignals(True)
        for knob, _, field in self._rows:
            field.put(getattr(config, knob.name))
        self.blockSignals(before)
        self.changed.emit()

    def field(self, name: str) -> Field:
        """Return the field of a knob."""
        return next(field for knob, _, field in self._rows if knob.name == name)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        for knob, caption, field in self._rows:
            caption.setText(tr(knob.title))
            help_words = tr(knob.help)
            caption.setToolTip(help_words)
            field.setToolTip(help_words)
            field.setAccessibleName(tr(knob.title))
            field.setAccessibleDescription(help_words)
            if isinstance(field, ChoiceField):
                field.retranslate()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        for _, _, field in self._rows:
            field.setFixedWidth(theme.px(128))
