"""What the tabs share: the open text, the runs, the selected run, the training.

A tab talks to the studio and listens to its signals; it never talks to another tab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.config import RunConfig
from playground.engine.events import Event
from playground.errors import PlaygroundError
from playground.services.pace import Pace
from playground.ui.engine import EngineLoaded, load_engine
from playground.ui.job import Job
from playground.ui.jobs import Jobs
from playground.ui.opening import Opening, Work, keep_pasted, read_pasted, read_source
from playground.ui.phase import Phase
from playground.ui.run_titles import new_title
from playground.ui.runs import Runs
from playground.ui.settings import Settings
from playground.ui.sharing import Sharing
from playground.ui.sources import Source, remember, source_from_json
from playground.ui.text_settings import TextSettings
from playground.ui.trainer import Trainer
from playground.ui.waiting_list import WaitingList

if TYPE_CHECKING:
    from playground.engine.baselines import Ruler
    from playground.engine.corpus import Corpus
    from playground.services.runs import BrokenRun, Run
    from playground.services.workspace import Workspace


class Studio(QObject):
    """The state behind the window; lives on the window's thread."""

    corpus_changed = Signal()
    corpus_progress = Signal(object)  # Progress, while a text is being opened
    corpus_failed = Signal(Exception)  # PlaygroundError; the last text stays open
    opening_changed = Signal()  # a text is being opened, or no longer
    ruler_changed = Signal()  # how predictable the open text is has been measured
    runs_changed = Signal()  # list, titles, statuses, scores, curves
    selection_changed = Signal()
    training_changed = Signal()  # phase, training_run
    training_reported = Signal(list)  # batches of events
    config_offered = Signal(object)  # RunConfig
    engine_ready = Signal()
    stop_first = Signal(object)  # Run that is being trained, and so cannot be deleted
    problem = Signal(Exception)  # PlaygroundError, for a toast
    deleted = Signal(str)  # title; `undo` brings it back
    restored = Signal()  # `undo` has brought it back
    exported = Signal(str)  # file
    saved = Signal(str)  # a picture, table or text was written: the file
    imported = Signal(object)  # Run
    snapshot_wanted = Signal(int)  # the selected run is to write as it did at that step
    tab_wanted = Signal(str)  # key in TABS; the window shows that tab

    def __init__(
        self, workspace: Workspace, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.settings = settings
        self.jobs = Jobs(self)
        self.corpus: Corpus | None = None
        self.ruler: Ruler | None = None  # of the open text, once it is measured
        self.text_settings = TextSettings(settings, self)
        self._measured_share = 0.0  # of the text kept aside, when the ruler was measured
        self.has_engine = False
        self.device = ""  # what "automatic" means here, once the engine is there
        self._opening: Opening | None = None
        self.waiting = WaitingList(self)  # trainings that come later
        self.waiting.changed.connect(self.training_changed)
        self._trainer = Trainer(self.jobs, self)
        self._trainer.changed.connect(self.training_changed)
        self._trainer.started.connect(self._run_started)
        self._trainer.reported.connect(self.training_reported)
        self._trainer.failed.connect(self._report)
        self._trainer.done.connect(self._run_done)
        self._runs = Runs(workspace, settings, self.jobs, self)
        self._runs.changed.connect(self.runs_changed)
        self._runs.selection_changed.connect(self.selection_changed)
        self._runs.failed.connect(self._report)
        self._runs.deleted.connect(self.deleted)
        self._runs.restored.connect(self.restored)
        self._sharing = Sharing(workspace, self.jobs, self)
        self._sharing.exported.connect(self.exported)
        self._sharing.imported.connect(self._run_imported)
        self._sharing.failed.connect(self._report)

    # The engine

    def load_engine(self) -> None:
        """Import torch in a job; `engine_ready` tells when it is there."""
        job = self.start_job(load_engine)
        job.reported.connect(self._engine_loads)
        job.failed.connect(self._report)

    # Texts

    @property
    def opening(self) -> bool:
        """Tell whether a text is being opened."""
        return self._opening is not None

    def open_files(self, files: list[Path], encoding: str | None = None) -> None:
        """Open one or several text files, or a folder, as the text to train on."""
        self.open_source(Source(files=tuple(files), encoding=encoding or ""))

    def open_built_in(self, key: str) -> None:
        """Open a built-in text by its key in TEXTS."""
        self.open_source(Source(built_in=key))

    def open_pasted(self, text: str, name: str) -> None:
        """Open a text from the clipboard; it is kept as a file in the workspace."""
        file = keep_pasted(text, name, self.workspace.home / "texts")
        if file is not None:
            self.open_files([file])
        else:
            self._open(Source(), lambda: read_pasted(text, name))

    def open_source(self, source: Source) -> None:
        """Open what was open before."""
        self._open(source, lambda: read_source(source))

    def cancel_opening(self) -> None:
        """Stop opening a text; the one before stays open."""
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
            self.opening_changed.emit()

    def keep_ruler(self, ruler: Ruler, valid_share: float) -> None:
        """Know how predictable the open text is, with so much of it kept aside."""
        self.ruler, self._measured_share = ruler, valid_share
        self.ruler_changed.emit()

    def ruler_for(self, valid_share: float) -> Ruler | None:
        """Return how predictable the open text is with so much of it kept aside, if that is known.

        A model that was checked on another part of the text must not be held against it.
        """
        return self.ruler if valid_share == self._measured_share else None

    def recent(self) -> list[Source]:
        """Return the texts opened lately, the last one first."""
        lines = self.settings.get("text/recent", list[str]())
        return [source for line in lines if (source := source_from_json(line))]

    # Training

    @property
    def phase(self) -> Phase:
        """What the training of this window does now."""
        return self._trainer.phase

    @property
    def training_run(self) -> Run | None:
        """The run that is being trained, once its folder is there."""
        return self._runs.training

    @property
    def training_config(self) -> RunConfig | None:
        """The settings of the training that runs, or ran last."""
        return self._trainer.config

    @property
    def pace(self) -> Pace | None:
        """How far the training is, or the last one was; `None` before the first."""
        return self._trainer.pace

    @property
    def measuring(self) -> bool:
        """Tell whether all steps are done, and only how good the model is is not known yet."""
        pace = self.pace
        return self.phase is Phase.RUNNING and pace is not None and pace.share >= 1

    @property
    def saves(self) -> bool:
        """Tell whether a training that was stopped has ended its last step."""
        return self._trainer.saves

    @property
    def in_background(self) -> bool:
        """Tell whether the training had waited for its turn: what is seen stays as it is."""
        return self._trainer.in_background

    def start_later(self, config: RunConfig) -> None:
        """Train on the text that is open now as soon as the training before has ended."""
        if self.corpus is not None:
            self.waiting.add(self.corpus, config)

    def start(self, config: RunConfig, title: str | None = None) -> None:
        """Train a new run on the open text; without a title it gets one of its own."""
        corpus = self.corpus
        if corpus is not None:
            named = title or new_title(corpus, config, self.runs)
            self._trainer.begin(config, lambda: self.workspace.create(corpus, config, named))

    def resume(self, run: Run, more_steps: int = 0, more_minutes: float = 0.0) -> None:
        """Train a run further, with more steps or minutes than it had if that is wanted."""
        training = run.config.training
        if training.steps:
            training = replace(training, steps=training.steps + more_steps)
        else:
            training = replace(training, minutes=training.minutes + more_minutes)
        config = replace(run.config, training=training)
        changed = config if more_steps or more_minutes else None
        corpus = self.corpus
        self._trainer.begin(config, lambda: self.workspace.resume(run, changed, corpus))

    def go_on(self, run: Run) -> None:
        """Train a run further: to the end of its budget, or as long again if it is used up."""
        training = run.config.training
        if run.share_done < 1:
            self.resume(run)
        elif training.steps:
            self.resume(run, more_steps=training.steps)
        else:
            self.resume(run, more_minutes=training.minutes)

    def pause(self) -> None:
        """Pause after the current step."""
        self._trainer.pause()

    def unpause(self) -> None:
        """Go on after a pause."""
        self._trainer.unpause()

    def stop(self) -> None:
        """Stop after the current step; what was learned is saved."""
        self._trainer.stop()

    # Runs

    @property
    def listed(self) -> bool:
        """Tell whether the list of runs has been read."""
        return self._runs.listed

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""
        return self._runs.runs

    @property
    def starters(self) -> tuple[Run, ...]:
        """The runs that came with the program."""
        return self._runs.starters

    @property
    def broken(self) -> tuple[BrokenRun, ...]:
        """The run folders that cannot be read."""
        return self._runs.broken

    @property
    def selected(self) -> Run | None:
        """The run that Generate speaks of."""
        return self._runs.selected

    def select(self, run: Run | None) -> None:
        """Make `run` the one that Generate speaks of."""
        self._runs.select(run)

    def refresh(self) -> None:
        """Read the list of runs again, in a job."""
        self._runs.refresh()

    def rename(self, run: Run, title: str) -> None:
        """Give a run another title."""
        self._runs.rename(run, title)

    def delete(self, run: Run | BrokenRun) -> None:
        """Delete a run; `undo` brings it back. One that is being trained is to be stopped first."""
        training = self.training_run
        if training is not None and run.path == training.path:
            self.stop_first.emit(training)
            return
        self._runs.delete(run)

    def undo(self) -> None:
        """Bring back the run that was deleted last."""
        self._runs.undo()

    @property
    def undoable(self) -> str | None:
        """Title of the run that `undo` would bring back."""
        return self._runs.undoable

    def duplicate(self, run: Run) -> None:
        """Offer the settings of a run to the Train tab."""
        self.config_offered.emit(run.config)

    def export(self, run: Run, file: Path, small: bool = False) -> None:
        """Write a run into one file, whole or small; `exported` tells when it is there."""
        self._sharing.export(run, file, small)

    def take_in(self, file: Path) -> None:
        """Make a run of a file that was exported, and select it; see `imported`."""
        self._sharing.take_in(file)

    def curve(self, run: Run | BrokenRun) -> tuple[float, ...]:
        """Return a run's curve in a few numbers, empty until it is read."""
        return self._runs.curve(run)

    def trained_events(self, run: Run) -> Iterator[Event]:
        """Yield what happened in a run, for showing its curve again."""
        return run.history()

    # Work

    def start_job(self, work: Callable[[], Iterable[Event]]) -> Job:
        """Run other work on a thread; closing the window stops it and waits for it."""
        return self.jobs.start(work)

    # Inside

    def _open(self, source: Source, work: Work) -> None:
        if self._opening is not None:
            self._opening.cancel()
        self._opening = Opening(source, work, self.jobs, self)
        self._opening.progressed.connect(self.corpus_progress)
        self._opening.opened.connect(self._opened)
        self._opening.failed.connect(self._opening_failed)
        self.opening_changed.emit()

    def _opened(self, corpus: Corpus) -> None:
        opening, self._opening = self._opening, None
        self.corpus, self.ruler = corpus, None
        if opening is not None and (opening.source.files or opening.source.built_in):
            recent = remember(self.recent(), opening.source)
            self.settings.set("text/recent", [source.to_json() for source in recent])
        self.corpus_changed.emit()
        self.opening_changed.emit()

    def _opening_failed(self, error: Exception) -> None:
        self._opening = None
        self.opening_changed.emit()
        if not isinstance(error, PlaygroundError):
            raise error
        self.corpus_failed.emit(error)

    def _engine_loads(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, EngineLoaded):
                self.has_engine, self.device = True, event.device
                self.engine_ready.emit()

    def _run_started(self, folder: str) -> None:
        self._runs.training_started(folder, select=not self.in_background)
        self.training_changed.emit()

    def _run_imported(self, folder: str) -> None:
        self.imported.emit(self._runs.take_in(folder))

    def _run_done(self) -> None:
        self._runs.training_ended()
        self.training_changed.emit()
        entry = self.waiting.next()
        if entry is not None:
            corpus, config = entry.corpus, entry.config
            title = new_title(corpus, config, self.runs)
            work = partial(self.workspace.create, corpus, config, title)
            self._trainer.begin(config, work, in_background=True)

    def _report(self, error: Exception) -> None:
        """Show a mistake in a toast; let a bug rise to the exception hook."""
        if not isinstance(error, PlaygroundError):
            raise error
        self.problem.emit(error)
