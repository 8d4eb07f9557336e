"""The Train tab: text, model, budget; the curve and the samples while it learns."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from playground.engine.coach import Course, Line, advise
from playground.engine.config import RunConfig
from playground.engine.tokenizers import TOKENIZERS
from playground.ui import theme
from playground.ui.figures import clock, whole
from playground.ui.language import Translated, tr
from playground.ui.phase import Phase
from playground.ui.run_words import model_words
from playground.ui.studio import Studio
from playground.ui.theme import Themed
from playground.ui.throttle import Throttle
from playground.ui.train.budget import Budget
from playground.ui.train.coach_card import CoachCard
from playground.ui.train.deeds import Deed, Seen, offer
from playground.ui.train.levels import lines_of_corpus, lines_of_record
from playground.ui.train.loss_card import LossCard
from playground.ui.train.model_card import ModelCard
from playground.ui.train.plan import first_plan, kinds, resized, spec_of
from playground.ui.train.sample_card import SampleCard
from playground.ui.train.text_card import TextCard
from playground.ui.train.training_card import TrainingCard
from playground.ui.train.watching import Watching

COLUMN = 318.0  # designed width of the left column
TWO_COLUMNS = 760  # designed width from which there is room for two columns
STACKED = 560  # designed height of curve and sample where there is only one
NARROWEST = 290
SHARE = 0.63  # of the height that belongs to the curve
TYPICAL_VOCABULARY = 96  # to count parameters with before a text is open


class TrainTab(Translated, Themed, QWidget):
    """Cards at the left say what is trained and how; at the right one sees how it goes."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train")
        self._studio = studio
        self._plan = first_plan(studio.settings.get("train/plan", ""))
        self._start_when_open = False
        self.text = TextCard(studio)
        self.model = ModelCard()
        self.training = TrainingCard()
        self.coach = CoachCard()
        self.loss = LossCard(studio)
        self.sample = SampleCard()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._watching = Watching(studio, self)
        self._throttle = Throttle(self)
        self._connect()
        self.restyle()
        self.retranslate()
        self._show_run()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setAccessibleName(tr("Train"))
        self.splitter.setAccessibleName(tr("Settings and curve"))
        self.right.setAccessibleName(tr("Curve and sample"))
        self._show_live()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        side, top, bottom = theme.px(20), theme.px(12), theme.px(14)
        self._box.setContentsMargins(side, top, side, bottom)
        for box in (self.splitter, self.right):
            box.setHandleWidth(theme.px(14))
        self._column.setSpacing(theme.px(12))
        self._share_out()

    # What is shown

    def _show_run(self) -> None:
        """Show the plan or the run that is watched: all that does not change while it runs."""
        watching = self._watching
        config = self._config()
        editable = watching.seen is Seen.PLAN
        run = watching.run
        self.text.show_record(run.text if run is not None else None)
        self.model.show_config(config, self._vocab_size(), editable=editable)
        self.training.show_config(config, editable=editable)
        self.loss.run_title = (
            tr("{title} · {model}", title=run.title, model=model_words(config)) if run else ""
        )
        self.loss.plot.set_history(watching.history, config.training)
        lines = self._lines()
        self.loss.plot.set_lines([(line.label, line.bits) for line in lines], self._floor())
        self.sample.show_samples(watching.history.samples)
        self.sample.follow()
        self._show_live()

    def _show_live(self) -> None:
        """Show what changes while it runs: buttons, progress, samples, advice."""
        watching, studio = self._watching, self._studio
        self.training.show_offer(offer(watching.seen, studio.phase, watching.run))
        self.training.show_progress(*self._progress())
        self.training.show_note(self._note())
        self.sample.show_samples(watching.history.samples)
        self._advise()

    def _config(self) -> RunConfig:
        """Return the settings that are shown."""
        watching = self._watching
        if watching.seen is Seen.LIVE and self._studio.training_config is not None:
            return self._studio.training_config
        return watching.run.config if watching.run is not None else self._plan.config

    def _vocab_size(self) -> int:
        run, corpus = self._watching.run, self._studio.corpus
        if run is not None:
            return run.vocab_size
        text = self._config().text
        if corpus is None:
            return TYPICAL_VOCABULARY
        return TOKENIZERS[text.tokenizer].size(corpus, text)

    def _lines(self) -> list[Line]:
        run, corpus = self._watching.run, self._studio.corpus
        if corpus is not None and (run is None or run.text.sha256 == corpus.sha256):
            return lines_of_corpus(corpus)
        return lines_of_record(run.text) if run is not None else []

    def _floor(self) -> float | None:
        run, corpus = self._watching.run, self._studio.corpus
        if run is not None:
            return run.text.floor
        return corpus.floor if corpus is not None else None

    def _progress(self) -> tuple[float | None, str, str]:
        """Return the part done and the words at either side below the bar."""
        watching, studio = self._watching, self._studio
        if watching.seen is Seen.PLAN:
            return None, "", ""
        if watching.seen is Seen.RUN and watching.run is not None:
            run = watching.run
            steps = tr("{steps} steps", steps=whole(run.steps))
            return run.share_done, steps, clock(run.seconds)
        progress, pace = watching.history.progress, studio.pace
        if studio.phase is Phase.PREPARING or pace is None or pace.last is None:
            if progress is None:
                return -1.0, tr("Starting…"), ""
            share = progress.done / progress.total if progress.total else -1.0
            return min(1.0, share), tr(progress.what), ""
        speed = pace.tokens_per_second
        right = tr("{count} tokens/s", count=whole(round(speed))) if speed else ""
        return pace.share, self._left_words(pace.seconds_left), right

    def _left_words(self, left: float | None) -> str:
        phase = self._studio.phase
        if phase is Phase.RUNNING:
            return tr("{time} left", time=clock(left)) if left is not None else ""
        return {
            Phase.PAUSING: tr("Pausing…"),
            Phase.PAUSED: tr("Paused"),
            Phase.STOPPING: tr("Saving…"),
        }.get(phase, "")

    def _note(self) -> str:
        watching, studio = self._watching, self._studio
        if watching.seen is Seen.LIVE:
            return ""
        training = studio.training_run
        if studio.phase is not Phase.IDLE and training is not None:
            return tr("“{title}” is being trained now, one run at a time.", title=training.title)
        if watching.seen is Seen.RUN:
            return ""
        if self._start_when_open:
            return tr("It starts as soon as the text is open.")
        if studio.corpus is None and not studio.opening:
            return tr("Without a text of yours it starts with the built-in tales.")
        return ""

    def _advise(self) -> None:
        watching = self._watching
        history, run = watching.history, watching.run
        if not history.evaluations and not (run is not None and run.status == "diverged"):
            self.coach.show_advice(None)
            return
        ended = ""
        if watching.seen is Seen.RUN and run is not None and run.status in ("finished", "diverged"):
            ended = run.status
        course = Course(history.evaluations, self._lines(), self._floor(), ended)
        self.coach.show_advice(advise(course))

    # What a person does

    def _choose_kind(self, key: str) -> None:
        kind = next(kind for kind in kinds() if kind.key == key)
        self._plan = self._plan.choose(kind)
        self._plan_changed()

    def _choose_size(self, number: int) -> None:
        config = self._plan.config
        settings = resized(config.settings, spec_of(config), number)
        self._plan = self._plan.with_config(replace(config, settings=settings))
        self._plan_changed()

    def _choose_budget(self, budget: Budget) -> None:
        training = budget.given_to(self._plan.training)
        self._plan = self._plan.with_config(replace(self._plan.config, training=training))
        self.loss.plot.set_budget(training)
        self._remember()

    def _choose_seed(self, seed: int) -> None:
        training = replace(self._plan.training, seed=seed)
        self._plan = self._plan.with_config(replace(self._plan.config, training=training))
        self._remember()

    def _choose_settings(self, config: RunConfig) -> None:
        now = self._plan.training
        training = replace(config.training, steps=now.steps, minutes=now.minutes, seed=now.seed)
        self._plan = self._plan.with_config(replace(config, training=training))
        self.model.show_config(self._plan.config, self._vocab_size(), editable=True)
        self._remember()

    def _plan_changed(self) -> None:
        """Show the plan again after a choice that changes more than its own field."""
        config = self._plan.config
        self.model.show_config(config, self._vocab_size(), editable=True)
        self.training.show_config(config, editable=True)
        self._remember()

    def _remember(self) -> None:
        self._studio.settings.set("train/plan", self._plan.to_json())

    def _do(self, deed: Deed) -> None:
        studio, run = self._studio, self._watching.run
        if deed is Deed.START:
            self._start()
        elif deed is Deed.PAUSE:
            studio.pause()
        elif deed is Deed.UNPAUSE:
            studio.unpause()
        elif deed is Deed.STOP:
            studio.stop()
        elif deed is Deed.WATCH:
            studio.select(studio.training_run)
        elif run is not None and deed is Deed.RESUME:
            studio.resume(run)
        elif run is not None and deed is Deed.NEW:
            studio.duplicate(run)

    def _start(self) -> None:
        """Start, after a text is open; without one the built-in tales are opened."""
        studio = self._studio
        if studio.corpus is not None and not studio.opening:
            self._start_when_open = False
            studio.start(self._plan.config)
            self._show_curve()
            return
        self._start_when_open = True
        if not studio.opening:
            self.text.use_built_in()
        self._show_live()

    def _show_curve(self) -> None:
        """Scroll to the buttons and the curve, where there is one column."""
        if self.splitter.count() == 1:
            self._scroll.verticalScrollBar().setValue(self.training.y())

    def _train_longer(self, more: Budget) -> None:
        run = self._watching.run
        if run is not None:
            self._studio.resume(run, more.steps, more.minutes)

    def _press_start(self) -> None:
        """Do what the large button says if it starts something (Ctrl+Enter, F5)."""
        offered = offer(self._watching.seen, self._studio.phase, self._watching.run)
        if offered.primary in (Deed.START, Deed.UNPAUSE, Deed.RESUME):
            self.training.buttons.buttons[offered.primary].click()

    # What the studio tells

    def _corpus_changed(self) -> None:
        self._show_run()
        if self._start_when_open and self._studio.corpus is not None:
            self._start()

    def _opening_failed(self) -> None:
        self._start_when_open = False
        self._show_live()

    def _take_offer(self, config: RunConfig) -> None:
        """Fill the form with the settings of a run."""
        self._plan = self._plan.with_config(config)
        self._remember()
        self._studio.select(None)
        self._show_run()

    def _grown(self) -> None:
        self.loss.plot.refresh()
        self._throttle.request()

    # Making

    def _lay_out(self) -> None:
        self._cards = QWidget()
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(0, 0, 0, 0)
        for card in (self.text, self.model, self.training, self.coach):
            self._column.addWidget(card)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._cards)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.right.setObjectName("train.right")
        self.right.addWidget(self.loss)
        self.right.addWidget(self.sample)
        self.splitter.setObjectName("train.splitter")
        self.splitter.addWidget(self._scroll)
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(1, 1)
        for splitter in (self.splitter, self.right):
            splitter.setChildrenCollapsible(False)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.splitter)

    def _connect(self) -> None:
        studio, training = self._studio, self.training
        self._watching.switched.connect(self._show_run)
        self._watching.grown.connect(self._grown)
        self._throttle.due.connect(self._show_live)
        studio.training_changed.connect(self._show_live)
        studio.runs_changed.connect(self._show_live)
        studio.corpus_changed.connect(self._corpus_changed)
        studio.opening_changed.connect(self._show_live)
        studio.corpus_failed.connect(self._opening_failed)
        studio.config_offered.connect(self._take_offer)
        self.model.kind_chosen.connect(self._choose_kind)
        self.model.size_chosen.connect(self._choose_size)
        training.budget_changed.connect(self._choose_budget)
        training.seed_changed.connect(self._choose_seed)
        training.settings_changed.connect(self._choose_settings)
        training.buttons.wanted.connect(self._do)
        training.buttons.longer_wanted.connect(self._train_longer)
        self.splitter.splitterMoved.connect(self._remember_sizes)
        self.right.splitterMoved.connect(self._remember_sizes)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "F5"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._press_start)

    def _share_out(self) -> None:
        """Give the left column and the curve the sizes that a person has chosen.

        Where there is no room for two columns, curve and sample stand below the cards.
        """
        settings = self._studio.settings
        stacked = self.width() < theme.px(TWO_COLUMNS)
        if stacked and self.splitter.count() == 2:
            self._column.insertWidget(3, self.right)
        elif not stacked and self.splitter.count() == 1:
            self.splitter.addWidget(self.right)
        self.right.setMinimumHeight(theme.px(STACKED) if stacked else 0)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        column = self._cards.minimumSizeHint().width() + bar
        self._scroll.setMinimumWidth(max(theme.px(NARROWEST), column))
        left = theme.px(settings.get("train/column", COLUMN))
        self.splitter.setSizes([left, max(1, self.splitter.width() - left)])
        share = settings.get("train/share", SHARE)
        self.right.setSizes([round(1000 * share), round(1000 * (1 - share))])

    def _remember_sizes(self) -> None:
        settings = self._studio.settings
        if self.splitter.count() == 2:
            settings.set("train/column", self.splitter.sizes()[0] / theme.scale())
        loss, sample = self.right.sizes()
        settings.set("train/share", loss / max(1, loss + sample))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the left column as wide as it was."""
        super().resizeEvent(event)
        self._share_out()
