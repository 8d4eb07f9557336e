"""Dashed lines across a plot: levels that a curve may pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from playground.pictures.shapes import Path, line
from playground.ui import theme
from playground.ui.plots.gutter import Name

DASH = (4.0, 3.0)  # designed pixels


@dataclass(frozen=True)
class Rule:
    """A level that a curve may pass."""

    label: str
    bits: float  # bits per character
    colour: str = "rule"  # name in Colours


@dataclass(frozen=True)
class DrawnRule:
    """A rule in pixels of the plot."""

    y: float
    text: str
    colour: str


def inside(rules: Sequence[DrawnRule], area: QRectF) -> list[DrawnRule]:
    """Return the rules that are seen."""
    return [rule for rule in rules if area.top() <= rule.y <= area.bottom()]


def lines(rules: Sequence[DrawnRule], area: QRectF) -> list[Path]:
    """Return the dashed lines themselves."""
    width = max(1, theme.px(1))
    dash = (theme.scale() * DASH[0], theme.scale() * DASH[1])
    return [
        Path(
            line((area.left(), y := crisp(rule.y, width)), (area.right(), y)),
            getattr(theme.colours(), rule.colour),
            width,
            dash=dash,
        )
        for rule in inside(rules, area)
    ]


def names(rules: Sequence[DrawnRule], area: QRectF) -> list[Name]:
    """Return the names of the rules that are seen, for the gutter."""
    return [
        Name(rule.text, rule.y, area.right(), "muted" if rule.colour == "rule" else rule.colour)
        for rule in inside(rules, area)
    ]


def crisp(place: float, width: float) -> float:
    """Return where a level line of whole pixels covers whole pixels."""
    return round(place - width / 2) + width / 2
