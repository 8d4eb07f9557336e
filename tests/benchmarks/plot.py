"""How long the loss plot takes to draw long runs, and what appending costs. Run by hand:

QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.plot [points …]
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QApplication

from playground.engine.events import Evaluated, Stepped
from playground.ui import theme
from playground.ui.history import History
from playground.ui.loss_plot import GUESSING, LETTERS, LossPlot

SIZE = (900, 520)
POINTS = (1_000, 100_000, 1_000_000, 4_000_000)
REPEATS = 15


def steps(count: int, first: int = 1) -> list[Stepped]:
    """Make `count` steps of a run that falls and is noisy."""
    noise = np.random.default_rng(0).normal(0, 0.1, count)
    return [
        Stepped(i, 1.7 + 2.5 * 0.999**i + float(noise[i - first]), 3e-3, 1.0, 768 * i, 0.01 * i)
        for i in range(first, first + count)
    ]


def milliseconds(work: Callable[[], object]) -> str:
    """Return the median time of `work`, and its processor time, which others cannot slow down."""
    walls, cpus = [], []
    for _ in range(REPEATS):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return f"{statistics.median(walls):6.2f} ms, processor {statistics.median(cpus):6.2f} ms"


def grown(history: History, points: int) -> float:
    """Let `history` grow to `points` steps; return microseconds per step."""
    spent, done = 0.0, len(history)
    while len(history) < points:
        batch = steps(min(50_000, points - done), done + 1)
        start = time.process_time()
        history.add(batch)
        spent += time.process_time() - start
        done = len(history)
    return 1e6 * spent / points


def main() -> None:
    """Print a table."""
    app = QApplication([])
    app.setStyle("Fusion")
    theme.apply("light")
    for points in [int(word) for word in sys.argv[1:]] or POINTS:
        history = History()
        cost = grown(history, points)
        history.add(
            [Evaluated(p, 1.8, 1.9, 2.7, 0.01 * p, True) for p in range(1, points, points // 50)]
        )
        plot = LossPlot("plot")
        plot.set_lines([(GUESSING, 6.02), (LETTERS, 4.79)], 2.2)
        plot.resize(*SIZE)
        plot.show()
        plot.set_history(history)
        app.processEvents()

        def draw(plot: LossPlot = plot) -> None:
            plot.redraw()
            plot.canvas.viewport().repaint()

        print(f"{points:>9,} points  append {cost:5.2f} µs a step")
        print(f"   data only             {milliseconds(plot.redraw)}")
        print(f"   data and paint        {milliseconds(draw)}")
        plot.set_options(replace(plot.options, log_x=True))
        print(f"   logarithmic x         {milliseconds(draw)}")
        plot.set_options(replace(plot.options, log_x=False, more=True))
        app.processEvents()
        print(f"   with the small plots  {milliseconds(draw)}")
        plot.close()


if __name__ == "__main__":
    main()
