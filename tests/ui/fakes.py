"""Run folders and trainings that need no torch."""

import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from playground.engine.config import CharRNNConfig, RunConfig, TrainingConfig
from playground.engine.events import Done, Evaluated, Event, Started, Stepped
from playground.services.metrics import MetricsLog
from playground.services.record import FORMAT, config_to_json, write_record

STEPS = 100
ENDLESS = 10**9
STEP_SECONDS = 0.001  # as long as a step of a small model takes
CONFIG = RunConfig("char-rnn", CharRNNConfig(), TrainingConfig(steps=STEPS))


def make_run(
    home: Path,
    title: str,
    *,
    status: str = "finished",
    steps: int = STEPS,
    curve: Iterable[float] = (5.0, 4.0, 3.0, 2.5),
    hour: int = 12,
    config: RunConfig = CONFIG,
) -> Path:
    """Write a run folder as a training would have left it, but without a model."""
    name = "".join(letter if letter.isalnum() else "-" for letter in title.casefold())
    folder = home / "runs" / f"20261123-{hour:02}0000-{name}-{config.model}"
    folder.mkdir(parents=True)
    values = list(curve)
    write_record(
        folder,
        {
            "format": FORMAT,
            "title": title,
            "status": status,
            "created": datetime(2026, 11, 23, hour).astimezone().isoformat(),
            "config": config_to_json(config),
            "text": {
                "name": "1.txt",
                "source": "file",
                "files": [],
                "size": 1000,
                "characters": 1000,
                "sha256": "0" * 64,
                "encoding": "utf-8",
                "floor": None,
            },
            "device": "cpu",
            "threads": 1,
            "parameters": 12_345,
            "vocab_size": 30,
            "train_tokens": 900,
            "steps": steps,
            "seconds": 1.0,
            "tokens": 1000,
            "best_step": steps,
            "valid_loss": min(values, default=None),
            "valid_bpc": min(values, default=None),
        },
    )
    with_metrics(folder, values)
    return folder


def with_metrics(folder: Path, values: list[float]) -> None:
    """Write the recorded losses of a run."""
    log = MetricsLog(folder / "metrics.jsonl")
    for number, value in enumerate(values, start=1):
        log.add(Evaluated(number * 10, value, value, value, number * 0.1, True))
    log.flush()


class FakeTraining(Iterator[Event]):
    """Reports steps of a run that exists already, and keeps book of what it was told."""

    def __init__(self, folder: Path, steps: int = STEPS, fails_at: int | None = None) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.step = 0
        self._steps = steps
        self._fails_at = fails_at
        self._done = False

    def __next__(self) -> Event:
        if self.step == 0:
            self.step = 1
            return Started(str(self.folder), "char-rnn", 12_345, 900, "cpu", 1, 0)
        if self.step == self._fails_at:
            raise RuntimeError("a bug in the training")
        if self.step <= self._steps:
            threading.Event().wait(STEP_SECONDS)
            self.step += 1
            return Stepped(self.step - 1, 3.0, 1e-3, 1.0, self.step * 10, self.step * 0.01)
        if self._done:
            raise StopIteration
        self._done = True
        return self._last("finished")

    def pause(self) -> None:
        self.told.append("pause")

    def unpause(self) -> None:
        self.told.append("unpause")

    def close(self) -> list[Event]:
        self.told.append("close")
        if self._done:
            return []
        self._done = True
        return [self._last("stopped")]

    def _last(self, status: str) -> Done:
        return Done(str(self.folder), status, self.step - 1, 1.0, 1000, 1, 3.0, 3.0)
