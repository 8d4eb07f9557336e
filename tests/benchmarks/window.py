"""How free the window stays while it trains, and what the window costs the training.

    python -m tests.benchmarks.window FILE [--seconds 180] [--model gpt] [--rounds 3] [--json OUT]

Trains with the default settings in the real window while a 60 Hz timer notes how late it
is, then for the same time without a window, as often as there are rounds, and prints both.
A tick is late by the time since the last one, less the time between two ticks. Needs a
display, or QT_QPA_PLATFORM=offscreen. Run it on a quiet machine.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.events import Done
from playground.engine.models import MODELS
from playground.engine.waiting import wait_briefly

TICK = 1000 / 60  # milliseconds


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

    from playground.ui.phase import Phase
    from playground.ui.program import Program, make_application

    qt = make_application()
    qt.setQuitOnLastWindowClosed(False)
    program = Program(qt, [file])
    window, studio = program.window, program.studio
    window.closing.closed.connect(qt.quit)
    gaps: list[float] = []
    ticked: list[float] = []
    computed: list[float] = []
    steps: list[int] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)

    def tick() -> None:
        now = time.perf_counter()
        if ticked:
            gaps.append(1000 * (now - ticked[-1]))
        ticked.append(now)
        computed.append(time.thread_time())

    def begin() -> None:
        if studio.has_engine and studio.corpus is not None and studio.phase is Phase.IDLE:
            studio.engine_ready.disconnect(begin)
            studio.corpus_changed.disconnect(begin)
            window.show_tab("train")
            studio.start(chosen)

    def follow() -> None:
        if studio.phase is Phase.RUNNING:
            timer.start(round(TICK))

    def note(events: list[object]) -> None:
        for event in events:
            if isinstance(event, Done):
                timer.stop()
                steps.append(event.steps)
                QTimer.singleShot(0, window.closing.close_now)

    timer.timeout.connect(tick)
    studio.engine_ready.connect(begin)
    studio.corpus_changed.connect(begin)
    studio.training_changed.connect(follow)
    studio.training_reported.connect(note)
    window.show()
    qt.exec()
    program.close()
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


def report(watched: Watched, alone: int, seconds: float) -> dict[str, float]:
    """Return how late the ticks were, and what the window cost."""
    late = sorted(max(0.0, gap - TICK) for gap in watched.gaps)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "p99.9": 0.999, "worst": 1.0}
    found = {name: late[int(share * (len(late) - 1))] for name, share in shares.items()}
    speeds = {"steps_in_window": watched.steps / seconds, "steps_alone": alone / seconds}
    share = watched.steps / alone
    return {"ticks": len(late), **found, "busy": watched.busy, **speeds, "share": share}


def main() -> int:
    """Measure and print."""
    wait_briefly()  # as the program does
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--model", choices=list(MODELS), default="gpt")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE")
    words = parser.parse_args()
    chosen = config(words.model, words.seconds)
    rounds = []
    for _ in range(words.rounds):
        with tempfile.TemporaryDirectory() as home:
            os.environ["PLAYGROUND_HOME"] = home
            watched = in_the_window(words.file, chosen)
            alone = without_a_window(words.file, chosen)
        rounds.append(report(watched, alone, words.seconds))
        print("  ".join(f"{name} {value:.4g}" for name, value in rounds[-1].items()), flush=True)
    middle = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    print(f"training {words.model}, a tick every {TICK:.1f} ms; median of {words.rounds} rounds")
    for name in ("p50", "p95", "p99", "p99.9", "worst"):
        print(f"  {name:6} {middle[name]:7.1f} ms late  (gap {middle[name] + TICK:.1f} ms)")
    print(f"the window's thread computes {middle['busy']:.1%} of the time")
    print(
        f"{middle['steps_in_window']:.2f} steps/s in the window, "
        f"{middle['steps_alone']:.2f} without: {middle['share']:.1%}"
    )
    if words.json:
        words.json.write_text(json.dumps({"model": words.model, "rounds": rounds}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
