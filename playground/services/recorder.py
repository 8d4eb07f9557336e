"""Keeps a run folder up to date while it is trained, without holding the training up."""

import math
import time
from pathlib import Path
from typing import Any

from playground.engine.events import Done, Evaluated, Event, Finished, Stepped
from playground.services.checkpoint import save_snapshot, save_state, save_tensors
from playground.services.metrics import FILE, RECORDED, read_metrics
from playground.services.preparation import Prepared
from playground.services.record import change_record
from playground.services.runs import WEIGHTS, snapshot_steps
from playground.services.snapshots import next_snapshot

FLUSH_SECONDS = 0.5  # others may watch the metrics grow
WEIGHTS_SECONDS = 3.0  # others may generate meanwhile
SAVE_SECONDS = 10.0  # the most that a power cut may cost
SAVE_SHARE = 0.03  # of the time, where saving takes long


class Recorder:
    """Writes metrics, weights, snapshots, state and `run.json` of one training."""

    def __init__(self, prepared: Prepared) -> None:
        self._folder = prepared.folder
        self._lock = prepared.lock
        self._log = prepared.log
        self._state = prepared.state
        self._last_snapshot = max(snapshot_steps(self._folder), default=0)
        self._best = _last_best(prepared.folder / FILE)
        self._finished: Finished | None = None
        self._saved_best = -1  # step of the best weights that are on the disk
        now = time.monotonic()
        self._flush_due = self._weights_due = now
        self._save_due = now + SAVE_SECONDS

    def note(self, event: Event) -> None:
        """Take notice of an event; it is on the disk a little later."""
        if isinstance(event, RECORDED):
            self._log.add(event)
        if isinstance(event, Evaluated) and event.best:
            self._best = event
        elif isinstance(event, Finished):
            self._finished = event

    def save_what_is_due(self, event: Event) -> None:
        """Write what has waited long enough; may be called again if the disk was full."""
        now = time.monotonic()
        if now >= self._flush_due:
            self._log.flush()
            self._flush_due = now + FLUSH_SECONDS
        if isinstance(event, Stepped):
            self._save_snapshot(event.step)
            if now >= self._save_due:
                self.save("running")
        elif isinstance(event, Evaluated) and now >= self._weights_due:
            self._save_best()
            self._weights_due = now + WEIGHTS_SECONDS

    def save(self, status: str) -> None:
        """Write everything, so that the run can go on from here."""
        started = time.monotonic()
        self._log.flush(sync=True)
        self._save_best(or_latest=status != "running")
        save_state(
            self._folder,
            self._state.tensors(),
            {
                "step": self._state.step,
                "metrics_bytes": self._log.size,
                "state": self._state.numbers(),
            },
        )
        self.note_status(status)
        self._lock.refresh()
        now = time.monotonic()
        self._save_due = now + max(SAVE_SECONDS, (now - started) / SAVE_SHARE)

    def note_status(self, status: str) -> None:
        """Write the status and the scores into `run.json`."""
        state = self._state
        change_record(
            self._folder,
            status=status,
            steps=state.step,
            seconds=round(state.seconds, 3),
            tokens=state.tokens,
            **self._scores(),
        )

    def complete(self, status: str) -> Done:
        """Bring the folder to its end; after an explosion the last good state stays."""
        if status == "diverged":
            self.rescue()
            self.note_status(status)
        else:
            self.save(status)
        return Done(
            run=str(self._folder),
            status=status,
            steps=self._state.step,
            seconds=self._finished.seconds if self._finished else self._state.seconds,
            tokens=self._state.tokens,
            **self._scores(),
        )

    def rescue(self) -> None:
        """Write what is surely good: the metrics and the best weights."""
        self._log.flush(sync=True)
        self._save_best()

    def _save_snapshot(self, step: int) -> None:
        if step >= next_snapshot(self._last_snapshot):
            save_snapshot(self._folder, self._state.model.state_dict(), step)
            self._last_snapshot = step

    def _save_best(self, *, or_latest: bool = False) -> None:
        state = self._state
        checked = math.isfinite(state.best_loss)
        if checked and state.best_step != self._saved_best:
            save_tensors(self._folder / WEIGHTS, state.best_weights, step=state.best_step)
            self._saved_best = state.best_step
        elif or_latest and not checked and state.step:
            save_tensors(self._folder / WEIGHTS, state.model.state_dict(), step=state.step)

    def _scores(self) -> dict[str, Any]:
        """Return the validation losses of the best weights: exact, or of their check."""
        scores = self._finished or self._best
        return {
            "best_step": self._state.best_step,
            "valid_loss": scores.valid_loss if scores else None,
            "valid_bpc": scores.valid_bpc if scores else None,
        }


def _last_best(log: Path) -> Evaluated | None:
    """Return the last check that was better than all before it."""
    best = None
    for event in read_metrics(log, Evaluated):
        if isinstance(event, Evaluated) and event.best:
            best = event
    return best
