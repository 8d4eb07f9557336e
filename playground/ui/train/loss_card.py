"""The card with the loss curve: its menus and its export."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from playground.engine.events import Event
from playground.engine.units import UNITS
from playground.errors import PlaygroundError
from playground.ui import icons, theme
from playground.ui.asking import ask_where_to_save, file_name
from playground.ui.button_menus import give_menu
from playground.ui.card import Card, label
from playground.ui.language import Translated, tr
from playground.ui.loss_plot import LossPlot
from playground.ui.plots.export import Saved, save_csv, save_picture
from playground.ui.plots.options import AXES, MOST_SMOOTHING, remembered
from playground.ui.studio import Studio
from playground.ui.theme import Themed
from playground.ui.wheel import Slider
from playground.ui.wrap import WrapRow

NOTCHES = 20  # of the smoothing slider


class LossCard(Translated, Themed, Card):
    """Wraps a `LossPlot`."""

    saving = Signal(object)  # work for a job: writes the numbers of the run

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.run_title = ""  # heads exported pictures, and names the file
        self.plot = LossPlot("train.plot")
        self.plot.set_options(remembered(studio.settings))
        self.unit = _menu_button("train.plot.unit")
        self.axis = _menu_button("train.plot.axis")
        self.view = _menu_button("train.plot.view")
        self.save = _menu_button("train.plot.save")
        self._smoothing = Slider()
        self._smoothing_label = label("muted")
        self._menus()
        self._lay_out()
        self.plot.menu_wanted.connect(self._pop_up)
        self._smoothing.valueChanged.connect(self._smooth)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("Loss"))
        self.unit.setAccessibleName(tr("Unit of the loss"))
        self.axis.setAccessibleName(tr("Horizontal axis"))
        self.view.setAccessibleName(tr("View of the curve"))
        self.save.setAccessibleName(tr("Save the curve"))
        self.unit.setToolTip(tr(UNITS[self.plot.options.unit].help))
        self.axis.setToolTip(tr("What the curve is drawn over"))
        self.view.setToolTip(tr("Smoothing, logarithmic axes, more curves"))
        self.save.setToolTip(tr("Save as a picture or as numbers"))
        self._smoothing_label.setText(tr("Smoothing"))
        self._smoothing.setAccessibleName(tr("Smoothing"))
        self._show_choices()

    def restyle(self) -> None:
        """Take icons and sizes from the theme."""
        icons.dress(self.view, "settings", "muted", 15)
        icons.dress(self.save, "download", "muted", 15)
        self._smoothing.setFixedWidth(theme.px(150))

    def _show_choices(self) -> None:
        self.unit.setText(self.plot.unit_title + " ▾")
        self.axis.setText(tr(AXES[self.plot.options.axis]) + " ▾")

    # Menus

    def _menus(self) -> None:
        for button, fill in (
            (self.unit, self._fill_units),
            (self.axis, self._fill_axes),
            (self.view, self._fill_view),
            (self.save, self._fill_save),
        ):
            menu = QMenu(button)
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(_refill, menu, fill))
            give_menu(button, menu)
        self._slider = QWidgetAction(self)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(24, 4, 12, 4)
        row.addWidget(self._smoothing_label)
        row.addWidget(self._smoothing)
        self._smoothing.setObjectName("train.plot.smoothing")
        self._smoothing.setRange(0, NOTCHES)
        self._smoothing.setValue(_notch(self.plot.options.smoothing))
        self._slider.setDefaultWidget(holder)

    def _fill_units(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for key, unit in UNITS.items():
            action = _choice(menu, group, tr(unit.title), self.plot.options.unit == key)
            action.setToolTip(tr(unit.help))
            action.triggered.connect(partial(self._choose, unit=key))

    def _fill_axes(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for key, title in AXES.items():
            action = _choice(menu, group, tr(title), self.plot.options.axis == key)
            action.triggered.connect(partial(self._choose, axis=key))
        menu.addSeparator()
        self._add_switch(menu, tr("logarithmic"), "log_x")

    def _fill_view(self, menu: QMenu) -> None:
        menu.addAction(self._slider)
        menu.addSeparator()
        self._add_switch(menu, tr("Logarithmic loss"), "log_y")
        self._add_switch(menu, tr("Logarithmic horizontal axis"), "log_x")
        self._add_switch(menu, tr("More curves"), "more")
        menu.addSeparator()
        menu.addAction(tr("Show all")).triggered.connect(self.plot.fit)
        self._fill_save(menu.addMenu(tr("Save the curve")))

    def _fill_save(self, menu: QMenu) -> None:
        for title, ending in (
            (tr("Picture (PNG)…"), "png"),
            (tr("Drawing (SVG)…"), "svg"),
            (tr("Numbers (CSV)…"), "csv"),
        ):
            action = menu.addAction(title)
            action.setEnabled(bool(len(self.plot.history)) or ending != "csv")
            action.triggered.connect(partial(self._ask_and_save, ending))

    def _add_switch(self, menu: QMenu, title: str, name: str) -> None:
        action = menu.addAction(title)
        action.setCheckable(True)
        action.setChecked(getattr(self.plot.options, name))
        action.toggled.connect(lambda on: self._choose(**{name: on}))

    def _pop_up(self, place: QPointF) -> None:
        self.view.menu().popup(place.toPoint())

    def _choose(self, _checked: bool = False, **changes: str | bool | float) -> None:
        options = replace(self.plot.options, **changes)  # type: ignore[arg-type]
        self.plot.set_options(options)
        options.remember(self._studio.settings)
        self.retranslate()

    def _smooth(self, notch: int) -> None:
        self._choose(smoothing=MOST_SMOOTHING * (notch / NOTCHES) ** 2)

    # Saving

    def _ask_and_save(self, ending: str, _checked: bool = False) -> None:
        filters = {
            "png": tr("Pictures (*.png)"),
            "svg": tr("Drawings (*.svg)"),
            "csv": tr("Tables (*.csv)"),
        }
        folder = self._studio.settings.get("plot/folder", str(Path.home()))
        first = Path(folder) / f"{file_name(self.run_title, 'loss')}.{ending}"
        file = ask_where_to_save(self, tr("Save the curve"), first, filters[ending])
        if file is not None:
            self._studio.settings.set("plot/folder", str(file.parent))
            self.save_as(file)

    def save_as(self, file: Path) -> None:
        """Save the curve as what the file's ending says."""
        if file.suffix.lower() == ".csv":
            history = self.plot.history
            job = self._studio.start_job(lambda: save_csv(history, file))
            job.failed.connect(self._failed)
            job.reported.connect(self._written)
            return
        try:
            save_picture(self.plot, self.run_title or tr("Loss"), file)
        except PlaygroundError as error:
            self._failed(error)
        else:
            self._studio.saved.emit(str(file))

    def _written(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Saved):
                self._studio.saved.emit(event.file)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, PlaygroundError):
            raise error
        self._studio.problem.emit(error)

    # Making

    def _lay_out(self) -> None:
        head = WrapRow()
        head.setSpacing(10)
        self.header.removeWidget(self.title)
        head.add_left(self.title)
        head.add_left(self.unit)
        for button in (self.axis, self.view, self.save):
            head.add_right(button)
        self.body.removeItem(self.header)
        self.body.addLayout(head)
        self.body.addWidget(self.plot, 1)


def _menu_button(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setProperty("role", "link")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _choice(menu: QMenu, group: QActionGroup, title: str, checked: bool) -> QAction:
    action = QAction(title, group)
    action.setCheckable(True)
    action.setChecked(checked)
    menu.addAction(action)
    return action


def _refill(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
    menu.clear()
    fill(menu)


def _notch(smoothing: float) -> int:
    return round(NOTCHES * math.sqrt(smoothing / MOST_SMOOTHING))
