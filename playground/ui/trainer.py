"""The one training of this window: its job, its phase and its pace."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.config import RunConfig
from playground.engine.events import Done, Event, Started
from playground.services.pace import Pace
from playground.ui.job import Job
from playground.ui.jobs import Jobs
from playground.ui.phase import Phase

if TYPE_CHECKING:
    from playground.services.training import Training


class Trainer(QObject):
    """Starts, pauses and stops a training and passes on what it reports."""

    changed = Signal()  # phase
    started = Signal(str)  # folder of the run
    reported = Signal(list)
    failed = Signal(Exception)
    done = Signal(object)  # Done, or None where it failed before it began

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._done: Done | None = None
        self.phase = Phase.IDLE
        self.folder = ""  # of the run, "" until it exists
        self.config: RunConfig | None = None
        self.pace: Pace | None = None
        self.saves = False  # it was stopped, and no step is waited for any more
        self.in_background = False  # nobody has just asked for it: it had to wait for its turn

    def begin(
        self, config: RunConfig, work: "Callable[[], Training]", *, in_background: bool = False
    ) -> None:
        """Train in a job; `work` runs on its thread. Does nothing while another training runs."""
        if self._job is not None:
            return
        self.saves, self.in_background = False, in_background
        self.config, self.pace = config, Pace(config.training)
        self.folder, self._done = "", None
        self._job = self._jobs.start(work)
        self._job.reported.connect(self._take)
        self._job.failed.connect(self.failed)
        self._job.paused.connect(self._settle)
        self._job.unpaused.connect(self._settle)
        self._job.saving.connect(self._saving)
        self._job.finished.connect(self._ended)
        self._enter(Phase.PREPARING)

    def pause(self) -> None:
        """Pause after the current step."""
        if self._job is not None and self.phase is Phase.RUNNING:
            self._job.pause()
            self._enter(Phase.PAUSING)

    def unpause(self) -> None:
        """Go on after a pause."""
        if self._job is not None and self.phase in (Phase.PAUSING, Phase.PAUSED):
            self._job.unpause()
            self._enter(Phase.RUNNING)

    def stop(self) -> None:
        """Stop after the current step; what was learned is saved."""
        if self._job is not None and self.phase is not Phase.STOPPING:
            self._job.stop()
            self._enter(Phase.STOPPING)

    def _enter(self, phase: Phase) -> None:
        if phase is not self.phase:
            self.phase = phase
            self.changed.emit()

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Started):
                self.folder = event.run
                self.started.emit(event.run)
                if self.phase is Phase.PREPARING:
                    self._enter(Phase.RUNNING)
            elif isinstance(event, Done):
                self._done = event
        if self.pace is not None:
            self.pace.add(events)
        if events:
            self.reported.emit(events)

    def _settle(self) -> None:
        """Enter the phase that the job is in, however fast pause and go on were pressed."""
        if self._job is None or self.phase not in (Phase.RUNNING, Phase.PAUSING, Phase.PAUSED):
            return
        if not self._job.pause_wanted:
            self._enter(Phase.RUNNING)
        else:
            self._enter(Phase.PAUSED if self._job.holds else Phase.PAUSING)

    def _saving(self) -> None:
        if self.phase is Phase.STOPPING:
            self.saves = True
            self.changed.emit()

    def _ended(self) -> None:
        self._job = None
        self._enter(Phase.IDLE)
        self.done.emit(self._done)
