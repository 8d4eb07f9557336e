"""How long the loss plot takes to draw long runs, and what appending costs. Run by hand:

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.plot [points …] [--json FILE]

Every number is of a whole redraw, as in training: ten steps are appended, everything is
computed again and painted. The columns are the views a person may choose.
"""

import argparse
import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from playground.engine.events import Evaluated, Stepped
from playground.ui import theme
from playground.ui.history import STEPS, TIME, TOKENS, History
from playground.ui.loss_plot import GUESSING, LETTERS, LossPlot
from playground.ui.plots.options import PlotOptions

SIZE = (900, 520)
POINTS = (1_000, 100_000, 1_000_000)
REPEATS = 15
APPENDED = 10  # steps between two redraws
CHECK_EVERY = 1000  # steps, as in a run by steps; a short run has 50


@dataclass(frozen=True)
class View:
    """One way to look at a run."""

    name: str
    options: PlotOptions
    zoomed: bool = False  # on the last hundredth


VIEWS = (
    View("steps", PlotOptions(axis=STEPS)),
    View("time", PlotOptions(axis=TIME)),
    View("tokens", PlotOptions(axis=TOKENS)),
    View("not smoothed", PlotOptions(smoothing=0.0)),
    View("log axis", PlotOptions(log_x=True)),
    View("zoomed in", PlotOptions(), zoomed=True),
    View("small plots", PlotOptions(more=True)),
)


@dataclass(frozen=True)
class Times:
    """Milliseconds of some repetitions."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, spent: list[float]) -> "Times":
        """Return median, lowest and highest."""
        return cls(statistics.median(spent), min(spent), max(spent))

    def __str__(self) -> str:
        """Return the median and the spread."""
        return f"{self.median:.1f} ({self.low:.1f}-{self.high:.1f})"


def steps(count: int, first: int = 1) -> list[Stepped]:
    """Make `count` steps of a run that falls and is noisy."""
    noise = np.random.default_rng(first).normal(0, 0.1, count)
    return [
        Stepped(i, 1.7 + 2.5 * 0.999**i + float(noise[i - first]), 3e-3, 1.0, 768 * i, 0.01 * i)
        for i in range(first, first + count)
    ]


def checks(points: int) -> Iterator[Evaluated]:
    """Make the evaluations of a run of so many steps."""
    for step in range(1, points, min(CHECK_EVERY, points // 50)):
        loss = 1.9 + 2.5 * 0.999**step
        yield Evaluated(step, loss, loss, 1.44 * loss, 0.01 * step, True)


def append(history: History, count: int) -> float:
    """Append steps; return milliseconds."""
    batch = steps(count, len(history) + 1)
    start = time.perf_counter()
    history.add(batch)
    return 1000 * (time.perf_counter() - start)


def grown(points: int) -> tuple[History, float]:
    """Return a run of so many steps, and the microseconds that each took to append."""
    history, spent = History(), 0.0
    while len(history) < points:
        spent += append(history, min(50_000, points - len(history)))
    history.add(checks(points))
    return history, 1000 * spent / points


def redrawn(plot: LossPlot, view: View) -> dict[str, Times]:
    """Append a little and draw everything, again and again."""
    plot.set_options(view.options)
    plot.fit()
    if view.zoomed:
        low, high = plot.canvas.x_range
        plot.canvas.view.setXRange(high - (high - low) / 100, high, padding=0)
        plot.canvas.zoomed.emit()
    QApplication.processEvents()
    parts: dict[str, list[float]] = {"append": [], "compute": [], "paint": [], "all": []}
    for _ in range(REPEATS):
        spent = append(plot.history, APPENDED)
        start = time.perf_counter()
        plot.redraw()
        computed = time.perf_counter()
        plot.canvas.viewport().repaint()
        for small in plot.small if view.options.more else ():
            small.canvas.viewport().repaint()
        painted = time.perf_counter()
        parts["append"].append(spent)
        parts["compute"].append(1000 * (computed - start))
        parts["paint"].append(1000 * (painted - computed))
        parts["all"].append(spent + 1000 * (painted - start))
    return {name: Times.of(times) for name, times in parts.items()}


def measured(points: int) -> tuple[float, dict[str, dict[str, Times]]]:
    """Return microseconds to append a step, and the times of every view."""
    history, cost = grown(points)
    plot = LossPlot("plot")
    plot.set_lines([(GUESSING, 6.02), (LETTERS, 4.79)], 2.2)
    plot.resize(*SIZE)
    plot.show()
    plot.set_history(history)
    QApplication.processEvents()
    found = {view.name: redrawn(plot, view) for view in VIEWS}
    plot.close()
    return cost, found


def main() -> None:
    """Print a table, and write all numbers where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("points", type=int, nargs="*", default=POINTS)
    parser.add_argument("--json", type=Path, metavar="FILE")
    words = parser.parse_args()
    app = QApplication([])
    app.setStyle("Fusion")
    theme.apply("light")
    print(f"milliseconds for a redraw after {APPENDED} steps: median (lowest-highest)")
    print(f"{'points':>9} {'append':>8} " + "".join(f"{view.name:>18}" for view in VIEWS))
    lines = []
    for points in words.points:
        cost, found = measured(points)
        cells = "".join(f"{found[view.name]['all']!s:>18}" for view in VIEWS)
        print(f"{points:>9,} {cost:5.1f} µs {cells}", flush=True)
        views = {name: {k: vars(t) for k, t in parts.items()} for name, parts in found.items()}
        lines.append({"points": points, "append_us": cost, "milliseconds": views})
    if words.json:
        words.json.write_text(json.dumps(lines, indent=1))


if __name__ == "__main__":
    main()
