"""The loss plot: it draws exactly what happened, in every unit, and not too often."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from playground.engine.config import TrainingConfig
from playground.engine.events import Evaluated, Stepped
from playground.engine.units import BITS, NATS, PERPLEXITY
from playground.pictures.shapes import Words
from playground.ui import theme
from playground.ui.history import TIME, TOKENS, History
from playground.ui.loss_plot import GUESSING, LETTERS, LossPlot
from playground.ui.plots.crosshair import read_at, reading_lines
from playground.ui.plots.curves import DOTS
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.painting import width_of

BPC_PER_NAT = 0.5  # the text has about three characters a token


def history_of(losses: list[float], checks: tuple[int, ...] = ()) -> History:
    """A step a second and 100 tokens a step; each of `checks` costs 0.1 nats more."""
    history = History()
    for i, loss in enumerate(losses, start=1):
        history.add([Stepped(i, loss, 0.001 * i, 0.5, 100 * i, float(i))])
        if i in checks:
            valid = loss + 0.1
            history.add([Evaluated(i, loss, valid, valid * BPC_PER_NAT, float(i), True)])
    return history


def noisy(count: int) -> list[float]:
    rng = np.random.default_rng(3)
    return (2 + 2 * np.exp(-np.arange(count) / 60) + rng.normal(0, 0.1, count)).tolist()


@pytest.fixture
def plot(qtbot, dressed):
    made = LossPlot("plot")
    qtbot.addWidget(made)
    made.resize(640, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def drawn(item) -> tuple[list[float], list[float]]:
    x, y = item.getData()
    return ([], []) if x is None else (x.tolist(), y.tolist())


def test_every_step_and_every_check_is_drawn(plot):
    losses = noisy(30)
    plot.set_history(history_of(losses, checks=(5, 10, 30)), TrainingConfig(steps=40))
    x, y = drawn(plot.curves.raw)
    assert x == [float(i) for i in range(1, 31) for _ in range(2)]
    assert y[::2] == pytest.approx([loss * BPC_PER_NAT for loss in losses])
    assert y[1::2] == y[::2]  # a column holds one point: its least is its largest
    x, y = drawn(plot.curves.valid)
    assert x == [5, 10, 30]
    assert y == pytest.approx([(losses[i - 1] + 0.1) * BPC_PER_NAT for i in (5, 10, 30)])
    assert drawn(plot.curves.dots) == (x, y)


def test_the_bold_line_is_the_mean_around_each_step(plot):
    losses = noisy(200)
    plot.set_history(history_of(losses))
    x, y = drawn(plot.curves.smooth)
    share = plot.options.smoothing
    for place, value in zip(x, y, strict=True):
        i = int(place) - 1
        half = int(i * share / 2)
        mean = np.mean(losses[i - half : min(i + half, 199) + 1])
        assert value == pytest.approx(mean / math.log(2))  # nothing was checked yet


def test_without_smoothing_one_line_is_left(plot):
    plot.set_history(history_of(noisy(50)))
    plot.set_options(replace(plot.options, smoothing=0.0))
    assert not plot.curves.raw.isVisible()
    assert drawn(plot.curves.smooth) == drawn(plot.curves.raw)


@pytest.mark.parametrize(
    ("unit", "formula"),
    [
        (BITS, lambda nats: nats * BPC_PER_NAT),
        (NATS, lambda nats: nats),
        (PERPLEXITY, math.exp),
    ],
)
def test_curves_lines_and_values_are_in_the_unit(plot, unit, formula):
    losses = [3.0, 2.5, 2.0]
    plot.set_lines([(GUESSING, 1.6)], floor=0.8)
    plot.set_history(history_of(losses, checks=(3,)))
    plot.set_options(replace(plot.options, unit=unit, smoothing=0.0))
    assert drawn(plot.curves.raw)[1][::2] == pytest.approx([formula(loss) for loss in losses])
    assert plot.train_value == pytest.approx(formula(2.0))
    assert plot.valid_value == pytest.approx(formula(2.1))
    assert plot.levels() == pytest.approx([formula(1.6 / BPC_PER_NAT), formula(0.8 / BPC_PER_NAT)])


def test_lines_are_marked_where_the_checks_pass_them(plot):
    plot.set_lines([(GUESSING, 1.8), (LETTERS, 1.3)], floor=0.1)
    plot.set_history(history_of([3.9, 3.0, 2.9], checks=(1, 2, 3)))  # 0.1 nats above, in 0.5 bits
    assert [(p.line.label, p.seconds) for p in plot.passings] == [(GUESSING, pytest.approx(13 / 9))]
    plot.history.add([Stepped(4, 2.0, 1e-3, 0.5, 400, 4.0)])
    plot.history.add([Evaluated(4, 2.0, 2.1, 2.1 * BPC_PER_NAT, 4.0, True)])
    plot.redraw()
    assert [p.line.label for p in plot.passings] == [GUESSING, LETTERS]
    ring = plot.canvas.to_pixels(13 / 9, 1.8).toPoint()  # on the curve, which it covers
    assert plot.canvas.viewport().grab().toImage().pixelColor(ring) == theme.colour("surface")


def test_the_axis_shows_seconds_or_tokens(plot):
    plot.set_history(history_of(noisy(20), checks=(4,)))
    plot.set_options(replace(plot.options, axis=TOKENS))
    assert drawn(plot.curves.raw)[0][::2] == [100.0 * i for i in range(1, 21)]
    assert drawn(plot.curves.valid)[0] == [400]
    plot.set_options(replace(plot.options, axis=TIME))
    assert drawn(plot.curves.valid)[0] == [4]


def test_logarithmic_axes_show_powers_of_ten(plot):
    losses = noisy(100)
    plot.set_history(history_of(losses))
    plot.set_options(replace(plot.options, unit=NATS, log_x=True, log_y=True))
    x, y = drawn(plot.curves.raw)
    assert x[::2] == pytest.approx([math.log10(i) for i in range(1, 101)])
    assert y[::2] == pytest.approx([math.log10(loss) for loss in losses])
    low, high = plot.canvas.x_range
    assert low == pytest.approx(0)
    assert high == pytest.approx(2)


def test_a_long_run_is_thinned_but_keeps_its_peaks(plot):
    history = History()
    rng = np.random.default_rng(0)
    losses = 2 + rng.normal(0, 0.1, 50_000)
    losses[31_234] = 5.0
    history.add(Stepped(i, x, 1e-3, 1.0, i, i * 0.01) for i, x in enumerate(losses.tolist(), 1))
    plot.set_history(history)
    plot.set_options(replace(plot.options, unit=NATS))
    x, y = drawn(plot.curves.raw)
    assert len(x) <= 2 * (plot.canvas.area.width() + 1)
    assert max(y) == 5.0
    assert x[int(np.argmax(y))] == pytest.approx(31_235, abs=50_000 / plot.canvas.area.width())
    assert min(y) == losses.min()


def test_many_checks_are_thinned_until_one_looks_closely(plot, qtbot):
    history = history_of([2.0] * 2000, checks=tuple(range(1, 2001)))
    history.add([Stepped(2001, 2.0, 1e-3, 1.0, 200_100, 2001.0)])
    history.add([Evaluated(2001, 2.0, 9.0, 4.5, 2001.0, False)])
    plot.set_history(history)
    x, y = drawn(plot.curves.valid)
    assert len(x) <= DOTS + 2
    assert max(y) == pytest.approx(9.0 * BPC_PER_NAT)
    assert drawn(plot.curves.dots) == ([], [])
    plot.canvas.view.setXRange(1000, 1100, padding=0)
    plot.canvas.zoomed.emit()
    qtbot.waitUntil(lambda: len(drawn(plot.curves.dots)[0]) > 0)
    assert drawn(plot.curves.dots)[0] == [float(step) for step in range(999, 1102)]


def test_a_crowd_of_points_is_drawn_thin(plot):
    def width() -> float:
        return plot.curves.smooth.opts["pen"].widthF()

    plot.set_history(history_of(noisy(3000)))
    assert width() == 2
    plot.set_options(replace(plot.options, smoothing=0.0))
    assert width() == 1
    plot.set_history(history_of(noisy(100)))
    assert width() == 2


def test_a_thousand_requests_are_two_redraws(plot, qtbot):
    history = history_of(noisy(10))
    plot.set_history(history)
    before = plot.redraws
    for i in range(11, 1011):
        history.add([Stepped(i, 2.0, 1e-3, 1.0, 100 * i, float(i))])
        plot.refresh()
    assert plot.redraws <= before + 1  # the first one at once
    qtbot.waitUntil(lambda: drawn(plot.curves.raw)[0][-1] == 1010)
    assert plot.redraws <= before + 2


def test_zooming_into_a_slow_curve_is_drawn_at_once(plot):
    plot.set_options(replace(plot.options, axis=TIME))
    plot.set_history(history_of(noisy(10)), TrainingConfig(minutes=60.0))
    plot.refresh()
    before = plot.redraws
    plot.canvas.zoom(0.5)
    assert plot.redraws == before + 1


def test_a_redraw_is_painted_once(plot, qtbot):
    history = history_of(noisy(10))
    plot.set_history(history)
    QApplication.processEvents()
    for i in range(11, 16):  # the axes change every time
        history.add([Stepped(i, 2.0, 1e-3, 1.0, 100 * i, float(i))])
        painted = plot.canvas.paints
        plot.redraw()
        for _ in range(3):
            QApplication.processEvents()
        assert plot.canvas.paints == painted + 1


def test_what_is_hidden_is_not_drawn_until_it_is_seen(plot, qtbot):
    plot.set_history(history_of(noisy(5)))
    plot.hide()
    before = plot.redraws
    plot.set_history(history_of(noisy(9)))
    plot.refresh()
    assert plot.redraws == before
    plot.show()
    assert len(drawn(plot.curves.raw)[0]) == 18


def test_zooming_stops_following_and_a_double_click_shows_all_again(plot, qtbot):
    plot.set_history(history_of(noisy(100)), TrainingConfig(steps=100))
    whole = plot.canvas.x_range
    assert whole == (0, 100)
    middle = plot.canvas.area.center()
    plot.canvas.setFocus()
    wheel(plot, middle, 120)
    qtbot.waitUntil(plot.fit_button.isVisible)
    low, high = plot.canvas.x_range
    assert 0 < low < high < 100
    plot.history.add([Stepped(101, 2.0, 1e-3, 1.0, 1, 101.0)])
    plot.refresh()
    assert plot.canvas.x_range == (low, high)
    QTest.mouseDClick(
        plot.canvas.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        middle.toPoint(),
    )
    assert plot.canvas.x_range == (0, 101)
    assert not plot.fit_button.isVisible()


def test_dragging_moves_what_is_seen(plot, qtbot):
    plot.set_history(history_of(noisy(100)), TrainingConfig(steps=100))
    plot.canvas.zoom(0.5)
    before = plot.canvas.x_range
    area, viewport = plot.canvas.area.center().toPoint(), plot.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=area)
    for distance in (10, 40, 80):
        QTest.mouseMove(viewport, area + QPoint(distance, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=area + QPoint(80, 0))
    qtbot.waitUntil(lambda: plot.canvas.x_range[0] < before[0])
    assert plot.canvas.x_range[1] - plot.canvas.x_range[0] == pytest.approx(before[1] - before[0])


def test_all_can_be_done_by_keys(plot, qtbot):
    plot.set_history(history_of(noisy(100)), TrainingConfig(steps=100))
    plot.canvas.setFocus()
    QTest.keyClick(plot.canvas, Qt.Key.Key_Plus)
    low, high = plot.canvas.x_range
    assert high - low == pytest.approx(80)
    QTest.keyClick(plot.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert plot.canvas.x_range[0] > low
    QTest.keyClick(plot.canvas, Qt.Key.Key_Minus)
    QTest.keyClick(plot.canvas, Qt.Key.Key_Home)
    assert plot.canvas.x_range == (0, 100)
    QTest.keyClick(plot.canvas, Qt.Key.Key_Right)
    assert plot.canvas.pointer is not None


def test_the_crosshair_reads_the_nearest_step_and_check(plot, qtbot):
    losses = noisy(100)
    plot.set_history(history_of(losses, checks=(20, 60)), TrainingConfig(steps=100))
    plot.set_options(replace(plot.options, unit=NATS, smoothing=0.0))
    place = plot.canvas.to_pixels(49.3, 3.0)
    QTest.mouseMove(plot.canvas.viewport(), place.toPoint() + QPoint(9, 9))
    QTest.mouseMove(plot.canvas.viewport(), place.toPoint())
    qtbot.waitUntil(lambda: plot.canvas.pointer is not None)
    x = plot.canvas.to_axes(plot.canvas.pointer).x()
    reading = read_at(plot.history, plot.options, x)
    assert reading is not None
    assert reading.step == round(x)
    assert reading.batches == pytest.approx(losses[reading.step - 1])
    assert reading.checked_step == 60
    assert (reading.train, reading.valid) == pytest.approx((losses[59], losses[59] + 0.1))


def test_the_crosshair_says_it_in_words(dressed):
    history = history_of([3.0, 2.5], checks=(2,))
    options = PlotOptions(unit=NATS, smoothing=0.0)
    reading = read_at(history, options, 1.2)
    assert [words for _, words in reading_lines(reading, options)] == [
        "step 1 · 0:01",
        "batches 3.000",
        "train 2.500 (step 2)",
        "validation 2.600 (step 2)",
    ]
    reading = read_at(history, options, 99.0)
    assert reading_lines(reading, options)[-2:] == [
        ("train", "train 2.500"),
        ("validation", "validation 2.600"),
    ]
    assert read_at(History(), options, 1.0) is None


def test_an_empty_plot_says_what_will_be_seen(plot):
    plot.set_lines([(GUESSING, 6.0), (LETTERS, 4.8)])
    plot.set_history(History(), TrainingConfig(minutes=3.0))
    words = [label for label in plot.canvas.viewport().children() if hasattr(label, "wordWrap")]
    assert any("Here you will see the loss" in label.text() for label in words if label.isVisible())
    plot.set_history(history_of([3.0]))
    assert not any(label.isVisible() for label in words)


@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("size", [(640, 330), (500, 420), (1300, 800)])
def test_the_sentence_of_an_empty_plot_covers_no_line(plot, size, scale):
    theme.apply("light", scale)
    plot.set_lines([(GUESSING, 6.0), (LETTERS, 4.2), ("3-grams", 2.3), ("5-grams", 1.9)], 0.16)
    plot.set_history(History(), TrainingConfig(minutes=3.0))
    plot.resize(*(round(side * scale) for side in size))
    QApplication.processEvents()
    plot.redraw()
    (sentence,) = [one for one in plot.canvas.viewport().children() if hasattr(one, "wordWrap")]
    assert sentence.isVisible()
    box = sentence.geometry()
    assert sentence.heightForWidth(box.width()) <= box.height()
    for level in plot.levels():
        y = plot.canvas.to_pixels(0.0, level).y()
        assert not box.top() <= y <= box.bottom()
    assert plot.canvas.area.contains(QRectF(box))


def test_colours_follow_the_theme(plot, dressed):
    plot.set_history(history_of(noisy(10)))
    light = plot.curves.smooth.opts["pen"].color().name()
    theme.apply("dark")
    assert plot.curves.smooth.opts["pen"].color().name() != light
    assert plot.curves.smooth.opts["pen"].color().name() == theme.colours().train.lower()
    background = plot.canvas.backgroundBrush().color().name()
    assert background == theme.colours().surface.lower()


def test_the_axes_grow_with_the_text(plot, dressed):
    height, width = plot.canvas.x_axis.height(), plot.canvas.y_axis.width()
    theme.apply("light", 1.6)
    QApplication.processEvents()
    assert plot.canvas.x_axis.height() > 1.3 * height
    assert plot.canvas.y_axis.width() > 1.3 * width


def test_small_curves_show_rate_norm_and_speed(plot, qtbot):
    plot.set_history(history_of(noisy(60)))
    assert not plot.small[0].isVisible()
    plot.set_options(replace(plot.options, more=True))
    QApplication.processEvents()
    plot.redraw()
    rate, norm, speed = plot.small
    assert drawn(rate.curve)[1][-1] == pytest.approx(0.06)
    assert set(drawn(norm.curve)[1]) == {0.5}
    assert drawn(speed.curve)[1] == pytest.approx([100.0] * len(drawn(speed.curve)[1]))
    assert speed.value.text() == "100"


def test_the_wheel_scrolls_the_page_unless_zooming_is_meant(qtbot, dressed):
    page, plot = QScrollArea(), LossPlot("plot")
    qtbot.addWidget(page)
    inner, other = QWidget(), QPushButton("other")
    box = QVBoxLayout(inner)
    for widget in (other, plot):
        box.addWidget(widget)
    plot.setFixedSize(500, 400)
    box.addStretch(1)
    inner.setMinimumHeight(1500)
    page.setWidget(inner)
    page.resize(600, 500)
    page.show()
    plot.set_history(history_of(noisy(100)), TrainingConfig(steps=100))
    QApplication.processEvents()
    other.setFocus()
    middle = plot.canvas.area.center()
    scrolled, seen = page.verticalScrollBar().value(), plot.canvas.view.viewRange()
    wheel(plot, middle, -120)
    assert page.verticalScrollBar().value() > scrolled
    assert plot.canvas.view.viewRange() == seen
    scrolled = page.verticalScrollBar().value()
    wheel(plot, middle, 120, Qt.KeyboardModifier.ControlModifier)
    assert page.verticalScrollBar().value() == scrolled
    assert plot.canvas.x_range != tuple(seen[0])
    assert plot.canvas.view.viewRange()[1] == seen[1]  # only to the right and to the left


def test_zooming_and_dragging_never_leave_the_data(plot, qtbot):
    plot.set_lines([(GUESSING, 1.9)])
    plot.set_history(history_of(noisy(100), checks=(1, 50)), TrainingConfig(steps=100))
    plot.canvas.setFocus()
    height = plot.canvas.view.viewRange()[1]
    for turn in (*[120] * 40, *[-120] * 60, *[120] * 7):
        wheel(plot, plot.canvas.area.center() - QPointF(90, 0), turn)
        low, high = plot.canvas.x_range
        assert 0 <= low < high <= 100
        assert high - low >= 5
        assert plot.canvas.view.viewRange()[1] == height
        texts = [text for _, text in plot.canvas.x_axis.ticks(plot.canvas.area.width()) if text]
        assert len(set(texts)) == len(texts)
    plot.canvas.move(-100)
    assert plot.canvas.x_range[0] == 0
    plot.canvas.move(100)
    assert plot.canvas.x_range[1] == 100
    for _ in range(40):
        plot.canvas.zoom(1.25)
    assert plot.canvas.x_range == pytest.approx((0, 100))
    qtbot.waitUntil(lambda: not plot.fit_button.isVisible())


def test_the_small_curves_show_what_the_large_one_shows(plot):
    plot.set_history(history_of(noisy(100)), TrainingConfig(steps=100))
    plot.set_options(replace(plot.options, more=True))
    QApplication.processEvents()
    plot.redraw()
    control = Qt.KeyboardModifier.ControlModifier
    for small in plot.small:
        at = QPointF(small.canvas.viewport().mapTo(plot, small.canvas.area.center().toPoint()))
        QTest.wheelEvent(plot.window().windowHandle(), at, QPoint(0, 120), QPoint(), control)
        QApplication.processEvents()
        assert small.canvas.x_range == plot.canvas.x_range == (0, 100)
        assert small.canvas.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_click_goes_to_a_step_and_a_drag_does_not(plot, qtbot):
    plot.set_history(history_of(noisy(100)), TrainingConfig(steps=100))
    steps = []
    plot.step_wanted.connect(steps.append)
    viewport, left = plot.canvas.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(viewport, left, pos=plot.canvas.to_pixels(40.0, 4.0).toPoint())
    assert len(steps) == 1
    assert steps[0] == pytest.approx(40, abs=1)
    QTest.mousePress(viewport, left, pos=plot.canvas.to_pixels(40.0, 4.0).toPoint())
    QTest.mouseRelease(viewport, left, pos=plot.canvas.to_pixels(60.0, 4.0).toPoint())
    assert len(steps) == 1
    plot.canvas.setFocus()
    plot.canvas.point_at(plot.canvas.to_pixels(70.0, 4.0))
    QTest.keyClick(plot.canvas, Qt.Key.Key_Return)
    assert steps[1] == pytest.approx(70, abs=1)


@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_no_number_of_an_axis_is_cut(plot, scale):
    theme.apply("light", scale)
    for bits in (6.0, 7.004, 3e5):
        plot.set_lines([(GUESSING, bits)])
        plot.set_history(history_of(noisy(30), checks=(3,)), TrainingConfig(steps=30))
        QApplication.processEvents()
        plot.redraw()
        QApplication.processEvents()
        axis = plot.canvas.y_axis
        words = [shape for shape in axis.shapes() if isinstance(shape, Words)]
        assert words
        for word in words:
            assert word.x - width_of(word.text, word.size) >= -1
            assert word.y - word.size >= -0.1 * word.size  # the height of a digit is below its size


def test_the_marker_stands_at_the_step_that_is_looked_at(plot):
    plot.set_history(history_of(noisy(100)), TrainingConfig(steps=100))
    plot.mark_step(40)
    at = plot.canvas.to_pixels(40.0, 0.0).x()
    (stroke, handle) = plot.scene.marker()
    assert stroke.points[:, 0] == pytest.approx([at, at])
    assert handle.x == pytest.approx(at)
    plot.set_options(replace(plot.options, axis=TOKENS))
    assert plot.scene.marker()[1].x == pytest.approx(plot.canvas.to_pixels(4000.0, 0.0).x())
    plot.mark_step(None)
    assert plot.scene.marker() == []


def wheel(
    plot: LossPlot,
    place: QPointF,
    turn: int,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Turn the mouse wheel over the plot."""
    window = plot.window()
    at = QPointF(plot.canvas.viewport().mapTo(window, place.toPoint()))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, turn), QPoint(), keys)
    QApplication.processEvents()
