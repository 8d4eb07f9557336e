"""The Train tab: text, model, budget; the curve and the samples while it learns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.engine.config import RunConfig
from playground.engine.lines import Line
from playground.engine.tokenizers import TOKENIZERS
from playground.text import mark
from playground.ui.language import Translated, tr
from playground.ui.loss_plot import EXPLANATION
from playground.ui.run_titles import new_title, with_model
from playground.ui.studio import Studio
from playground.ui.throttle import GROWTH, Throttle
from playground.ui.train.budget import Budget
from playground.ui.train.changes import changes, undone
from playground.ui.train.coach_card import CoachCard
from playground.ui.train.coaching import advice_on
from playground.ui.train.columns import Columns
from playground.ui.train.deeds import Deed, Offer, Seen, offer
from playground.ui.train.forecast import Forecast, foresee
from playground.ui.train.levels import lines_of_corpus, lines_of_record
from playground.ui.train.loss_card import LossCard
from playground.ui.train.model_card import ModelCard
from playground.ui.train.past import Past
from playground.ui.train.plan import first_plan, kinds, resized, spec_of
from playground.ui.train.sample_card import SampleCard
from playground.ui.train.standing import note, standing
from playground.ui.train.suiting import Suiting
from playground.ui.train.text_card import TextCard
from playground.ui.train.training_card import TrainingCard
from playground.ui.train.watching import Watching

CLOCK = 20_000  # milliseconds after which it is said anew until when a training would go on
TYPICAL_VOCABULARY = 96  # to count parameters with before a text is open


class TrainTab(Translated, QWidget):
    """Cards at the left say what is trained and how; at the right one sees how it goes."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("train")
        self._studio = studio
        self._plan = first_plan(studio.settings.get("train/plan", ""))
        self._plan = self._plan.with_text(studio.text_settings.config)
        self._suiting = Suiting(studio, self)
        self._start_when_open = False
        self._lines: list[Line] = []
        self._forecast = Forecast()
        self.text = TextCard(studio)
        self.model = ModelCard()
        self.training = TrainingCard()
        self.coach = CoachCard()
        self.loss = LossCard(studio)
        self.sample = SampleCard()
        cards = (self.text, self.model, self.training)
        start = self.training.start
        self._columns = Columns(cards, start, self.coach, self.loss, self.sample, studio.settings)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._columns)
        self.setFocusProxy(start.buttons)
        start.follow(self.training.more)
        self._watching = Watching(studio, self)
        self._past = Past(studio, self._watching, self.sample, self)
        self._throttle = Throttle(self, GROWTH)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK)
        self._connect()
        self.retranslate()
        self._show_run()
        self._clock.start()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setAccessibleName(tr("Train"))
        self._foresee()

    def present(self, on: bool) -> None:
        """Show a class the curve and what the model writes; the settings fold to one line."""
        self._columns.present(on)

    # What is shown

    def _show_run(self) -> None:
        """Show the plan or the run that is watched: all that does not change while it runs."""
        watching = self._watching
        config = self._config()
        editable = watching.seen is Seen.PLAN
        run = watching.run
        self.text.show_record(run.text if run is not None else None, config.text)
        self._show_model(editable=editable)
        self.training.show_config(config, editable=editable)
        self.loss.run_title = with_model(run.title, config) if run else ""
        self.loss.plot.say_instead(self._instead_of_curve())
        over = watching.seen is Seen.RUN
        self.loss.plot.set_history(watching.history, config.training, over=over)
        self._show_lines()
        self.sample.show_samples(watching.history.samples)
        self.sample.follow()
        self._show_live()

    def _show_live(self) -> None:
        """Show what changes while it runs: buttons, progress, samples, advice."""
        watching, studio = self._watching, self._studio
        self.training.show_offer(self._offer())
        now = standing(watching, studio)
        words = now.words or self._forecast.words
        self.training.start.show_progress(now.share, now.left, now.right, words)
        self.training.start.show_headline(self._headline())
        self.training.start.show_note(note(watching, studio, waiting=self._start_when_open))
        self.sample.show_samples(watching.history.samples)
        self._advise()

    def _headline(self) -> str:
        """Return what is trained, on which text and for how long, in a few words."""
        run, config, corpus = self._watching.run, self._config(), self._studio.corpus
        title = run.title if run is not None else ""
        if run is None and corpus is not None:
            title = new_title(corpus, config, ())
        return f"{with_model(title, config)} · {Budget.of(config.training).words}"

    def _show_model(self, *, editable: bool) -> None:
        """Show the model, and whether it was chosen for the text and the budget."""
        self.model.show_config(self._config(), self._vocab_size(), editable=editable)
        known = editable and self._studio.corpus is not None
        self.model.show_choice(self._plan.automatic if known else None)
        usual = self._suiting.usual(self._plan) if editable else None
        if usual is not None:
            self.training.show_usual(usual)
        self.training.chips.show_changes(changes(self._plan.config, usual) if usual else ())
        self._foresee()

    def _offer(self) -> Offer:
        watching, studio = self._watching, self._studio
        return offer(watching.seen, studio.phase, watching.run, measuring=studio.measuring)

    def _foresee(self) -> None:
        """Say before the start what it will take; it is no news once it has begun."""
        self._forecast = Forecast()
        if self._watching.seen is Seen.PLAN and self._studio.corpus is not None:
            config = self._plan.config
            speed = self._suiting.speed(config.model)
            now = datetime.now()  # the clock on the wall
            self._forecast = foresee(self._studio, config, self._vocab_size(), speed, now)
        self.training.show_too_large(self._forecast.error)
        self._show_live()

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

    def _find_lines(self) -> list[Line]:
        """Return what a model has to pass; reads a small file."""
        run, studio = self._watching.run, self._studio
        corpus, share = studio.corpus, self._config().text.valid_share
        ruler = studio.ruler_for(share)
        if run is None:
            return lines_of_corpus(corpus, ruler) if corpus is not None else []
        if ruler is not None and corpus is not None and run.text.sha256 == corpus.sha256:
            return lines_of_corpus(corpus, ruler)
        return lines_of_record(run.text, share, studio.workspace.cache)

    def _show_lines(self) -> None:
        self._lines = self._find_lines()
        lines = [(line.label, line.bits) for line in self._lines]
        self.loss.plot.set_lines(lines, self._floor())
        self._advise()

    def _floor(self) -> float | None:
        run, corpus = self._watching.run, self._studio.corpus
        if run is not None:
            return run.text.floor
        return corpus.floor if corpus is not None else None

    def _instead_of_curve(self) -> str:
        if self._watching.seen is not Seen.RUN:
            return EXPLANATION
        if self._watching.loading:
            return mark("Reading what was recorded…")
        return mark("Nothing was recorded of this run.")

    def _advise(self) -> None:
        advice = advice_on(self._watching, self._config(), self._lines, self._floor())
        self.coach.show_advice(advice)

    # What a person does

    def _choose_kind(self, key: str) -> None:
        kind = next(kind for kind in kinds() if kind.key == key)
        self._plan = self._plan.choose(kind)
        self._suit()
        self._plan_changed()

    def _choose_size(self, number: int) -> None:
        config = self._plan.config
        settings = resized(config.settings, spec_of(config), number)
        self._plan = self._plan.changed(replace(config, settings=settings), self._sha256)
        self._plan_changed()

    def _choose_budget(self, budget: Budget) -> None:
        training = budget.given_to(self._plan.training)
        self._plan = self._plan.with_config(replace(self._plan.config, training=training))
        self.loss.plot.set_budget(training)
        if self._plan.automatic:
            self._suit()
            self._show_model(editable=True)
            self.training.show_settings(self._plan.config)
        self._remember()

    def _recommend(self) -> None:
        """Go back to the settings that suit the text and the budget."""
        self._plan = replace(self._plan, automatic=True)
        self._suit()
        self._plan_changed()

    def _suit(self) -> None:
        """Let the settings that nobody has chosen follow the text, the budget and the speed."""
        self._plan = self._suiting.suited(self._plan)
        self._suiting.measure(self._plan.config)

    def _speed_known(self) -> None:
        self._suit()
        if self._watching.seen is Seen.PLAN:
            self._plan_changed()

    def _choose_seed(self, seed: int) -> None:
        training = replace(self._plan.training, seed=seed)
        self._plan = self._plan.with_config(replace(self._plan.config, training=training))
        self._remember()

    def _choose_settings(self, config: RunConfig) -> None:
        now = self._plan.training
        training = replace(config.training, steps=now.steps, minutes=now.minutes, seed=now.seed)
        self._plan = self._plan.changed(replace(config, training=training), self._sha256)
        chosen = self._plan.config
        if not changes(chosen, self._suiting.usual(self._plan)):  # all were set back
            self._plan = replace(self._plan, automatic=True)
        self._suit()
        self._studio.text_settings.choose(self._plan.text)
        if self._plan.config != chosen:  # a change of the text, say, changes the size
            self.training.show_settings(self._plan.config)
        self._show_model(editable=True)
        self._remember()

    def _reset_setting(self, name: str) -> None:
        """Set one setting back to what suits the text, the budget and the computer."""
        config = undone(self._plan.config, self._suiting.usual(self._plan), name)
        self._choose_settings(config)
        self._plan_changed()

    def _text_settings_changed(self) -> None:
        """Train on tokens as they are chosen on the Text tab."""
        config = self._studio.text_settings.config
        if self._plan.text != config:
            self._plan = self._plan.with_text(config)
            self._suit()
            if self._watching.seen is Seen.PLAN:
                self._plan_changed()
            self._remember()
        self._show_lines()

    def _plan_changed(self) -> None:
        """Show the plan again after a choice that changes more than its own field."""
        self._show_model(editable=True)
        self.training.show_config(self._plan.config, editable=True)
        self._remember()

    def _remember(self) -> None:
        self._studio.settings.set("train/plan", self._plan.to_json())

    def _do(self, deed: Deed) -> None:
        studio, run = self._studio, self._watching.run
        if deed is Deed.START:
            self._start()
        elif deed is Deed.LATER:
            studio.start_later(self._plan.config)
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
        elif run is not None and deed is Deed.WRITE:
            studio.select(run)
            studio.tab_wanted.emit("generate")
        elif deed is Deed.NEW:
            studio.select(None)

    def _start(self) -> None:
        """Start, after a text is open; without one the built-in tales are opened."""
        studio = self._studio
        if studio.corpus is not None and not studio.opening:
            self._start_when_open = False
            studio.start(self._plan.config)
            return
        self._start_when_open = True
        if not studio.opening:
            self.text.use_built_in()
        self._show_live()

    def _train_longer(self, more: Budget) -> None:
        run = self._watching.run
        if run is not None:
            self._studio.resume(run, more.steps, more.minutes)

    def _press_start(self) -> None:
        """Do what the large button says if it starts something (Ctrl+Enter, F5)."""
        if self._watching.seen is Seen.PLAN and self.training.error is not None:
            self.training.go_to_problem()
            return
        offered = self._offer()
        if offered.primary in (Deed.START, Deed.LATER, Deed.UNPAUSE, Deed.RESUME):
            self.training.buttons.buttons[offered.primary].click()

    # What the studio tells

    @property
    def _sha256(self) -> str:
        """SHA-256 of the open text, "" without one."""
        corpus = self._studio.corpus
        return corpus.sha256 if corpus is not None else ""

    def _corpus_changed(self) -> None:
        self._plan = self._plan.on_text(self._sha256)
        self._suit()
        self._show_run()
        if self._start_when_open and self._studio.corpus is not None:
            self._start()

    def _opening_failed(self) -> None:
        self._start_when_open = False
        self._show_live()

    def _take_offer(self, config: RunConfig) -> None:
        """Fill the form with the settings of a run."""
        self._plan = self._plan.taken_from(config)
        self._studio.text_settings.choose(config.text)
        self._remember()
        self._studio.select(None)
        self._show_run()

    def _grown(self) -> None:
        self.loss.plot.refresh()
        self._throttle.request()

    # Making

    def _connect(self) -> None:
        studio, training = self._studio, self.training
        self._watching.switched.connect(self._show_run)
        self._watching.grown.connect(self._grown)
        self.sample.step_shown.connect(self.loss.plot.mark_step)
        self.loss.plot.step_wanted.connect(self.sample.go_to)
        self._throttle.due.connect(self._show_live)
        self._clock.timeout.connect(self._foresee)
        studio.training_changed.connect(self._show_live)
        studio.runs_changed.connect(self._show_live)
        studio.corpus_changed.connect(self._corpus_changed)
        studio.ruler_changed.connect(self._show_lines)
        studio.opening_changed.connect(self._show_live)
        studio.text_settings.changed.connect(self._text_settings_changed)
        studio.corpus_failed.connect(self._opening_failed)
        studio.engine_ready.connect(self._speed_known)
        self._suiting.changed.connect(self._speed_known)
        studio.config_offered.connect(self._take_offer)
        self.model.kind_chosen.connect(self._choose_kind)
        self.model.size_chosen.connect(self._choose_size)
        self.model.recommended.connect(self._recommend)
        training.budget_changed.connect(self._choose_budget)
        training.seed_changed.connect(self._choose_seed)
        training.settings_changed.connect(self._choose_settings)
        training.chips.reset.connect(self._reset_setting)
        training.buttons.wanted.connect(self._do)
        training.buttons.longer_wanted.connect(self._train_longer)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "F5"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._press_start)
