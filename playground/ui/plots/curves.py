"""The curves of a run: raw losses faint, smoothed bold, validation with dots."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from playground.engine.units import from_nats
from playground.ui import theme
from playground.ui.curve import Numbers, Places, columns, extremes, visible
from playground.ui.history import History
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.scales import from_axis, to_axis

DOTS = 400  # where more validations than this are seen they are thinned, and have no dots
STRIDE = 2  # pixels between two points of the bold line, which costs more than a thin one


@dataclass(frozen=True)
class Line:
    """Points to draw, in axis coordinates: x (P,), y (P,)."""

    x: Numbers
    y: Numbers
    thinned: bool = False  # it has the extremes of what was measured only


def raw_and_smooth(
    history: History, options: PlotOptions, low: float, high: float, pixels: int
) -> tuple[Line, Line]:
    """Return the two lines of the training loss between two places on the x axis.

    Args:
        history: The run.
        options: Unit, axes and smoothing.
        low: Left end of what is visible, in axis coordinates.
        high: Right end.
        pixels: Width of the plot; no more than two points a pixel are returned.
    """
    x = history.place(options.axis)
    starts, stop = drawn_columns(x, options, low, high, pixels)
    if not len(starts):
        nothing = np.empty(0)
        return Line(nothing, nothing), Line(nothing, nothing)
    where, raw = history.loss.extremes(starts, stop)
    thinned = stop - starts[0] > len(starts)
    places = to_axis(x[starts], options.log_x)[where]
    raw_line = Line(places, to_unit(raw, history, options), thinned)
    if not options.smoothing:
        return raw_line, raw_line
    ends = np.append(starts[1:], stop) - 1  # last point of each column
    if thinned:
        ends = ends[(len(ends) - 1) % STRIDE :: STRIDE]  # the last one among them
    smooth = history.loss.smoothed(ends, options.smoothing)
    return raw_line, Line(to_axis(x[ends], options.log_x), to_unit(smooth, history, options))


def validation(history: History, options: PlotOptions, low: float, high: float) -> Line:
    """Return the line through the evaluations that are seen."""
    losses = history.valid_loss.values
    x = history.evaluation_places(options.axis)
    first, stop = visible(x, from_axis(low, options.log_x), from_axis(high, options.log_x))
    thinned = stop - first > DOTS
    if thinned:
        starts, stop = drawn_columns(x, options, low, high, DOTS // 2)
        where, losses = extremes(losses, starts, stop)
        x = x[starts][where]
    else:
        x, losses = x[first:stop], losses[first:stop]
    return Line(to_axis(x, options.log_x), to_unit(losses, history, options), thinned)


def drawn_columns(
    x: Numbers, options: PlotOptions, low: float, high: float, pixels: int
) -> tuple[Places, int]:
    """Return where the columns of pixels begin in ascending `x` (N,), and where the last ends.

    Args:
        x: Place of each point, in its own numbers.
        options: Whether the axis is logarithmic.
        low: Left end of what is visible, in axis coordinates.
        high: Right end.
        pixels: How many columns there may be.
    """
    left, right = from_axis(low, options.log_x), from_axis(high, options.log_x)
    first, stop = visible(x, left, right)
    if first >= stop:
        return np.empty(0, np.intp), stop
    edges = np.linspace(low, high, max(2, pixels))
    return columns(x, first, stop, 10.0**edges if options.log_x else edges), stop


def to_unit(losses: Numbers, history: History, options: PlotOptions) -> Numbers:
    """Return losses in nats per token as places on the y axis."""
    return to_axis(from_nats(losses, options.unit, history.bits_per_nat), options.log_y)


class Curves:
    """The items on a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.raw = pyqtgraph.PlotCurveItem(connect="finite")
        self.smooth = pyqtgraph.PlotCurveItem(connect="finite", antialias=True)
        self.smooth.setSegmentedLineMode("on")  # a wide line in one piece costs eight times more
        self.valid = pyqtgraph.PlotCurveItem(connect="finite", antialias=True)
        self.valid.setSegmentedLineMode("on")
        self.dots = pyqtgraph.ScatterPlotItem(pxMode=True)
        for item in (self.raw, self.valid, self.dots, self.smooth):
            canvas.view.addItem(item)
        self._ratio = 0.0
        self._noisy = False
        self.restyle(canvas.devicePixelRatioF())

    def restyle(self, ratio: float, *, exact: bool = False) -> None:
        """Take colours and widths from the theme.

        Args:
            ratio: Pixels of the screen per pixel of the window; these pens do not follow it.
            exact: Draw the dots as shapes, for pictures, instead of copying one of them.
        """
        self._ratio = ratio
        self.raw.setPen(_pen("train", ratio, 0.38))
        self.smooth.setPen(_pen("train", ratio * (1 if self._noisy else theme.px(2))))
        self.smooth.opts["antialias"] = not self._noisy
        self.valid.setPen(_pen("validation", ratio * theme.px(2)))
        self.dots.opts["useCache"] = not exact
        self.dots.setPen(None)
        self.dots.setBrush(theme.colour("validation"))
        self.dots.setSize(theme.px(7))

    def draw(self, history: History, options: PlotOptions) -> None:
        """Show a run as it is now."""
        if self._canvas.devicePixelRatioF() != self._ratio:  # the window is on another screen
            self.restyle(self._canvas.devicePixelRatioF())
        low, high = self._canvas.x_range
        pixels = max(2, int(self._canvas.area.width()))
        raw, smooth = raw_and_smooth(history, options, low, high, pixels)
        self.raw.setData(raw.x, raw.y)
        self.raw.setVisible(options.smoothing > 0)
        self._take_smooth_pen(noisy=smooth.thinned)
        self.smooth.setData(smooth.x, smooth.y)
        valid = validation(history, options, low, high)
        self.valid.setData(valid.x, valid.y)
        if valid.thinned:
            self.dots.clear()
        else:
            self.dots.setData(valid.x, valid.y)

    def _take_smooth_pen(self, *, noisy: bool) -> None:
        """Draw the line thin if it fills the plot with its noise, as it may without smoothing."""
        if noisy != self._noisy:
            self._noisy = noisy
            self.restyle(self._ratio)


def _pen(colour: str, width: float, alpha: float = 1.0) -> QPen:
    pen = QPen(theme.colour(colour, alpha), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
