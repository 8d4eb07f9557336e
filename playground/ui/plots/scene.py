"""What is drawn besides the curves, in pixels: lines, rings, names in the gutter, a marker."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF

from playground.engine.lines import Passing
from playground.engine.scores import Score
from playground.engine.units import from_bits, from_nats
from playground.pictures.shapes import Dot, Path, Points, Shape, line
from playground.ui import theme
from playground.ui.history import History
from playground.ui.language import tr
from playground.ui.plots import gutter, passings, rules
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.gutter import Name
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.passings import Mark
from playground.ui.plots.rules import DrawnRule, Rule
from playground.ui.plots.scales import to_axis


@dataclass(frozen=True)
class Scene:
    """One run in one way to show it."""

    canvas: Canvas
    history: History
    options: PlotOptions
    rules: tuple[Rule, ...]
    passings: Sequence[Passing]
    score: Score | None
    curves: Sequence[Points] = ()  # of the checks, in pixels
    marked: float | None = None  # place on the x axis that the time machine stands at

    def below(self) -> list[Shape]:
        """Return what lies below the curves."""
        return [*rules.lines(self._drawn_rules(), self.canvas.area)]

    def above(self) -> list[Shape]:
        """Return what lies above them."""
        area = self.canvas.area
        marks = [self._mark(passed) for passed in self.passings]
        names = [*self._curve_names(), *rules.names(self._drawn_rules(), area)]
        return [
            *passings.shapes(marks, area, self.curves),
            *gutter.shapes(names, area, self.canvas.gutter),
        ]

    def marker(self) -> list[Shape]:
        """Return the line of the time machine."""
        if self.marked is None:
            return []
        area, colours = self.canvas.area, theme.colours()
        x = self._pixel(self.marked, 1.0).x()
        if not area.left() <= x <= area.right():
            return []
        course = line((x, area.top()), (x, area.bottom()))
        handle = Dot(x, area.bottom(), theme.px(5), colours.surface, colours.accent, theme.px(2))
        return [Path(course, colours.accent, theme.px(2), 0.7), handle]

    def texts(self) -> list[str]:
        """Return all names that may stand in the gutter, seen or not."""
        names = [words for words in (self.train_words, self.valid_words) if words]
        return [*names, *(self._rule_words(rule, level) for rule, level in self._levels())]

    @property
    def train_value(self) -> float | None:
        """The loss on training text that was measured last, in the unit that is shown."""
        return None if self.score is None else self._shown(self.score.train_loss)

    @property
    def valid_value(self) -> float | None:
        """The loss on validation text, in the unit that is shown."""
        return None if self.score is None else self._shown(self.score.valid_loss)

    @property
    def train_words(self) -> str:
        """The training curve's name and value; nothing before it was measured."""
        value = self.train_value
        return "" if value is None else tr("train {loss}", loss=f"{value:.2f}")

    @property
    def valid_words(self) -> str:
        """The validation curve's name and value; nothing before it was measured."""
        value = self.valid_value
        return "" if value is None else tr("validation {loss}", loss=f"{value:.2f}")

    def _shown(self, nats: float) -> float:
        return from_nats(nats, self.options.unit, self.history.bits_per_nat)

    def _levels(self) -> list[tuple[Rule, float]]:
        per_nat = self.history.bits_per_nat
        return [(rule, from_bits(rule.bits, self.options.unit, per_nat)) for rule in self.rules]

    def _rule_words(self, rule: Rule, level: float) -> str:
        return tr("{line} {value}", line=tr(rule.label), value=f"{level:.2f}")

    def _drawn_rules(self) -> list[DrawnRule]:
        return [
            DrawnRule(self._pixel(0.0, level).y(), self._rule_words(rule, level), rule.colour)
            for rule, level in self._levels()
        ]

    def _curve_names(self) -> list[Name]:
        score, train, valid = self.score, self.train_value, self.valid_value
        if score is None or train is None or valid is None:
            return []
        places = self.history.evaluation_places(self.options.axis)
        drawn = self._shown(float(self.history.valid_loss.values[score.check]))
        found = []
        for value, words, colour, apart in (
            (train, self.train_words, "train", False),
            (valid, self.valid_words, "validation", valid != drawn),
        ):
            at = self._pixel(float(places[score.check]), value)
            found.append(Name(words, at.y(), at.x(), colour, main=True, measured=apart))
        return [name for name in found if np.isfinite((name.y, name.end)).all()]

    def _mark(self, passed: Passing) -> Mark:
        history, options = self.history, self.options
        level = from_bits(passed.line.bits, options.unit, history.bits_per_nat)
        at = self.canvas.to_pixels(*passings.place(history, options, passed, level))
        return Mark(at, passings.words(passed.seconds))

    def _pixel(self, x: float, y: float) -> QPointF:
        """Return the pixel of numbers on the axes."""
        across = to_axis(np.array([x]), self.options.log_x)[0]
        return self.canvas.to_pixels(
            float(across), float(to_axis(np.array([y]), self.options.log_y)[0])
        )
