"""Small plots below the loss: learning rate, gradient norm, speed."""

from collections.abc import Callable

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.text import mark
from playground.ui import theme
from playground.ui.card import label
from playground.ui.curve import PeakColumn
from playground.ui.history import TIME, History
from playground.ui.language import Translated, tr
from playground.ui.numbers import compact, digits
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.curves import Line, drawn_columns
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.scales import to_axis, write_count, write_time
from playground.ui.theme import Themed

HEIGHT = 104
Measure = Callable[[History, PlotOptions, float, float, int], Line]


def thinned(
    values: PeakColumn, history: History, options: PlotOptions, low: float, high: float, pixels: int
) -> Line:
    """Return the line of `values` (N,), one a step, between two places on the x axis."""
    x = history.place(options.axis)
    starts, stop = drawn_columns(x, options, low, high, pixels // 2)
    if not len(starts):
        return Line(np.empty(0), np.empty(0))
    where, y = values.extremes(starts, stop)
    return Line(to_axis(x[starts], options.log_x)[where], y)


def learning_rate(
    history: History, options: PlotOptions, low: float, high: float, pixels: int
) -> Line:
    """Return the learning rate of each step."""
    return thinned(history.learning_rate, history, options, low, high, pixels)


def grad_norm(history: History, options: PlotOptions, low: float, high: float, pixels: int) -> Line:
    """Return the length of the gradient at each step, before clipping."""
    return thinned(history.grad_norm, history, options, low, high, pixels)


def speed(history: History, options: PlotOptions, low: float, high: float, pixels: int) -> Line:
    """Return tokens a second over stretches of a few pixels."""
    x = history.place(options.axis)
    starts, _ = drawn_columns(x, options, low, high, pixels // 8)
    if len(starts) < 2:
        return Line(np.empty(0), np.empty(0))
    seconds = np.diff(history.seconds.values[starts])
    tokens = np.diff(history.tokens.values[starts])
    known = seconds > 0
    middle = to_axis(x[starts[1:]], options.log_x)
    return Line(middle[known], tokens[known] / seconds[known])


class SmallPlot(Translated, Themed, QWidget):
    """One curve with its name and its last value."""

    def __init__(
        self, name: str, title: str, measure: Measure, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = title
        self._measure = measure
        self._caption = label("muted")
        self.value = label("muted")
        self.canvas = Canvas()
        self.canvas.y_axis.write = lambda value, step: compact(value) if value else "0"
        self.canvas.view.setMouseEnabled(False, False)
        self.canvas.fixed = True
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.curve = pyqtgraph.PlotCurveItem(connect="finite")
        self.canvas.view.addItem(self.curve)
        head = QHBoxLayout()
        head.addWidget(self._caption, 1)
        head.addWidget(self.value)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(head)
        box.addWidget(self.canvas)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """Take colours and sizes from the theme."""
        pen = QPen(theme.colour("train"), 1)
        pen.setCosmetic(True)
        self.curve.setPen(pen)
        self.canvas.setFixedHeight(theme.px(HEIGHT))

    def retranslate(self) -> None:
        """Write the title."""
        self._caption.setText(tr(self._title))
        self.canvas.setAccessibleName(tr(self._title))

    def draw(self, history: History, options: PlotOptions, low: float, high: float) -> None:
        """Show what lies between two places on the x axis of the large plot."""
        axis = self.canvas.x_axis
        axis.log, axis.in_time = options.log_x, options.axis == TIME and not options.log_x
        axis.write = write_time if options.axis == TIME else write_count
        pixels = max(2, int(self.canvas.area.width()))
        line = self._measure(history, options, low, high, pixels)
        self.curve.setData(line.x, line.y)
        finite = line.y[np.isfinite(line.y)]
        top = float(finite.max()) * 1.1 if len(finite) and finite.max() > 0 else 1.0
        self.canvas.show_range(QPointF(low, 0.0), QPointF(high, top))
        last = float(finite[-1]) if len(finite) else None
        self.value.setText("" if last is None else compact(last) if last >= 100 else digits(last))
        axis.refresh()


SMALL: tuple[tuple[str, str, Measure], ...] = (
    ("train.plot.learning_rate", mark("learning rate"), learning_rate),
    ("train.plot.grad_norm", mark("gradient norm"), grad_norm),
    ("train.plot.speed", mark("tokens per second"), speed),
)
