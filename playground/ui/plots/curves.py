"""The curves of a run: the losses of batches pale, those that the checks measured bold."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from playground.engine.units import PERPLEXITY, from_nats
from playground.pictures.shapes import Dot, Path, Points, Shape, clipped
from playground.ui import theme
from playground.ui.curve import Numbers, Places, columns, extremes, visible
from playground.ui.history import History
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.scales import SMALLEST, from_axis, to_axis

DOTS = 400  # where more validations than this are seen they are thinned, and have no dots
BENDS, MOST_BENDS = 16, 64  # straight pieces per nat of a bent line, and in all of the width
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
    """Return the validation losses of the checks that are seen."""
    return checks(history, history.valid_loss.values, options, low, high)


def measured(history: History, options: PlotOptions, low: float, high: float) -> Line:
    """Return the losses on training text of the checks that are seen."""
    return checks(history, history.train_loss.values, options, low, high)


def checks(
    history: History, losses: Numbers, options: PlotOptions, low: float, high: float
) -> Line:
    """Return points for the `losses` (E,) of the checks that are seen, in axis coordinates."""
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


def bent(line: Line, options: PlotOptions, low: float, high: float) -> Line:
    """Return a line (P,) through the points of `line` that is straight in bits.

    In perplexity, and on logarithmic axes, such a line is bent: without that a curve would
    seem to pass a level at another moment in each unit.

    Args:
        line: Points in axis coordinates.
        options: Unit and axes.
        low: Left end of what is visible.
        high: Right end.
    """
    curved = options.unit == PERPLEXITY
    if line.thinned or len(line.x) < 2 or not (curved or options.log_x or options.log_y):
        return line
    places = 10.0**line.x if options.log_x else line.x
    losses = 10.0**line.y if options.log_y else line.y
    straight = np.log(np.maximum(losses, SMALLEST)) if curved else losses
    across = np.abs(np.diff(line.x)) / max(high - low, SMALLEST) * MOST_BENDS
    along = np.abs(np.diff(straight)) * BENDS
    parts = np.clip(np.nan_to_num(np.maximum(across, along)), 1, MOST_BENDS).astype(np.intp)
    ends = np.cumsum(parts)
    at = np.interp(np.arange(ends[-1] + 1), np.append(0, ends), np.arange(len(line.x)))
    numbers = np.arange(len(line.x))
    x, y = np.interp(at, numbers, places), np.interp(at, numbers, straight)
    return Line(to_axis(x, options.log_x), to_axis(np.exp(y) if curved else y, options.log_y))


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


@dataclass(frozen=True)
class Stroke:
    """How one line is drawn; widths in designed pixels."""

    colour: str  # name in Colours
    width: float
    opacity: float = 1.0
    dot: float = 0.0  # radius of the dot on each point


STROKES = {
    "raw": Stroke("train", 1, 0.3),  # of each batch
    "smooth": Stroke("train", 2, 0.42),  # their mean
    "train": Stroke("train", 2, dot=2.5),  # measured in the checks, as the next one
    "valid": Stroke("validation", 2, dot=3.5),
}


class Curves:
    """The items on a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.raw = pyqtgraph.PlotCurveItem(connect="finite")
        self.smooth = pyqtgraph.PlotCurveItem(connect="finite", antialias=True)
        self.train = pyqtgraph.PlotCurveItem(connect="finite", antialias=True)
        self.valid = pyqtgraph.PlotCurveItem(connect="finite", antialias=True)
        for wide in (self.smooth, self.train, self.valid):
            wide.setSegmentedLineMode("on")  # a wide line in one piece costs eight times more
        self.train_dots = pyqtgraph.ScatterPlotItem(pxMode=True)
        self.dots = pyqtgraph.ScatterPlotItem(pxMode=True)
        for item in (self.raw, self.smooth, self.train, self.train_dots, self.valid, self.dots):
            canvas.view.addItem(item)
        self._ratio = 0.0
        self._noisy = False
        self.restyle(canvas.devicePixelRatioF())

    def restyle(self, ratio: float) -> None:
        """Take colours and widths from the theme.

        Args:
            ratio: Pixels of the screen per pixel of the window; these pens do not follow it.
        """
        self._ratio = ratio
        for name, item in self._items():
            stroke = STROKES[name]
            item.setPen(_pen(stroke.colour, ratio * self._width(name), stroke.opacity))
        self.smooth.opts["antialias"] = not self._noisy
        for name, dots in (("train", self.train_dots), ("valid", self.dots)):
            dots.setPen(None)
            dots.setBrush(theme.colour(STROKES[name].colour))
            dots.setSize(2 * theme.scale() * STROKES[name].dot)

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
        for curve, dots, find in (
            (self.train, self.train_dots, measured),
            (self.valid, self.dots, validation),
        ):
            line = find(history, options, low, high)
            through = bent(line, options, low, high)
            curve.setData(through.x, through.y)
            if line.thinned:
                dots.clear()
            else:
                dots.setData(line.x, line.y)

    def shapes(self) -> list[Shape]:
        """Return what is drawn as lines and dots in pixels, cut at the edges of the plot."""
        area, found = self._canvas.area, list[Shape]()
        edges = (area.left(), area.top(), area.right(), area.bottom())
        for name, item in self._items():
            stroke = STROKES[name]
            colour = getattr(theme.colours(), stroke.colour)
            if item.isVisible():
                path = clipped(self._pixels(item), *edges)
                found.append(Path(path, colour, self._width(name), stroke.opacity))
            dots = {"train": self.train_dots, "valid": self.dots}.get(name)
            if dots is not None:
                radius = theme.scale() * stroke.dot
                for x, y in self._pixels(dots).tolist():
                    if area.contains(x, y):
                        found.append(Dot(x, y, radius, colour))
        return found

    def measured_in_pixels(self) -> list[Points]:
        """Return the points (N, 2) of the curves that were measured, without what is no number."""
        found = [self._pixels(item) for item in (self.train, self.valid)]
        return [points[np.isfinite(points).all(axis=1)] for points in found]

    def _items(self) -> tuple[tuple[str, pyqtgraph.PlotCurveItem], ...]:
        return (
            ("raw", self.raw),
            ("smooth", self.smooth),
            ("train", self.train),
            ("valid", self.valid),
        )

    def _width(self, name: str) -> float:
        """Return the width of a line in pixels of the window."""
        thin = name == "raw" or (name == "smooth" and self._noisy)
        return 1.0 if thin else float(theme.px(STROKES[name].width))

    def _pixels(self, item: pyqtgraph.PlotCurveItem | pyqtgraph.ScatterPlotItem) -> Points:
        """Return the points (N, 2) of an item in pixels of the canvas."""
        x, y = item.getData()
        if x is None:
            return np.empty((0, 2))
        zero, one = self._canvas.to_pixels(0.0, 0.0), self._canvas.to_pixels(1.0, 1.0)
        across = zero.x() + x * (one.x() - zero.x())
        return np.stack((across, zero.y() + y * (one.y() - zero.y())), axis=1)

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
