"""How free the window stays while it trains, and what the window costs the training.

    python -m tests.benchmarks.window FILE [--seconds 180] [--model gpt] [--rounds 3] [--json FILE]

Trains with the default settings in the real window while a 60 Hz timer notes how late it
is, then for the same time without a window, as often as there are rounds, and prints both.
A tick is late by the time since the last one, less the time between two ticks. Needs a
display, or QT_QPA_PLATFORM=offscreen. Run it on a quiet machine.

Each training has a process of its own. Threads that PyTorch once made for one thread of a
program stay as long as that does; OpenMP counts them, and where they outnumber the cores, no
thread waits in a loop any more: a third slower.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.events import Done
from playground.engine.models import MODELS
from playground.engine.waiting import wait_briefly
from tests.benchmarks.driving import train_in_the_window
from tests.benchmarks.report import Line, options, publish, say

Result = TypeVar("Result")

TICK = 1000 / 60  # milliseconds
LATE = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "worst": 1.0}  # shares of all ticks


def config(model: str, seconds: float) -> RunConfig:
    """Return the model's default settings for so many seconds."""
    spec = MODELS[model]
    training: TrainingConfig = replace(spec.training, steps=0, minutes=seconds / 60)
    return RunConfig(model, spec.config(), training)


@dataclass(frozen=True)
class Watched:
    """A training in the window."""

    gaps: list[float]  # between ticks, in milliseconds
    busy: float  # share of the time that the window's thread computed
    steps: int


def in_the_window(file: Path, chosen: RunConfig) -> Watched:
    """Train in the real window."""
    from PySide6.QtCore import Qt, QTimer

    from playground.ui.program import make_application

    gaps: list[float] = []
    ticked: list[float] = []
    computed: list[float] = []
    steps: list[int] = []
    timer = QTimer(make_application())
    timer.setTimerType(Qt.TimerType.PreciseTimer)

    def tick() -> None:
        now = time.perf_counter()
        if ticked:
            gaps.append(1000 * (now - ticked[-1]))
        ticked.append(now)
        computed.append(time.thread_time())

    def end(done: Done) -> None:
        timer.stop()
        steps.append(done.steps)

    timer.timeout.connect(tick)
    train_in_the_window(file, chosen, lambda: timer.start(round(TICK)), end)
    busy = (computed[-1] - computed[0]) / (ticked[-1] - ticked[0])
    return Watched(gaps, busy, steps[0])


def without_a_window(file: Path, chosen: RunConfig) -> int:
    """Return the steps done."""
    from playground.engine.corpus import open_corpus
    from playground.engine.work import finish
    from playground.services.workspace import Workspace

    corpus = finish(open_corpus([file]))
    events = list(Workspace().create(corpus, chosen, None))
    return next(event.steps for event in events if isinstance(event, Done))


def by_itself(train: Callable[[Path, RunConfig], Result], file: Path, chosen: RunConfig) -> Result:
    """Train in a new process, with a workspace of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["PLAYGROUND_HOME"] = home
        with get_context("spawn").Pool(1) as process:
            return process.apply(train, (file, chosen))


@dataclass(frozen=True)
class Round:
    """A training in the window, and as long a one without."""

    watched: Watched
    alone: int  # steps

    def late(self, share: float) -> float:
        """Return by how many milliseconds a tick was late, of which `share` of all were less."""
        late = sorted(max(0.0, gap - TICK) for gap in self.watched.gaps)
        return late[int(share * (len(late) - 1))]


def lines(rounds: Sequence[Round], model: str, seconds: float) -> list[Line]:
    """Return what was measured, for the table."""
    found = [
        Line(
            f"window.late.{name}.{model}",
            f"a tick is late, {name} (training {model})",
            "ms",
            tuple(one.late(share) for one in rounds),
        )
        for name, share in LATE.items()
    ]
    busy = tuple(100 * one.watched.busy for one in rounds)
    inside = tuple(one.watched.steps / seconds for one in rounds)
    alone = tuple(one.alone / seconds for one in rounds)
    return [
        *found,
        Line(f"window.busy.{model}", "time that the window's thread computes", "%", busy),
        Line(
            f"window.training.{model}",
            f"training {model} in the window",
            "steps/s",
            inside,
            alone,
            "command line",
            more=True,
        ),
    ]


def main() -> None:
    """Measure and print."""
    wait_briefly()  # as the program does
    parser = options(__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--model", choices=list(MODELS), default="gpt")
    parser.add_argument("--rounds", type=int, default=1)
    words = parser.parse_args()
    seconds = 5.0 if words.quick else words.seconds
    chosen = config(words.model, seconds)
    rounds = []
    for number in range(words.rounds):
        say(f"round {number + 1} of {words.rounds}")
        watched = by_itself(in_the_window, words.file, chosen)
        rounds.append(Round(watched, by_itself(without_a_window, words.file, chosen)))
    publish(lines(rounds, words.model, seconds), words)


if __name__ == "__main__":
    main()
