"""The loss of a run while it learns, against what guessing and counting would cost."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.engine.config import TrainingConfig
from playground.engine.lines import Line, Passing, passings
from playground.engine.units import UNITS, from_bits, from_nats
from playground.text import mark
from playground.ui import theme
from playground.ui.card import label
from playground.ui.history import TIME, History
from playground.ui.language import Translated, tr
from playground.ui.plots import crosshair
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.curves import Curves
from playground.ui.plots.extent import nearly_lowest, planned, rest, x_extent, y_extent
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.passings import Mark, draw_passings, place, words
from playground.ui.plots.rules import DrawnRule, Rule, draw_labels, draw_lines
from playground.ui.plots.scales import to_axis, write_count, write_plain, write_time
from playground.ui.plots.small import SMALL, SmallPlot
from playground.ui.theme import Themed
from playground.ui.throttle import GROWTH, Throttle

FLOOR = mark("floor")
GUESSING = mark("guessing")
LETTERS = mark("letter counts")
SUMMARY = 2000  # points that the height of the plot is found from
EXPLANATION = mark(
    "Here you will see the loss: how many yes-or-no questions each character still "
    "costs the model. It begins at guessing and falls as the model learns."
)


class LossPlot(Translated, Themed, QWidget):
    """Shows one `History`; call `refresh` when events were added to it."""

    drawn = Signal()
    menu_wanted = Signal(QPointF)  # global position of a right click

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = PlotOptions()
        self.history = History()
        self.rules: tuple[Rule, ...] = ()
        self.passings: list[Passing] = []  # when the validation curve passed the rules
        self.redraws = 0
        self._seen: list[DrawnRule] = []  # painted below the curves, and named above them
        self._budget: TrainingConfig | None = None
        self._follows = True  # until a person zooms
        self._instead = EXPLANATION  # what is said while there is no curve
        self.canvas = Canvas()
        self.canvas.setObjectName(name)
        self.canvas.below.append(self._paint_lines)
        self.canvas.above += [self._paint_labels, self._paint_crosshair]
        self.curves = Curves(self.canvas)
        self._empty = label("hint", wrap=True)  # covers the lines behind it
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._empty.setParent(self.canvas.viewport())
        self.fit_button = QPushButton(self.canvas.viewport())
        self.fit_button.setObjectName(f"{name}.fit")
        self.fit_button.setProperty("role", "link")
        self.fit_button.hide()
        self.small = [SmallPlot(small, title, measure) for small, title, measure in SMALL]
        self._more = QWidget()
        self._lay_out()
        self._throttle = Throttle(self)  # of what a person does
        self._growth = Throttle(self, GROWTH)  # of what the run does
        self._connect()
        self.retranslate()
        self._dress_axes()

    # What is shown

    def set_history(self, history: History, budget: TrainingConfig | None = None) -> None:
        """Show another run; `budget` is how long it is meant to train."""
        self.history, self._budget = history, budget
        self.fit()

    def say_instead(self, sentence: str = EXPLANATION) -> None:
        """Choose the marked sentence that is shown while there is no curve."""
        self._instead = sentence
        self._empty.setText(tr(sentence))

    def set_budget(self, budget: TrainingConfig | None) -> None:
        """Let the x axis end where a training with this budget would."""
        if budget != self._budget:
            self._budget = budget
            self.refresh()

    def set_lines(self, lines: list[tuple[str, float]], floor: float | None = None) -> None:
        """Draw dashed lines at levels in bits per character.

        Args:
            lines: Marked name and level, highest first.
            floor: What no model can pass, where that is known.
        """
        rules = [Rule(name, bits) for name, bits in lines]
        if floor is not None:
            rules.append(Rule(FLOOR, floor, "floor"))
        if tuple(rules) != self.rules:
            self.rules = tuple(rules)
            self.refresh()

    def set_options(self, options: PlotOptions) -> None:
        """Show other units or axes, or smooth more or less."""
        before, self.options = self.options, options
        if replace(options, smoothing=0, more=False) != replace(before, smoothing=0, more=False):
            self._follows = True
        self._more.setVisible(options.more)
        self._dress_axes()
        self.redraw()

    def refresh(self) -> None:
        """Draw what is new, as often as is worth it."""
        self._growth.request()

    @property
    def settled(self) -> bool:
        """Whether everything that is known is drawn."""
        return not (self._throttle.waiting or self._growth.waiting)

    def fit(self) -> None:
        """Show everything again."""
        self._follows = True
        self.redraw()

    # What it says

    @property
    def train_value(self) -> float | None:
        """The smoothed training loss at the last step, in the unit that is shown."""
        if not len(self.history):
            return None
        last = np.array([len(self.history) - 1])
        loss = float(self.history.loss.smoothed(last, self.options.smoothing)[0])
        return from_nats(loss, self.options.unit, self.history.bits_per_nat)

    @property
    def valid_value(self) -> float | None:
        """The validation loss measured last, in the unit that is shown."""
        if not self.history.evaluations:
            return None
        loss = self.history.evaluations[-1].valid_loss
        return from_nats(loss, self.options.unit, self.history.bits_per_nat)

    @property
    def unit_title(self) -> str:
        """The unit in words."""
        return tr(UNITS[self.options.unit].title)

    @property
    def train_words(self) -> str:
        """The training curve's name and last value."""
        value = self.train_value
        return tr("train") if value is None else tr("train {loss}", loss=f"{value:.2f}")

    @property
    def valid_words(self) -> str:
        """The validation curve's name and last value."""
        value = self.valid_value
        return tr("validation") if value is None else tr("validation {loss}", loss=f"{value:.2f}")

    def levels(self) -> list[float]:
        """Return the rules in the unit that is shown."""
        per_nat = self.history.bits_per_nat
        return [from_bits(rule.bits, self.options.unit, per_nat) for rule in self.rules]

    def retranslate(self) -> None:
        """Write the words."""
        self._empty.setText(tr(self._instead))
        self.fit_button.setText(tr("show all"))
        self.fit_button.setAccessibleName(tr("Show all"))
        self.fit_button.setToolTip(tr("Show the whole curve again (Home, or a double click)"))
        self.canvas.setAccessibleName(tr("Loss curve"))
        self.canvas.viewport().update()

    def restyle(self) -> None:
        """Take colours and sizes from the theme."""
        self.curves.restyle(self.canvas.devicePixelRatioF())
        self.redraw()

    # Drawing

    def redraw(self) -> None:
        """Draw now."""
        if not self.isVisible():
            return  # `showEvent` will
        self.redraws += 1
        if self._follows:
            self._show_all()
        self._show_numbers()
        self.curves.draw(self.history, self.options)
        lines = [Line(rule.label, rule.bits) for rule in self.rules if rule.colour == "rule"]
        self.passings = passings(self.history.evaluations, lines)
        self._place_overlays()
        self.fit_button.setVisible(not self._follows)
        if self.options.more:
            low, high = self.canvas.x_range
            for plot in self.small:
                plot.draw(self.history, self.options, low, high)
        self.canvas.viewport().update()
        low, high = self.canvas.x_range
        if not self.options.log_x:
            span = (high - low) / max(1.0, self.canvas.area.width())
            self._growth.rest = rest(self.history, self.options.axis, span)
        self.drawn.emit()

    def _show_all(self) -> None:
        options, history = self.options, self.history
        stride = max(1, len(history) // SUMMARY)
        places = np.arange(0, len(history), stride, dtype=np.intp)
        smooth = history.loss.smoothed(places, options.smoothing) if len(places) else np.empty(0)
        if len(places):  # nearly all of the noise below the curve is seen, too
            raw = history.loss.values[places]
            smooth = np.append(smooth, nearly_lowest(raw))
        curve = from_nats(smooth, options.unit, history.bits_per_nat)
        checks = from_nats(history.valid_loss.values, options.unit, history.bits_per_nat)
        x = x_extent(history, options.axis, self._budget)
        y = y_extent(curve, checks, self.levels(), options.log_y)
        left, right = to_axis(np.array([x.low if options.log_x else 0.0, x.high]), options.log_x)
        bottom, top = to_axis(np.array([y.low, y.high]), options.log_y)
        if right <= left:
            right = left + 1.0
        self.canvas.show_range(QPointF(left, bottom), QPointF(right, top))

    def _show_numbers(self) -> None:
        """Leave an axis empty of which nothing is known yet."""
        begun, budget = bool(len(self.history)), self._budget
        known = budget is not None and planned(self.options.axis, budget) is not None
        self.canvas.x_axis.numbered = begun or known
        self.canvas.y_axis.numbered = begun or bool(self.rules)

    def _dress_axes(self) -> None:
        options, canvas = self.options, self.canvas
        canvas.x_axis.log, canvas.y_axis.log = options.log_x, options.log_y
        canvas.x_axis.in_time = options.axis == TIME and not options.log_x
        canvas.x_axis.write = write_time if options.axis == TIME else write_count
        canvas.y_axis.write = write_plain
        lowest, highest = (-4.0, 15.0) if options.log_x else (0.0, 1e15)
        canvas.view.setLimits(xMin=lowest, xMax=highest, minXRange=1e-3, minYRange=1e-4)
        canvas.x_axis.refresh()
        canvas.y_axis.refresh()

    def _drawn_rules(self) -> list[DrawnRule]:
        found = []
        for rule, level in zip(self.rules, self.levels(), strict=True):
            place = float(to_axis(np.array([level]), self.options.log_y)[0])
            text = tr("{line}  {value}", line=tr(rule.label), value=f"{level:.2f}")
            found.append(DrawnRule(self.canvas.to_pixels(0.0, place).y(), text, rule.colour))
        return found

    def _paint_lines(self, painter: QPainter, area: QRectF) -> None:
        self._seen = self._drawn_rules()
        draw_lines(painter, self._seen, area)

    def _drawn_marks(self) -> list[Mark]:
        found = []
        history, options = self.history, self.options
        for passed in self.passings:
            level = from_bits(passed.line.bits, options.unit, history.bits_per_nat)
            at = self.canvas.to_pixels(*place(history, options, passed, level))
            found.append(Mark(at, words(passed.seconds)))
        return found

    def _paint_labels(self, painter: QPainter, area: QRectF) -> None:
        labels = draw_labels(painter, self._seen, area)
        draw_passings(painter, self._drawn_marks(), area, labels)

    def _paint_crosshair(self, painter: QPainter, area: QRectF) -> None:
        crosshair.draw(painter, area, self.canvas, self.history, self.options)

    # Inside

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._more)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(16)
        for plot in self.small:
            row.addWidget(plot, 1)
        self._more.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.canvas, 1)
        box.addWidget(self._more)

    def _connect(self) -> None:
        self._throttle.due.connect(self.redraw)
        self._growth.due.connect(self.redraw)
        self.canvas.zoomed.connect(self._zoomed)
        self.canvas.fit_wanted.connect(self.fit)
        self.canvas.menu_wanted.connect(self.menu_wanted)
        self.fit_button.clicked.connect(self.fit)

    def _zoomed(self) -> None:
        self._follows = False
        self._throttle.request()

    def _place_overlays(self) -> None:
        area = self.canvas.area.toRect()
        margin = theme.px(24)
        width = max(1, min(theme.px(330), area.width() - 2 * margin))
        height = max(1, self._empty.heightForWidth(width))
        left = area.center().x() - width // 2
        top = area.bottom() - area.height() // 6 - height // 2  # below the lines, mostly
        self._empty.setGeometry(left, top, width, height)
        self._empty.setVisible(not len(self.history) and height < area.height() / 3)
        self.fit_button.adjustSize()
        self.fit_button.move(area.right() - self.fit_button.width() - 4, area.top() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the curves to the new width."""
        super().resizeEvent(event)
        self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while it was hidden."""
        super().showEvent(event)
        self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Place what floats again when words or sizes have changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._place_overlays()
