"""All other settings, in three forms made from their knobs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.knobs import Knob
from playground.text import mark
from playground.ui import theme
from playground.ui.card import label
from playground.ui.form import Form
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed

GROUPS = (mark("Model"), mark("Training"), mark("Tokens"))
ELSEWHERE = ("steps", "minutes", "seed")  # have fields of their own on the card


class MoreSettings(Translated, Themed, QWidget):
    """Forms for the model, the training and the tokens; made again for another model."""

    changed = Signal()  # by a person

    def __init__(self, config: RunConfig, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config = config
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._captions = [label("group") for _ in GROUPS]
        self._forms: list[Form[Any]] = [
            _form(part) for part in (config.settings, config.training, config.text)
        ]
        for caption, form in zip(self._captions, self._forms, strict=True):
            self._box.addWidget(caption)
            self._box.addWidget(form)
            form.changed.connect(self._form_changed)
        self.restyle()
        self.retranslate()

    def config(self) -> RunConfig:
        """Return what the forms say.

        Raises:
            SettingError: The values do not fit together.
        """
        settings, training, text = (form.config() for form in self._forms)
        return RunConfig(self._config.model, settings, training, text)

    def set_config(self, config: RunConfig) -> None:
        """Show other settings, without telling that they have changed."""
        if type(config.settings) is not type(self._config.settings):
            self._replace_first(_form(config.settings))
        self._config = config
        before = self.blockSignals(True)
        parts = (config.settings, config.training, config.text)
        for form, part in zip(self._forms, parts, strict=True):
            form.set_config(part)
        self.blockSignals(before)

    def retranslate(self) -> None:
        """Write the names of the groups."""
        for caption, group in zip(self._captions, GROUPS, strict=True):
            caption.setText(tr(group))

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._box.setSpacing(theme.px(8))

    def _replace_first(self, form: Form[Any]) -> None:
        old, self._forms[0] = self._forms[0], form
        self._box.replaceWidget(old, form)
        old.hide()
        old.deleteLater()
        form.changed.connect(self._form_changed)
        first = self._captions[0]
        QWidget.setTabOrder(first, form)

    def _form_changed(self) -> None:
        self.changed.emit()


def _form(part: Any) -> Form[Any]:
    """Return a form for a part of a config; all fields have names that begin with "train."."""
    return Form(part, "train", _is_wanted if isinstance(part, TrainingConfig) else _any)


def _is_wanted(knob: Knob) -> bool:
    return knob.name not in ELSEWHERE


def _any(knob: Knob) -> bool:
    return True
