"""How long the loss plot takes to draw long runs, and what appending costs.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.plot [STEPS …] [--json FILE]

Every number is of a whole redraw, as in training: ten steps are appended, everything is
computed again and painted. The lines are the views a person may choose; below the table stands
what the parts of a redraw took. There is nobody to compare with.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QApplication

from playground.engine.events import Evaluated, Stepped
from playground.ui import theme
from playground.ui.history import STEPS, TIME, TOKENS, History
from playground.ui.loss_plot import GUESSING, LETTERS, LossPlot
from playground.ui.plots.options import PlotOptions
from tests.benchmarks.report import Line, options, publish, say, spread, table

SIZE = (900, 520)
POINTS = (1_000, 100_000, 1_000_000)
REPEATS = 15
APPENDED = 10  # steps between two redraws
CHECK_EVERY = 1000  # steps, as in a run by steps; a short run has 50
PARTS = ("append", "compute", "paint")  # of a redraw
Parts = Mapping[str, list[float]]  # milliseconds of each, and of "all"


@dataclass(frozen=True)
class View:
    """One way to look at a run."""

    name: str
    options: PlotOptions
    zoomed: bool = False  # on the last hundredth

    def suffix(self) -> str:
        """Return what the key has more than that of the usual view."""
        return "" if self is VIEWS[0] else "." + self.name.replace(" ", "-")


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
class Drawn:
    """What was measured of a run."""

    points: int  # steps
    append: float  # microseconds for each of them
    views: Mapping[View, Parts]

    def lines(self) -> list[Line]:
        """Return the lines of the table."""
        found = [
            Line(
                f"plot.redraw.{self.points}{view.suffix()}",
                f"{self.points:,} steps redrawn, {view.name}",
                "ms",
                tuple(parts["all"]),
            )
            for view, parts in self.views.items()
        ]
        what = f"a step appended, of {self.points:,}"
        return [*found, Line(f"plot.append.{self.points}", what, "µs", (self.append,))]

    def rows(self) -> list[tuple[str, ...]]:
        """Return the rows about the parts."""
        return [
            (f"{self.points:,}", view.name, *(spread(parts[part]) for part in PARTS))
            for view, parts in self.views.items()
        ]


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


def redrawn(plot: LossPlot, view: View, repeats: int) -> Parts:
    """Append a little and draw everything, again and again."""
    plot.set_options(view.options)
    plot.fit()
    if view.zoomed:
        low, high = plot.canvas.x_range
        plot.canvas.view.setXRange(high - (high - low) / 100, high, padding=0)
        plot.canvas.zoomed.emit()
    QApplication.processEvents()
    parts: dict[str, list[float]] = {part: [] for part in (*PARTS, "all")}
    for _ in range(repeats):
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
    return parts


def measured(points: int, repeats: int) -> Drawn:
    """Grow a run and draw it in every view."""
    say(f"{points:,} steps")
    history, cost = grown(points)
    plot = LossPlot("plot")
    plot.set_lines([(GUESSING, 6.02), (LETTERS, 4.79)], 2.2)
    plot.resize(*SIZE)
    plot.show()
    plot.set_history(history)
    QApplication.processEvents()
    found = {view: redrawn(plot, view, repeats) for view in VIEWS}
    plot.close()
    return Drawn(points, cost, found)


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("points", type=int, nargs="*", metavar="STEPS", default=POINTS)
    words = parser.parse_args()
    app = QApplication([])
    app.setStyle("Fusion")
    theme.apply("light")
    points, repeats = (POINTS[:1], 2) if words.quick else (words.points, REPEATS)
    runs = [measured(count, repeats) for count in points]
    publish([line for run in runs for line in run.lines()], words)
    rows = [row for run in runs for row in run.rows()]
    print(f"\n{table(('steps', 'ms, median (lowest–highest)', *PARTS), rows)}")


if __name__ == "__main__":
    main()
