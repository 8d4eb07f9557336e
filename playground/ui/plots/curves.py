"""The curves of a run: raw losses faint, smoothed bold, validation with dots."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from playground.engine.units import from_nats
from playground.ui import theme
from playground.ui.curve import Numbers, columns, extremes, visible
from playground.ui.history import History
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.scales import from_axis, to_axis

DOTS = 400  # more validations than this are drawn without dots


@dataclass(frozen=True)
class Line:
    """Points to draw, in axis coordinates: x (P,), y (P,)."""

    x: Numbers
    y: Numbers


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
    left, right = from_axis(low, options.log_x), from_axis(high, options.log_x)
    first, stop = visible(x, left, right)
    if first >= stop:
        nothing = np.empty(0)
        return Line(nothing, nothing), Line(nothing, nothing)
    edges = np.linspace(low, high, max(2, pixels))
    starts = columns(x, first, stop, 10.0**edges if options.log_x else edges)
    where, raw = extremes(history.loss.values, starts, stop)
    raw_line = Line(to_axis(x[starts], options.log_x)[where], to_unit(raw, history, options))
    if not options.smoothing:
        return raw_line, raw_line
    ends = np.append(starts[1:], stop) - 1  # last point of each column
    smooth = history.loss.smoothed(ends, options.smoothing)
    return raw_line, Line(to_axis(x[ends], options.log_x), to_unit(smooth, history, options))


def validation(history: History, options: PlotOptions) -> Line:
    """Return the line through all evaluations."""
    losses = np.array([e.valid_loss for e in history.evaluations])
    x = history.evaluation_places(options.axis)
    return Line(to_axis(x, options.log_x), to_unit(losses, history, options))


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
        self.restyle(canvas.devicePixelRatioF())

    def restyle(self, ratio: float, *, exact: bool = False) -> None:
        """Take colours and widths from the theme.

        Args:
            ratio: Pixels of the screen per pixel of the window; these pens do not follow it.
            exact: Draw the dots as shapes, for pictures, instead of copying one of them.
        """
        self._ratio = ratio
        self.raw.setPen(_pen("train", ratio, 0.38))
        self.smooth.setPen(_pen("train", ratio * theme.px(2)))
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
        self.smooth.setData(smooth.x, smooth.y)
        valid = validation(history, options)
        self.valid.setData(valid.x, valid.y)
        self.dots.setData(valid.x, valid.y)
        self.dots.setVisible(len(valid.x) <= DOTS)


def _pen(colour: str, width: float, alpha: float = 1.0) -> QPen:
    pen = QPen(theme.colour(colour, alpha), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
