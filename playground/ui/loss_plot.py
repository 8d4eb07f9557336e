"""The loss of a run while it learns, against what guessing and counting would cost."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.engine.config import TrainingConfig
from playground.engine.lines import Line, Passing, passings
from playground.engine.scores import Score, score
from playground.engine.units import UNITS, from_bits, from_nats
from playground.text import mark
from playground.ui.card import label
from playground.ui.history import TIME, History
from playground.ui.language import Translated, together, tr
from playground.ui.plots import crosshair, placeholder
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.curves import Curves
from playground.ui.plots.extent import nearly_lowest, planned, rest, x_extent, y_extent
from playground.ui.plots.gutter import needed
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.painting import paint
from playground.ui.plots.rules import Rule
from playground.ui.plots.scales import from_axis, to_axis, write_count, write_plain, write_time
from playground.ui.plots.scene import Scene
from playground.ui.plots.small import SMALL, SmallPlot
from playground.ui.theme import Themed
from playground.ui.throttle import GROWTH, Throttle

FLOOR = mark("floor")
GUESSING = mark("guessing")
LETTERS = mark("letter counts")
CLOSEST_LOG = 0.02  # powers of ten that are seen at least
FEW_STEPS = 10  # that are seen at least
SUMMARY = 2000  # points that the height of the plot is found from
EXPLANATION = mark(
    "Here you will see the loss: how many yes-or-no questions each character still "
    "costs the model. It begins near guessing, often a little above, and falls."
)


class LossPlot(Translated, Themed, QWidget):
    """Shows one `History`; call `refresh` when events were added to it."""

    drawn = Signal()
    menu_wanted = Signal(QPointF)  # global position of a right click
    step_wanted = Signal(int)  # the step at which a person clicked

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = PlotOptions()
        self.history = History()
        self.rules: tuple[Rule, ...] = ()
        self.passings: list[Passing] = []  # when the validation curve passed the rules
        self.redraws = 0
        self._over = False
        self._marked: int | None = None
        self._budget: TrainingConfig | None = None
        self._follows = True  # until a person zooms
        self._instead = EXPLANATION  # what is said while there is no curve
        self.canvas = Canvas()
        self.canvas.setObjectName(name)
        self.canvas.below.append(self._paint_lines)
        self.canvas.above += [self._paint_names, self._paint_crosshair]
        self.curves = Curves(self.canvas)
        self._empty = label("hint", wrap=True)  # covers the lines behind it
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._empty.setParent(self.canvas.viewport())
        self.fit_button = QPushButton(self.canvas.viewport())
        self.fit_button.setObjectName(f"{name}.fit")
        self.fit_button.setProperty("role", "small")
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

    def set_history(
        self, history: History, budget: TrainingConfig | None = None, *, over: bool = False
    ) -> None:
        """Show another run.

        Args:
            history: What happened in it.
            budget: How long it is meant to train.
            over: Whether it is not in training: then its score is that of its best model.
        """
        self.history, self._budget, self._over = history, budget, over
        self.fit()

    def mark_step(self, step: int | None) -> None:
        """Show where in the curve a step is, which is looked at elsewhere."""
        if step != self._marked:
            self._marked = step
            self.canvas.viewport().update()

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
    def score(self) -> Score | None:
        """How good the run is, as it is told everywhere."""
        history = self.history
        over = self._over or history.done is not None
        return score(history.evaluations, history.finished, over=over)

    @property
    def scene(self) -> Scene:
        """What is shown besides the curves, as it is now."""
        marked = None
        if self._marked is not None:
            marked = self.history.place_of(self._marked, self.options.axis)
        return Scene(
            self.canvas,
            self.history,
            self.options,
            self.rules,
            self.passings,
            self.score,
            self.curves.measured_in_pixels(),
            marked,
        )

    @property
    def train_value(self) -> float | None:
        """The loss on training text as it was measured last, in the unit that is shown."""
        return self.scene.train_value

    @property
    def valid_value(self) -> float | None:
        """The loss on validation text as it was measured last, in the unit that is shown."""
        return self.scene.valid_value

    @property
    def unit_title(self) -> str:
        """The unit in words."""
        return tr(UNITS[self.options.unit].title)

    @property
    def train_words(self) -> str:
        """The training curve's name and value."""
        return self.scene.train_words

    @property
    def valid_words(self) -> str:
        """The validation curve's name and value."""
        return self.scene.valid_words

    def levels(self) -> list[float]:
        """Return the rules in the unit that is shown."""
        per_nat = self.history.bits_per_nat
        return [from_bits(rule.bits, self.options.unit, per_nat) for rule in self.rules]

    def _heights(self) -> list[float]:
        """Return where the rules are on the y axis."""
        return [float(place) for place in to_axis(np.array(self.levels()), self.options.log_y)]

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
        self._show_numbers()
        self._make_room()
        self._show_all()
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
        losses = np.concatenate((history.valid_loss.values, history.train_loss.values))
        checks = from_nats(losses, options.unit, history.bits_per_nat)
        x = x_extent(history, options.axis, self._budget)
        y = y_extent(curve, checks, self.levels(), options.log_y)
        left, right = to_axis(np.array([x.low if options.log_x else 0.0, x.high]), options.log_x)
        bottom, top = to_axis(np.array([y.low, y.high]), options.log_y)
        if right <= left:
            right = left + 1.0
        self.canvas.set_bounds(left, right, CLOSEST_LOG if options.log_x else self._closest())
        if not self._follows:
            left, right = self.canvas.x_range
        self.canvas.show_range(QPointF(left, bottom), QPointF(right, top))
        self.canvas.y_axis.make_room()

    def _closest(self) -> float:
        """Return the smallest part of the x axis that is worth a look: a few steps."""
        steps, places = len(self.history), self.history.place(self.options.axis)
        apart = float(places[-1] - places[0]) / (steps - 1) if steps > 1 else 1.0
        return max(FEW_STEPS * apart, 1e-3)

    def _make_room(self) -> None:
        """Give the names right of the plot the room that they need."""
        canvas, scene = self.canvas, self.scene
        canvas.set_gutter(needed(scene.texts(), canvas.width(), canvas.gutter))
        told = (words for words in (scene.train_words, scene.valid_words) if words)
        self.canvas.setAccessibleDescription(together(told))

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
        canvas.x_axis.refresh()
        canvas.y_axis.refresh()

    def _paint_lines(self, painter: QPainter, area: QRectF) -> None:
        paint(painter, self.scene.below())

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        scene = self.scene
        paint(painter, [*scene.above(), *scene.marker()])

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
        self.canvas.picked.connect(self._pick)
        self.canvas.fit_wanted.connect(self.fit)
        self.canvas.menu_wanted.connect(self.menu_wanted)
        self.fit_button.clicked.connect(self.fit)

    def _zoomed(self) -> None:
        self._follows = self.canvas.sees_all
        self._throttle.request()

    def _pick(self, place: float) -> None:
        options = self.options
        reading = crosshair.read_at(self.history, options, from_axis(place, options.log_x))
        if reading is not None:
            self.step_wanted.emit(reading.step)

    def _place_overlays(self) -> None:
        area = self.canvas.area.toRect()
        lines = [self.canvas.to_pixels(0.0, height).y() for height in self._heights()]
        box = placeholder.place(area, lines, self._empty.heightForWidth)
        self._empty.setGeometry(box)
        self._empty.setVisible(not len(self.history) and not box.isEmpty())
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
