"""A run is a folder; this file reads it without loading torch."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from playground.engine.config import RunConfig
from playground.engine.events import EARLY_ENDS, REASONS, Evaluated, Event
from playground.errors import PlaygroundError
from playground.files import is_there
from playground.services import lock, metrics, record, values
from playground.services.damage import damage_named
from playground.services.disk import children_of
from playground.services.record import TextRecord
from playground.text import mark

WEIGHTS = "weights.safetensors"
STATE = "resume.safetensors"
STATE_NUMBERS = "resume.json"
TOKENIZER = "tokenizer.json"
PASTED_TEXT = "text.txt"
SNAPSHOTS = "snapshots"
FILES = (TOKENIZER, WEIGHTS, STATE, STATE_NUMBERS, PASTED_TEXT, lock.FILE)  # and those below
SNAPSHOT_NAME = re.compile(r"([0-9]{6,16})\.safetensors")
PICTURE = "curve.png"  # what the demo leaves
EXPORTED = ".lmrun"  # what the name of a run in one file ends in

CHECKS = 100_000  # that a curve is made of; a run has thousands
DRAWN = 500_000  # steps of which a curve is made: many on each pixel

# The first five stand in run.json. "interrupted" is what a run is called that says "running"
# although no living program trains it.
STATUSES: dict[str, str] = {
    "running": mark("running"),
    "paused": mark("paused"),
    "finished": mark("finished"),
    "stopped": mark("stopped"),
    "diverged": mark("diverged"),
    "interrupted": mark("interrupted"),
}


@dataclass(frozen=True)
class Run:
    """What a run folder said when it was read."""

    path: Path
    title: str
    status: str  # key in STATUSES
    created: datetime
    config: RunConfig
    text: TextRecord
    device: str
    threads: int
    parameters: int
    vocab_size: int
    train_tokens: int  # in the part of the text to train on
    steps: int  # done so far
    seconds: float  # trained so far
    tokens: int  # seen so far
    best_step: int
    valid_loss: float | None  # of the best weights, nats per token
    valid_bpc: float | None  # of the best weights, bits per character
    read_only: bool = False
    added: int = 0  # when it came into the workspace, see order.py; 0 where that was not noted
    reason: str = (
        ""  # why it has finished, one of REASONS; "" where it has not, or it was not noted
    )
    small: bool = False  # it was handed on without the state of its training

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.path.name

    @property
    def model(self) -> str:
        """The key of the model in MODELS."""
        return self.config.model

    @property
    def has_weights(self) -> bool:
        """Whether there is a model to generate with."""
        return os.path.lexists(self.path / WEIGHTS)

    @property
    def has_state(self) -> bool:
        """Whether there is a state to go on from."""
        return os.path.lexists(self.path / STATE)

    @property
    def stopped_early(self) -> bool:
        """Whether it finished before its budget was used up: more would not have helped."""
        return self.reason in EARLY_ENDS

    @property
    def share_done(self) -> float:
        """How much of the budget is used up, from 0 to 1."""
        training = self.config.training
        if training.steps:
            return min(1.0, self.steps / training.steps)
        return min(1.0, self.seconds / (60 * training.minutes))

    def metrics(self, *kinds: type[Event]) -> list[Event]:
        """Return the recorded events, all or those of some kinds."""
        return list(metrics.read_metrics(self.path / metrics.FILE, *kinds))

    def history(self, steps: int = DRAWN) -> Iterator[Event]:
        """Yield the recorded events one by one, of the steps at most about so many."""
        path = self.path / metrics.FILE
        every = 1 + metrics.lines_in(path) // steps
        return metrics.thinned(metrics.read_metrics(path, every=every))

    def checks(self) -> Iterator[Evaluated]:
        """Yield the recorded checks one by one."""
        events = metrics.read_metrics(self.path / metrics.FILE, Evaluated)
        return (e for e in metrics.thinned(events, CHECKS) if isinstance(e, Evaluated))

    def sparkline(self, points: int = 32) -> list[float]:
        """Return the validation losses in bits per character, at most so many of them."""
        losses = [check.valid_bpc for check in self.checks()]
        losses = [loss for loss in losses if math.isfinite(loss)]
        if len(losses) <= points:
            return losses
        last = len(losses) - 1
        return [losses[round(i * last / (points - 1))] for i in range(points)]

    def snapshots(self) -> list[int]:
        """Return the steps of which the model is kept, in order."""
        return snapshot_steps(self.path)

    def again(self) -> Run:
        """Return what the folder says now."""
        return read_run(self.path, read_only=self.read_only)


@dataclass(frozen=True)
class BrokenRun:
    """A run folder that cannot be read."""

    path: Path
    problem: PlaygroundError

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.path.name


def read_run(folder: Path, *, read_only: bool = False) -> Run:
    """Read a run folder.

    Raises:
        RunBroken: `run.json` is missing, damaged or names what this version lacks.
        RunTooNew: The run was written by a later version.
    """
    data = record.read_record(folder)
    with damage_named(folder.name, record.FILE):
        config = record.config_from_json(data["config"], folder.name)
        return Run(
            path=folder,
            title=values.name(data["title"]),
            status=_status(folder, str(data["status"])),
            created=datetime.fromisoformat(data["created"]),
            config=config,
            text=record.text_from_json(data["text"]),
            device=values.word(data["device"]),
            read_only=read_only,
            added=_added(data),
            small=data.get("small") is True,
            reason=data["reason"] if data.get("reason") in REASONS else "",
            **{name: check(data[name]) for name, check in NUMBERS.items()},
        )


NUMBERS: dict[str, Callable[[Any], Any]] = {
    "threads": values.whole,
    "parameters": values.whole,
    "vocab_size": values.whole,
    "train_tokens": values.whole,
    "steps": values.whole,
    "seconds": values.number,
    "tokens": values.whole,
    "best_step": values.whole,
    "valid_loss": values.number_or_none,
    "valid_bpc": values.number_or_none,
}


def is_run(folder: Path) -> bool:
    """Tell whether a folder looks like a run, whole or broken."""
    return folder.is_dir() and any(is_there(folder / name) for name in (record.FILE, metrics.FILE))


def run_folders(folder: Path) -> Iterator[Path]:
    """Yield the run folders in a folder.

    What begins with a dot is not finished: something is unpacked there.

    Raises:
        FolderUnreadable: The system refuses; nothing is known of any run.
    """
    children = children_of(folder)
    for child in children:
        try:
            wanted = not child.name.startswith(".") and is_run(child)
        except OSError:  # it may not be entered: shown as broken
            wanted = True
        if wanted:
            yield child


def snapshot_steps(folder: Path) -> list[int]:
    """Return the steps of the snapshots in a run folder, in order."""
    place = folder / SNAPSHOTS
    if place.is_symlink():  # its files are another's
        return []
    steps = (snapshot_step(file.name) for file in place.glob("*.safetensors"))
    return sorted(step for step in steps if step)


def snapshot_step(name: str) -> int:
    """Return the step of the snapshot in a file called so; 0 if no snapshot is called so."""
    found = SNAPSHOT_NAME.fullmatch(name)
    step = int(found[1]) if found else 0
    return step if name == f"{step:06}.safetensors" and step < values.LARGEST else 0


def snapshot_file(folder: Path, step: int) -> Path:
    """Return where the snapshot of a step is or would be."""
    return folder / SNAPSHOTS / f"{step:06}.safetensors"


def json_line(run: Run | BrokenRun) -> dict[str, Any]:
    """Return the line that `playground runs --json` prints of a run."""
    if isinstance(run, BrokenRun):
        broken = {"status": "broken", "problem": str(run.problem)}
        return {"run": str(run.path), "name": run.name, **broken}
    return {
        "run": str(run.path),
        "name": run.name,
        "title": run.title,
        "model": run.model,
        "status": run.status,
        "reason": run.reason,
        "steps": run.steps,
        "valid_bpc": run.valid_bpc,
        "seconds": run.seconds,
        "parameters": run.parameters,
        "text": run.text.name,
        "created": run.created.isoformat(),
        "read_only": run.read_only,
    }


def _added(data: dict[str, Any]) -> int:
    with suppress(ValueError):
        return values.whole(data.get("added", 0))
    return 0


def _status(folder: Path, written: str) -> str:
    if written == "running" and lock.holder(folder) is None:
        return "interrupted"
    return written if written in STATUSES else "stopped"
