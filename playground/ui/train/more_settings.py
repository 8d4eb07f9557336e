"""All other settings, in three forms made from their knobs."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from playground.engine.config import RunConfig
from playground.engine.effects import idle_settings
from playground.engine.knobs import Knob
from playground.errors import SettingError
from playground.text import mark
from playground.ui import theme
from playground.ui.card import label
from playground.ui.fields import Field
from playground.ui.form import Form
from playground.ui.language import Translated, explain, tr
from playground.ui.theme import Themed
from playground.ui.train.changes import ON_THE_CARD, changes

GROUPS = (mark("Model"), mark("Training"), mark("Tokens"))


class MoreSettings(Translated, Themed, QWidget):
    """Forms for the model, the training and the tokens; made again for another model.

    What has no effect is hidden, what was changed is marked, and what belongs to a run that is
    only looked at stands there as words.
    """

    changed = Signal()  # by a person

    def __init__(self, config: RunConfig, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config = config
        self._usual: RunConfig | None = None
        self._editable = True
        self._before: QWidget | None = None  # in the order of the Tab key
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.reset = QPushButton()
        self.reset.setObjectName("train.reset_all")
        self.reset.setProperty("role", "link")
        self._captions = [label("group") for _ in GROUPS]
        self._forms: list[Form[Any]] = [
            _form(part) for part in (config.settings, config.training, config.text)
        ]
        self._box.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        for caption, form in zip(self._captions, self._forms, strict=True):
            self._box.addWidget(caption)
            self._box.addWidget(form)
            form.changed.connect(self._form_changed)
        self.reset.clicked.connect(self._reset_all)
        self.restyle()
        self.retranslate()
        self._show_what_fits()

    def config(self) -> RunConfig:
        """Return what the forms say.

        Raises:
            SettingError: A value is impossible, or the values do not fit together.
        """
        settings, training, text = (form.config() for form in self._forms)
        return RunConfig(self._config.model, settings, training, text)

    def set_config(self, config: RunConfig) -> None:
        """Show other settings, without telling that they have changed."""
        if type(config.settings) is not type(self._config.settings):
            self._replace_first(_form(config.settings))
        self._config = config
        self._use_usual()
        before = self.blockSignals(True)
        for form, part in zip(self._forms, _parts(config), strict=True):
            form.set_config(part)
        self.blockSignals(before)
        self._show_what_fits()

    def set_usual(self, usual: RunConfig) -> None:
        """Know the settings that nobody would have to choose, perhaps for a model to come."""
        self._usual = usual
        self._use_usual()
        self._show_what_fits()

    def set_editable(self, editable: bool) -> None:
        """Show fields to change, or the settings of a run as words."""
        self._editable = editable
        for form in self._forms:
            form.set_editable(editable)
        self._show_what_fits()

    def mark_problem(self, error: SettingError | None) -> None:
        """Mark the fields that an error speaks of, and no others."""
        names = error.settings if error is not None else ()
        words = explain(error) if error is not None else ""
        for form in self._forms:
            form.mark_problem(names, words)

    def follow(self, before: QWidget) -> None:
        """Let the Tab key come here from `before`, and go from field to field."""
        self._before = before
        stops = [before, self.reset, *(stop for form in self._forms for stop in form.stops())]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def field_of(self, names: Collection[str]) -> Field | None:
        """Return the first field of these settings."""
        for form in self._forms:
            for name in names:
                if form.holds(name):
                    return form.field(name)
        return None

    def retranslate(self) -> None:
        """Write the names of the groups."""
        for caption, group in zip(self._captions, GROUPS, strict=True):
            caption.setText(tr(group))
        self.reset.setText(tr("Reset all"))
        self.reset.setAccessibleName(tr("Reset all settings"))
        self.reset.setToolTip(tr("Sets all changed settings back to those that suit the text."))

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._box.setSpacing(theme.px(8))

    def _reset_all(self) -> None:
        if self._usual is not None:
            self.set_config(self._usual)
            self.changed.emit()

    def _use_usual(self) -> None:
        usual = self._usual
        if usual is not None and usual.model == self._config.model:
            for form, part in zip(self._forms, _parts(usual), strict=True):
                form.set_usual(part)

    def _replace_first(self, form: Form[Any]) -> None:
        old, self._forms[0] = self._forms[0], form
        form.set_editable(self._editable)
        self._box.replaceWidget(old, form)
        old.hide()
        old.deleteLater()
        form.changed.connect(self._form_changed)
        if self._before is not None:
            self.follow(self._before)

    def _form_changed(self) -> None:
        self._show_what_fits()
        self.changed.emit()

    def _show_what_fits(self) -> None:
        """Hide what changes nothing beside the other settings, and the way back from nothing."""
        try:
            config = self.config()
        except SettingError:
            return  # until it is mended
        idle = idle_settings(config)
        for form in self._forms:
            form.set_idle(idle)
        usual = self._usual
        known = usual is not None and usual.model == config.model
        changed = known and usual is not None and bool(changes(config, usual))
        self.reset.setVisible(changed and self._editable)


def _parts(config: RunConfig) -> tuple[Any, Any, Any]:
    return config.settings, config.training, config.text


def _form(part: Any) -> Form[Any]:
    """Return a form for a part of a config; all fields have names that begin with "train."."""
    return Form(part, "train", _is_wanted)


def _is_wanted(knob: Knob) -> bool:
    return knob.name not in ON_THE_CARD
