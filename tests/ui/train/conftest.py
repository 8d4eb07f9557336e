"""A Train tab on a real studio, with a workspace whose training does what the test says."""

import queue
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from playground.engine.config import CharRNNConfig, RunConfig, TrainingConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.events import Done, Evaluated, Event, Sampled, Started, Stepped
from playground.errors import Diverged
from playground.services import record
from playground.services.metrics import FILE, MetricsLog
from playground.services.runs import STATE
from playground.services.workspace import Workspace
from playground.ui.phase import Phase
from playground.ui.tabs.train import TrainTab

TEXT = "The crow had a cheese. The fox had a song.\n" * 60
PATIENCE = 20_000  # milliseconds, on a busy machine


def step(i: int, loss: float = 2.0) -> Stepped:
    return Stepped(i, loss, 1e-3, 0.5, 100 * i, 0.5 * i)


def check(i: int, loss: float = 2.0) -> Evaluated:
    return Evaluated(i, loss, loss, loss / 0.6931471805599453, 0.5 * i, True)


class Nothing(Event):
    """Keeps the job going; it hands over a batch when the next event comes."""


EXPLOSION, BANG = Nothing(), Nothing()


class FakeTraining:
    """Yields what the test puts into `events`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.calls: list[str] = []
        self.last = 0
        self.ended = False

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        try:
            event = self.events.get(timeout=0.02)
        except queue.Empty:
            return Nothing()
        if event is EXPLOSION:
            self.events.put(BANG)
            self.ended = True
            return self.done("diverged")
        if event is BANG:
            raise Diverged(
                step=self.last,
                loss="inf",
                best_step=1,
                setting="Learning rate",
                advice="0.01",
                learning_rate="0.1",
            )
        if event is None and self.ended:
            raise StopIteration
        if event is None:
            self.ended = True
            self.events.put(None)
            return self.done("finished")
        if isinstance(event, Stepped):
            self.last = event.step
        return event

    def put(self, *events: Event) -> None:
        """Let these happen."""
        for event in events:
            self.events.put(event)

    def begin(self, at: int = 0) -> None:
        """Let the run begin, or go on after `at` steps."""
        self.put(Started(str(self.folder), "char-rnn", 1234, 2000, "cpu", 1, at))

    def finish(self) -> None:
        """Let the budget be used up."""
        self.events.put(None)

    def explode(self) -> None:
        """Let the loss become infinite."""
        self.events.put(EXPLOSION)

    def done(self, status: str) -> Done:
        """Return the last event."""
        record.change_record(self.folder, status=status, steps=self.last)
        return Done(str(self.folder), status, self.last, 0.5 * self.last, 1, self.last, 2.0, 2.9)

    def pause(self) -> None:
        """Note it."""
        self.calls.append("pause")

    def unpause(self) -> None:
        """Note it."""
        self.calls.append("unpause")

    def close(self) -> list[Event]:
        """Note it; what was not finished is stopped."""
        self.calls.append("close")
        return [] if self.ended else [self.done("stopped")]


@dataclass
class Bench:
    """What a test works with."""

    tab: TrainTab
    workspace: Workspace
    home: Path
    created: list[RunConfig] = field(default_factory=list)
    resumed: list[tuple[Any, RunConfig | None]] = field(default_factory=list)
    trainings: list[FakeTraining] = field(default_factory=list)

    @property
    def training(self) -> FakeTraining:
        """The last one."""
        return self.trainings[-1]

    def add_run(self, name: str, events: list[Event], **changes: Any) -> Path:
        """Make a run folder as a training leaves it."""
        folder = self.home / "runs" / name
        folder.mkdir(parents=True)
        config = RunConfig(
            "char-rnn", CharRNNConfig(cell="gru", n_hidden=48), TrainingConfig(steps=50, seed=11)
        )
        corpus = pasted_corpus(TEXT, "crow.txt")
        data = {
            "format": 1,
            "version": "0.1.0",
            "title": name,
            "status": "stopped",
            "created": "2026-11-23T14:25:30+01:00",
            "config": record.config_to_json(config),
            "text": {
                "name": "crow.txt",
                "source": "pasted",
                "files": [],
                "size": 2580,
                "characters": corpus.characters,
                "sha256": "0" * 64,
                "encoding": "utf-8",
                "floor": None,
                "different": 32,
                "letters": 4.25,
            },
            "device": "cpu",
            "threads": 1,
            "parameters": 1234,
            "vocab_size": 32,
            "train_tokens": 2322,
            "steps": 20,
            "seconds": 10.0,
            "tokens": 2000,
            "best_step": 20,
            "valid_loss": 2.0,
            "valid_bpc": 2.9,
            **changes,
        }
        record.write_record(folder, data)
        (folder / STATE).write_bytes(b"")
        log = MetricsLog(folder / FILE)
        for event in events:
            log.add(event)
        log.flush()
        return folder


@pytest.fixture
def bench(qtbot, studio, home, monkeypatch) -> Iterator[Bench]:
    """A tab on an open text; `created` and `resumed` tell what was asked of the workspace."""
    studio.corpus = pasted_corpus(TEXT, "crow.txt")
    tab = TrainTab(studio)
    qtbot.addWidget(tab)
    tab.resize(1028, 735)
    made = Bench(tab, studio.workspace, home)

    def create(corpus: Any, config: RunConfig, title: str | None = None) -> FakeTraining:
        made.created.append(config)
        name = f"run-{len(made.trainings)}"
        folder = made.add_run(
            name, [], status="running", steps=0, config=record.config_to_json(config)
        )
        made.trainings.append(FakeTraining(folder))
        return made.training

    def resume(run: Any, config: RunConfig | None, corpus: Any) -> FakeTraining:
        made.resumed.append((run, config))
        made.trainings.append(FakeTraining(run.path))
        return made.training

    monkeypatch.setattr(studio.workspace, "create", create)
    monkeypatch.setattr(studio.workspace, "resume", resume)
    with qtbot.waitExposed(tab):
        tab.show()
    yield made
    for training in made.trainings:
        training.events.put(None)
    studio.stop()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)


__all__ = ["Bench", "Sampled", "check", "step"]
