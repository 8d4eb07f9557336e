"""Keeps a run folder up to date while it is trained, without holding the training up."""

import math
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from torch import Tensor

from playground.engine.events import Done, Evaluated, Event, Finished, Stepped
from playground.services.checkpoint import Tensors, save_snapshot, save_state, save_tensors
from playground.services.disk import sync_folder, writing
from playground.services.metrics import FILE, RECORDED, read_metrics
from playground.services.preparation import Prepared
from playground.services.record import change_record, read_record
from playground.services.runs import STATE, WEIGHTS, snapshot_steps
from playground.services.snapshots import next_snapshot
from playground.services.writer import Writer

FLUSH_SECONDS = 0.5  # others may watch the metrics grow
WEIGHTS_SECONDS = 3.0  # others may generate meanwhile
SAVE_SECONDS = 10.0  # and the time that writing takes: the most that a power cut may cost


class Recorder:
    """Writes metrics, weights, snapshots, state and `run.json` of one training.

    Training waits only until what is to be written has been copied; a thread writes it.
    """

    def __init__(self, prepared: Prepared) -> None:
        self._folder = prepared.folder
        self._lock = prepared.lock
        self._log = prepared.log
        self._state = prepared.state
        self._record = read_record(self._folder)  # outlives a file that is lost meanwhile
        self._last_snapshot = max(snapshot_steps(self._folder), default=0)
        self._best = _last_best(prepared.folder / FILE)
        self._finished: Finished | None = None
        self._saved_best = -1  # step of the best weights that were given to be written
        self._writer = Writer()
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
        self._writer.check()
        now = time.monotonic()
        if now >= self._flush_due:
            self._log.flush()
            self._flush_due = now + FLUSH_SECONDS
        if isinstance(event, Stepped):
            self._save_snapshot(event.step)
            if now >= self._save_due and not self._writer.busy:
                self._save_soon("running")
                self._save_due = now + SAVE_SECONDS
        elif isinstance(event, Evaluated) and now >= self._weights_due:
            self._save_best()
            self._weights_due = now + WEIGHTS_SECONDS

    def save(self, status: str) -> None:
        """Write everything, so that the run can go on from here, and wait for it."""
        self._writer.wait()
        self._save_soon(status)
        self._writer.wait()

    def note_status(self, status: str) -> None:
        """Write the status and the scores into `run.json`."""
        self._writer.wait()
        self._change_record(self._summary(status))

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
            reason=self._reason(status),
            **self._scores(),
        )

    def rescue(self) -> None:
        """Write what is surely good: the metrics and the best weights."""
        self._log.flush()
        self._save_best()
        self._writer.add(self._log.sync)
        self._writer.wait()

    def _save_soon(self, status: str) -> None:
        """Let everything be written as it is now."""
        self._log.flush()
        self._save_best(or_latest=status != "running")
        numbers = {
            "step": self._state.step,
            "metrics_bytes": self._log.size,
            "state": self._state.numbers(),
        }
        tensors = copies(self._state.tensors())
        self._writer.add(partial(self._write_state, tensors, numbers, self._summary(status)))

    def _write_state(
        self, tensors: Tensors, numbers: dict[str, Any], summary: dict[str, Any]
    ) -> None:
        """Write a state and what belongs to it, all of it safe from a power cut at the end."""
        self._log.sync()
        save_state(self._folder, tensors, numbers)
        self._change_record(summary)
        with writing(self._folder / STATE):
            sync_folder(self._folder)
        self._lock.refresh()

    def _change_record(self, summary: dict[str, Any]) -> None:
        self._record = change_record(self._folder, self._record, **summary)

    def _save_snapshot(self, step: int) -> None:
        if step >= next_snapshot(self._last_snapshot):
            weights = copies(self._state.model.state_dict())
            self._writer.add(partial(save_snapshot, self._folder, weights, step))
            self._last_snapshot = step

    def _save_best(self, *, or_latest: bool = False) -> None:
        """Let the best weights be written, if they are new; they are never changed in place."""
        state = self._state
        checked = math.isfinite(state.best_loss)
        if checked and state.best_step != self._saved_best:
            self._write_weights(state.best_weights, state.best_step)
            self._saved_best = state.best_step
        elif or_latest and not checked and state.step:
            self._write_weights(copies(state.model.state_dict()), state.step)

    def _write_weights(self, weights: Tensors, step: int) -> None:
        self._writer.add(partial(save_tensors, self._folder / WEIGHTS, weights, step=step))

    def _summary(self, status: str) -> dict[str, Any]:
        """Return what `run.json` says of the training."""
        state = self._state
        return {
            "status": status,
            "steps": state.step,
            "seconds": round(state.seconds, 3),
            "tokens": state.tokens,
            "reason": self._reason(status),
            **self._scores(),
        }

    def _reason(self, status: str) -> str:
        """Return why the training has finished; nothing while it may go on."""
        return self._finished.reason if self._finished and status == "finished" else ""

    def _scores(self) -> dict[str, Any]:
        """Return the validation losses of the best weights: exact, or of their check."""
        scores = self._finished or self._best
        return {
            "best_step": self._state.best_step,
            "valid_loss": scores.valid_loss if scores else None,
            "valid_bpc": scores.valid_bpc if scores else None,
        }


def copies(tensors: Mapping[str, Tensor]) -> Tensors:
    """Return tensors that training will not change."""
    return {name: tensor.detach().to("cpu", copy=True) for name, tensor in tensors.items()}


def _last_best(log: Path) -> Evaluated | None:
    """Return the last check that was better than all before it."""
    best = None
    for event in read_metrics(log, Evaluated):
        if isinstance(event, Evaluated) and event.best:
            best = event
    return best
