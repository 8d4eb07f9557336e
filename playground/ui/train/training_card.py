"""Card 3: how long to train, the buttons, and how far it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.knobs import knobs
from playground.errors import SettingError
from playground.ui import icons, theme
from playground.ui.card import Card, label
from playground.ui.fields import WholeField
from playground.ui.language import Translated, explain, tr
from playground.ui.progress_bar import ProgressBar
from playground.ui.theme import Themed
from playground.ui.ticker import Ticker
from playground.ui.train.budget import OFFERED, Budget, read_budget
from playground.ui.train.budget_box import BudgetBox
from playground.ui.train.buttons import Buttons
from playground.ui.train.deeds import Deed, Offer
from playground.ui.train.more_settings import MoreSettings


class TrainingCard(Translated, Themed, Card):
    """Fields, buttons and progress; what is changed or pressed is told by signals."""

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
        self.error: SettingError | None = None  # what is impossible about the fields
        self.budget = BudgetBox()
        self.seed = WholeField(next(k for k in knobs(TrainingConfig) if k.name == "seed"))
        self.more = QToolButton()
        self.settings: MoreSettings | None = None  # made when it is first opened
        self.problem = label("problem", wrap=True)
        self.note = label("muted", wrap=True)
        self.buttons = Buttons()
        self.bar = ProgressBar()
        self.left = Ticker()
        self.right = Ticker()
        self.right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._for = label("muted")
        self._seed_label = label("muted")
        self._lay_out()
        self._connect()
        self.restyle()
        self.retranslate()
        self.show_progress(None, "", "")
        self.show_note("")

    # What is shown

    def show_config(self, config: RunConfig, *, editable: bool) -> None:
        """Show the settings of the next run, or those of a run, which cannot be changed."""
        self._config, self._editable = config, editable
        self._budget, self.error = Budget.of(config.training), None
        _quietly(self.seed, lambda: self.seed.setValue(config.training.seed))
        self._write_budget()
        self.budget.setEnabled(editable)
        self.seed.setEnabled(editable)
        if self.settings is not None:
            self.settings.set_config(config)
            self.settings.setEnabled(editable)
        self._show_problem()

    def show_settings(self, config: RunConfig) -> None:
        """Show other settings under "More settings"; the budget is being written."""
        self._config = config
        if self.settings is not None:
            self.settings.set_config(config)

    def show_offer(self, offered: Offer) -> None:
        """Show which buttons there are."""
        self._offer = offered
        self.buttons.show_offer(offered, self._budget, blocked=self.error is not None)

    def show_progress(self, share: float | None, left: str, right: str) -> None:
        """Show how far it is, 0 to 1; -1 for unknown and `None` for nothing to tell."""
        self.bar.setVisible(share is not None)
        for shown, words in ((self.left, left), (self.right, right)):
            shown.setVisible(bool(words))
            if shown.text() != words:
                shown.setText(words)
        if share is not None:
            self.bar.show_share(None if share < 0 else share)

    def show_note(self, words: str) -> None:
        """Say something above the buttons, or nothing."""
        if words != self.note.text():
            self.note.setText(words)
        self.note.setVisible(bool(words))

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("3  Train"))
        self._for.setText(tr("for"))
        self._seed_label.setText(tr("seed"))
        self.budget.setAccessibleName(tr("How long to train"))
        self.budget.setToolTip(
            tr("Choose, or write a number of minutes or steps, such as “5 minutes” or “500 steps”.")
        )
        self.seed.setAccessibleName(tr("Seed"))
        self.seed.setToolTip(tr("The same seed gives the same model again."))
        self.more.setText(tr("More settings"))
        self.more.setAccessibleName(tr("More settings"))
        self.bar.setAccessibleName(tr("Progress"))
        self._write_budget()
        self._show_problem()

    def restyle(self) -> None:
        """Take sizes and icons from the theme."""
        self.seed.setFixedWidth(theme.px(76))
        icons.dress(self.more, "down" if self.more.isChecked() else "right", "muted", 11)

    def _write_budget(self) -> None:
        def write() -> None:
            self.budget.offer([Budget.of(training).words for training in OFFERED])
            self.budget.setEditText(self._budget.words)
            self.budget.line.setCursorPosition(0)  # show the beginning where there is little room

        if self.error is None:
            _quietly(self.budget, write)

    def _show_problem(self) -> None:
        self.problem.setText(explain(self.error) if self.error is not None else "")
        self.problem.setVisible(self.error is not None)
        self.show_offer(self._offer)

    # What a person does

    def _read_budget(self) -> None:
        try:
            budget = read_budget(self.budget.currentText())
            budget.given_to(TrainingConfig())
        except SettingError as error:
            self._take(error)
            return
        self._take(None)
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
            self._take(error)
            return
        self._take(None)
        self.settings_changed.emit(config)

    def _take(self, error: SettingError | None) -> None:
        self.error = error
        self._show_problem()
        self.problem_changed.emit()

    def _open_more(self, opened: bool) -> None:
        if opened and self.settings is None and self._config is not None:
            self.settings = MoreSettings(self._config)
            self.settings.setEnabled(self._editable)
            self.settings.changed.connect(self._settings_edited)
            self._more_box.addWidget(self.settings)
        if self.settings is not None:
            self.settings.setVisible(opened)
        self.restyle()

    # Making

    def _lay_out(self) -> None:
        self.budget.setObjectName("train.budget")
        self.seed.setObjectName("train.seed")
        self.more.setObjectName("train.more")
        self.more.setProperty("role", "disclosure")
        self.more.setCheckable(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problem.setObjectName("train.problem")
        self.bar.setObjectName("train.progress")
        self.bar.setTextVisible(False)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self._for)
        fields.addWidget(self.budget, 1)
        fields.addWidget(self._seed_label)
        fields.addWidget(self.seed)
        self._more_box = QVBoxLayout()
        self._more_box.setContentsMargins(0, 0, 0, 0)
        words = QHBoxLayout()
        words.addWidget(self.left, 1)
        words.addWidget(self.right)
        self.body.addLayout(fields)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._more_box)
        for widget in (self.problem, self.note, self.buttons, self.bar):
            self.body.addWidget(widget)
        self.body.addLayout(words)

    def _connect(self) -> None:
        self.budget.editTextChanged.connect(self._read_budget)
        self.budget.line.editingFinished.connect(self._budget_left)
        self.seed.valueChanged.connect(self.seed_changed)
        self.more.toggled.connect(self._open_more)


def _quietly(widget: QObject, action: Callable[[], None]) -> None:
    """Change a widget without it telling that it was changed."""
    before = widget.blockSignals(True)
    action()
    widget.blockSignals(before)
