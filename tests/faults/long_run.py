"""Train for an hour in the real window: memory and handles must not grow.

    python -m tests.faults.long_run FILE [--minutes 60] [--settle 10]

Trains with the default settings and looks at this process every ten seconds. From the end of the
first minutes, in which caches fill, to the last step nothing may differ by 2 % or more. Then the
whole validation text is measured, which takes memory for a while and is not counted.
"""

import os
import resource
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from PySide6.QtCore import QTimer

from playground.engine.allocation import keep_freed_memory
from playground.engine.config import RunConfig
from playground.engine.models import MODELS
from playground.engine.waiting import wait_briefly
from playground.ui.program import make_application
from tests.benchmarks.driving import train_in_the_window
from tests.faults.report import Table, finish, options

EVERY = 10_000  # milliseconds
NEAR = 6  # looks that are taken together
MOST = 0.02  # share by which anything may differ


@dataclass(frozen=True)
class Look:
    """What the process has at a moment."""

    minutes: float  # since the training began
    memory: int  # bytes
    handles: int
    threads: int


def look(minutes: float) -> Look:
    """Look at this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    handles, threads = (len(os.listdir(f"/proc/self/{name}")) for name in ("fd", "task"))
    return Look(minutes, pages * resource.getpagesize(), handles, threads)


def watch(file: Path, config: RunConfig) -> list[Look]:
    """Train in the window; return what was seen."""
    qt = make_application()
    looks: list[Look] = []
    began: list[float] = []
    timer = QTimer(qt)

    def begin() -> None:
        began.append(time.monotonic())
        timer.start(EVERY)

    def see() -> None:
        looks.append(look((time.monotonic() - began[0]) / 60))
        last = looks[-1]
        print(f"{last.minutes:6.1f} min  {last.memory / 1e6:8.1f} MB  {last.handles}", flush=True)

    timer.timeout.connect(see)
    train_in_the_window(file, config, begin, lambda _done: timer.stop())
    return looks


def main() -> None:
    """Watch, and print what became of it."""
    wait_briefly()  # as the program does
    keep_freed_memory()
    parser = options(__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--settle", type=float, default=10, help="minutes that do not count")
    parser.add_argument("--model", choices=list(MODELS), default="gpt")
    words = parser.parse_args()
    spec = MODELS[words.model]
    training = replace(spec.training, steps=0, minutes=words.minutes)
    with tempfile.TemporaryDirectory() as home:
        os.environ["PLAYGROUND_HOME"] = home
        looks = watch(words.file, RunConfig(words.model, spec.config(), training))
    settled = [one for one in looks if words.settle <= one.minutes <= words.minutes]
    first, last = settled[:NEAR], settled[-NEAR:]
    table = Table(("", f"after {words.settle:g} minutes", "at the end", "difference"))
    problems = []
    for what, value, unit in (
        ("memory", lambda one: one.memory / 1e6, " MB"),
        ("handles", lambda one: one.handles, ""),
        ("threads", lambda one: one.threads, ""),
    ):
        before, after = (median(value(one) for one in part) for part in (first, last))
        difference = after / before - 1
        table.add(what, f"{before:,.1f}{unit}", f"{after:,.1f}{unit}", f"{100 * difference:+.2f} %")
        if abs(difference) >= MOST:
            problems.append(f"{what}: {before:,.1f} became {after:,.1f}")
    finish(table, problems)


if __name__ == "__main__":
    main()
