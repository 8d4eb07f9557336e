"""The names of lines stand right of the plot, each at its line, none on another or on a curve."""

import math
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from playground.engine.config import TrainingConfig
from playground.engine.events import Done, Evaluated, Finished, Stepped
from playground.engine.units import NATS, PERPLEXITY
from playground.pictures.shapes import Path, Words
from playground.ui import theme
from playground.ui.history import TIME, History
from playground.ui.loss_plot import GUESSING, LETTERS, LossPlot
from playground.ui.plots import gutter
from playground.ui.plots.painting import width_of

LINES = [(GUESSING, 5.98), (LETTERS, 4.2), ("3-grams", 2.3), ("5-grams", 1.9), ("packed by xz", 2)]


def fallen(steps: int = 100, end: float = 1.9) -> History:
    """A run whose losses end at `end` bits, among the lines."""
    history = History()
    for i in range(1, steps + 1):
        nats = math.log(2) * (end + 4 * math.exp(-i / 8))
        history.add([Stepped(i, nats, 1e-3, 0.5, 100 * i, float(i))])
        if i & (i - 1) == 0 or i % 20 == 0:
            history.add([Evaluated(i, nats, nats + 0.05, (nats + 0.05) / math.log(2), i, True)])
    return history


@pytest.fixture
def plot(qtbot, dressed):
    made = LossPlot("plot")
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.set_lines(LINES, floor=1.6)
    with qtbot.waitExposed(made):
        made.show()
    made.set_history(fallen(), TrainingConfig(steps=120))
    return made


def names(plot: LossPlot) -> list[Words]:
    """The words right of the plot."""
    area = plot.canvas.area
    words = [shape for shape in plot.scene.above() if isinstance(shape, Words)]
    return [word for word in words if word.x > area.right()]


@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("size", [(620, 300), (420, 330), (1300, 700)])
def test_every_line_has_its_name_in_the_gutter(plot, size, scale):
    theme.apply("light", scale)
    plot.resize(*(round(scale * side) for side in size))
    QApplication.processEvents()
    plot.redraw()
    found = names(plot)
    told = [word.text for word in found]
    if size != (420, 330):  # there they are cut
        assert told[:2] == ["train 1.90", "validation 1.97"]
        assert told[2:] == [*(f"{name} {bits:.2f}" for name, bits in LINES), "floor 1.60"]
    assert len(told) == 8
    for word in found:
        assert word.x + width_of(word.text, word.size, bold=word.bold) <= plot.canvas.width()
    for one, other in combinations(found, 2):
        assert abs(one.y - other.y) >= one.size


@pytest.mark.parametrize("options", [{}, {"unit": PERPLEXITY, "axis": TIME}, {"log_x": True}])
def test_no_words_stand_on_a_curve(plot, options):
    plot.set_options(replace(plot.options, **options))
    curves = plot.curves.measured_in_pixels()
    for word in (shape for shape in plot.scene.above() if isinstance(shape, Words)):
        width = width_of(word.text, word.size, bold=word.bold)
        left = word.x - (width / 2 if word.anchor == "middle" else 0)
        for curve in curves:
            for x, y in curve.tolist():
                covered = left < x < left + width and word.y - 0.8 * word.size < y < word.y
                assert not covered, word.text


def test_a_leader_goes_from_each_line_to_its_name(plot):
    area = plot.canvas.area
    leaders = [
        shape.points
        for shape in plot.scene.above()
        if isinstance(shape, Path) and shape.points[0, 0] == area.right() + 1
    ]
    lines = [*plot.levels(), plot.train_value, plot.valid_value]
    heights = [plot.canvas.to_pixels(0.0, value).y() for value in lines]
    assert sorted(points[0, 1] for points in leaders) == pytest.approx(sorted(heights))
    ends = sorted(points[-1, 1] for points in leaders)
    assert [gutter.foot(end, gutter.size()) for end in ends] == pytest.approx(
        sorted(word.y for word in names(plot))
    )


def test_the_plot_ends_where_the_gutter_begins(plot):
    assert plot.canvas.area.right() == pytest.approx(
        plot.canvas.width() - plot.canvas.gutter, abs=2
    )


def test_the_gutter_does_not_tremble_with_the_digits(plot):
    widths = set()
    for i, loss in enumerate((1.11, 1.88, 1.04, 1.91, 1.17), start=101):
        plot.history.add([Evaluated(i, loss, loss, loss / math.log(2), float(i), True)])
        plot.redraw()
        widths.add(plot.canvas.gutter)
    assert len(widths) == 1


def test_on_a_tiny_plot_the_curves_keep_their_names(plot):
    plot.resize(500, 90)
    QApplication.processEvents()
    plot.redraw()
    told = [word.text for word in names(plot)]
    assert {"train 1.90", "validation 1.97"} <= set(told)
    assert len(told) < 8


def test_after_the_end_the_name_tells_what_was_measured_on_the_whole_text(plot):
    plot.history.add([Finished(100, 80, 1.25, 1.25 / math.log(2), 1, 100.0, "budget")])
    plot.redraw()
    assert plot.valid_words == f"validation {1.25 / math.log(2):.2f}"
    check = next(e for e in plot.history.evaluations if e.step == 80)
    assert plot.train_value == pytest.approx(check.train_loss / math.log(2))
    at = plot.canvas.to_pixels(80.0, 1.25 / math.log(2))
    image = plot.canvas.viewport().grab().toImage()
    assert image.pixelColor(at.toPoint()) == theme.colour("surface")  # a ring apart from the curve


def test_a_run_that_was_stopped_is_as_good_as_its_best_check(plot):
    worse = plot.history.evaluations[-1].valid_loss + 0.5
    plot.history.add([Stepped(101, 2.0, 1e-3, 0.5, 10_100, 101.0)])
    plot.history.add([Evaluated(101, 1.0, worse, worse / math.log(2), 101.0, False)])
    plot.set_options(replace(plot.options, unit=NATS))
    assert plot.valid_value == pytest.approx(worse)  # while it goes on: its last check
    plot.history.add([Done("run", "stopped", 101, 101.0, 1, 100, None, None)])
    assert plot.valid_value == pytest.approx(worse - 0.5)
