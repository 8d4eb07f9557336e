"""Card 3: how long to train, and with which settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.knobs import knobs
from playground.errors import PlaygroundError, SettingError
from playground.ui import icons, theme
from playground.ui.card import Card, label
from playground.ui.fields import WholeField
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed
from playground.ui.train.budget import OFFERED, Budget, read_budget
from playground.ui.train.budget_box import BudgetBox
from playground.ui.train.changed_chips import ChangedChips
from playground.ui.train.deeds import Deed, Offer
from playground.ui.train.more_settings import MoreSettings
from playground.ui.train.start_bar import StartBar


class TrainingCard(Translated, Themed, Card):
    """Fields; what is changed is told by signals. What starts it is in a bar of its own."""

    budget_changed = Signal(object)  # Budget
    seed_changed = Signal(int)
    settings_changed = Signal(object)  # RunConfig, from "More settings"
    problem_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer(Deed.START)
        self._budget = Budget(0, 3.0)
        self._config: RunConfig | None = None
        self._editable = True
        self._budget_error: SettingError | None = None
        self._settings_error: SettingError | None = None
        self._too_large: PlaygroundError | None = None  # for the memory there is
        self._usual: RunConfig | None = None
        self.budget = BudgetBox()
        self.seed = WholeField(next(k for k in knobs(TrainingConfig) if k.name == "seed"))
        self.words = label("value", wrap=True)  # of a run that is only looked at
        self.more = QToolButton()
        self.chips = ChangedChips()
        self.settings: MoreSettings | None = None  # made when it is first opened
        self.start = StartBar()  # stands elsewhere: it must not scroll away
        self.problem, self.note = self.start.problem, self.start.note
        self.buttons, self.bar = self.start.buttons, self.start.bar
        self.left, self.right = self.start.left, self.start.right
        self._for = label("muted")
        self._seed_label = label("muted")
        self._lay_out()
        self._connect()
        self.restyle()
        self.retranslate()

    # What is shown

    def show_config(self, config: RunConfig, *, editable: bool) -> None:
        """Show the settings of the next run, or those of a run, which cannot be changed."""
        self._config, self._editable = config, editable
        self._budget = Budget.of(config.training)
        self._budget_error = self._settings_error = None
        _quietly(self.seed, lambda: self.seed.setValue(config.training.seed))
        self._write_budget()
        for field in (self._for, self.budget, self._seed_label, self.seed):
            field.setVisible(editable)
        self.words.setVisible(not editable)
        self._write_words()
        if self.settings is not None:
            self.settings.set_config(config)
            self.settings.set_editable(editable)
        self._show_problem()

    def show_settings(self, config: RunConfig) -> None:
        """Show other settings under "More settings"; the budget is being written."""
        self._config, self._settings_error = config, None
        if self.settings is not None:
            self.settings.set_config(config)
        self._show_problem()

    def show_usual(self, usual: RunConfig) -> None:
        """Know the settings that nobody would have to choose."""
        self._usual = usual
        if self.settings is not None:
            self.settings.set_usual(usual)

    @property
    def error(self) -> PlaygroundError | None:
        """What is impossible about the fields."""
        return self._budget_error or self._settings_error or self._too_large

    def show_too_large(self, error: PlaygroundError | None) -> None:
        """Know whether the memory will do for what is planned."""
        if str(error) != str(self._too_large):
            self._too_large = error
            self._problem_changed()

    def go_to_problem(self) -> None:
        """Put the cursor into the field that an error speaks of, wherever it is."""
        if self._budget_error is not None:
            self.budget.setFocus()
            self.budget.line.selectAll()
        elif self.error is not None:
            self.more.setChecked(True)
            names = self._settings_error.settings if self._settings_error else ("batch_size",)
            field = self.settings.field_of(names) if self.settings else None
            if field is not None:
                self._page_to(field)
                field.setFocus()

    def show_offer(self, offered: Offer) -> None:
        """Show which buttons there are."""
        self._offer = offered
        self.buttons.show_offer(offered, self._budget, blocked=self.error is not None)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("3  Train"))
        self._for.setText(tr("for"))
        self._seed_label.setText(tr("seed"))
        self.budget.setAccessibleName(tr("How long to train"))
        self.budget.setToolTip(
            tr(
                "Choose, or write how long: a number of steps or of minutes, such as “500 steps”, "
                "“20 s”, “5 minutes” or “1 h”."
            )
        )
        self.seed.setAccessibleName(tr("Seed"))
        self.seed.setToolTip(tr("The same seed gives the same model again."))
        self.more.setText(tr("More settings"))
        self.more.setAccessibleName(tr("More settings"))
        self._write_budget()
        self._write_words()
        self._show_problem()

    def restyle(self) -> None:
        """Take sizes and icons from the theme."""
        self.seed.setFixedWidth(theme.px(76))
        icons.dress(self.more, "down" if self.more.isChecked() else "right", "muted", 11)

    def _write_budget(self) -> None:
        def write() -> None:
            self.budget.offer([Budget.of(training).words for training in OFFERED])
            self.budget.write(self._budget.words)
            self.budget.line.setCursorPosition(0)  # show the beginning where there is little room

        if self._budget_error is None:
            _quietly(self.budget, write)

    def _write_words(self) -> None:
        if self._config is not None:
            seed = self._config.training.seed
            words = tr("for {budget} · seed {seed}", budget=self._budget.words, seed=seed)
            self.words.setText(words)

    def _show_problem(self) -> None:
        if self.settings is not None:
            self.settings.mark_problem(self._settings_error)
        self.start.show_problem(self.error)
        self.show_offer(self._offer)

    # What a person does

    def _read_budget(self) -> None:
        if not self._editable:  # Qt reports that the field was left when it is hidden
            return
        try:
            budget = read_budget(self.budget.currentText())
            budget.given_to(TrainingConfig())
        except SettingError as error:
            self._budget_error = error
            self._problem_changed()
            return
        self._budget_error = None
        self._problem_changed()
        if budget != self._budget:
            self._budget = budget
            self.budget_changed.emit(budget)

    def _budget_left(self) -> None:
        """Write the budget in full words when the field is left."""
        self._read_budget()
        self._write_budget()

    def _settings_edited(self) -> None:
        assert self.settings is not None
        try:
            config = self.settings.config()
        except SettingError as error:
            self._settings_error = error
            self._problem_changed()
            return
        self._settings_error = None
        self._problem_changed()
        self.settings_changed.emit(config)

    def _problem_changed(self) -> None:
        self._show_problem()
        self.problem_changed.emit()

    def _open_more(self, opened: bool) -> None:
        if opened and self.settings is None and self._config is not None:
            self.settings = MoreSettings(self._config)
            self.settings.set_editable(self._editable)
            if self._usual is not None:
                self.settings.set_usual(self._usual)
            self.settings.changed.connect(self._settings_edited)
            self._more_box.addWidget(self.settings)
            self.settings.follow(self.more)
        if self.settings is not None:
            self.settings.setVisible(opened)
        self.restyle()
        if opened:
            if self.focusWidget() is not None:  # lest the page follows a button that moves down
                self.more.setFocus()
            self._page_to(self.more)

    def _page_to(self, widget: QWidget) -> None:
        """Scroll the page, when it is laid out, so that `widget` is at its top."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            QTimer.singleShot(0, self, partial(_scroll_to, page, widget))

    # Making

    def _lay_out(self) -> None:
        self.budget.setObjectName("train.budget")
        self.seed.setObjectName("train.seed")
        self.words.setObjectName("train.budget.words")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.hide()
        self.more.setObjectName("train.more")
        self.more.setProperty("role", "disclosure")
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.addWidget(self.more)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self._for)
        fields.addWidget(self.budget, 1)
        fields.addWidget(self._seed_label)
        fields.addWidget(self.seed)
        self._more_box = QVBoxLayout()
        self._more_box.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(fields)
        self.body.addWidget(self.words)
        self.body.addWidget(self.chips)
        self.body.addLayout(self._more_box)
        QWidget.setTabOrder(self.budget, self.seed)
        QWidget.setTabOrder(self.seed, self.more)

    def _connect(self) -> None:
        self.budget.editTextChanged.connect(self._read_budget)
        self.budget.line.editingFinished.connect(self._budget_left)
        self.seed.valueChanged.connect(self.seed_changed)
        self.more.toggled.connect(self._open_more)
        self.chips.more_wanted.connect(lambda: self.more.setChecked(True))


def _scroll_to(page: QScrollArea, widget: QWidget) -> None:
    inside = page.widget()
    if inside is None:
        return
    layout = inside.layout()
    if layout is not None:
        layout.activate()
    page.verticalScrollBar().setValue(widget.mapTo(inside, QPoint(0, 0)).y() - theme.px(8))


def _quietly(widget: QObject, action: Callable[[], None]) -> None:
    """Change a widget without it telling that it was changed."""
    before = widget.blockSignals(True)
    action()
    widget.blockSignals(before)
