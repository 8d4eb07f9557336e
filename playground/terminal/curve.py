"""A curve in characters: braille patterns hold two by four dots each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.terminal.axis import Span, label, nice_ticks
from playground.terminal.colour import GREY, Paint
from playground.terminal.words import pad

EMPTY = 0x2800
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # by row and column in a cell


@dataclass(frozen=True)
class Series:
    """Some points and how to show them."""

    points: Sequence[tuple[float, float]]  # by rising x
    colour: int
    joined: bool = True  # a line, or single points


class Grid:
    """A field of dots; each character has one colour, that of the last series in it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._cells = [[0] * columns for _ in range(rows)]
        self._colours = [[GREY] * columns for _ in range(rows)]

    def dot(self, x: int, y: int, colour: int) -> None:
        """Set the dot x from the left, y from the top; outside of the field nothing happens."""
        if 0 <= x < 2 * self.columns and 0 <= y < 4 * self.rows:
            self._cells[y // 4][x // 2] |= DOTS[y % 4][x % 2]
            self._colours[y // 4][x // 2] = colour

    def line(self, start: tuple[int, int], end: tuple[int, int], colour: int) -> None:
        """Set all dots from `start` to `end`."""
        steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
        for i in range(steps + 1):
            x = start[0] + (end[0] - start[0]) * i / steps
            y = start[1] + (end[1] - start[1]) * i / steps
            self.dot(round(x), round(y), colour)

    def text(self, row: int, paint: Paint) -> str:
        """Return one row of characters."""
        cells = zip(self._cells[row], self._colours[row], strict=True)
        return "".join(paint(chr(EMPTY + cell) if cell else " ", colour) for cell, colour in cells)


def draw(
    all_series: Sequence[Series], x: Span, y: Span, columns: int, rows: int, paint: Paint
) -> list[str]:
    """Return lines of text with the series, the axes and their labels.

    Args:
        all_series: What to draw, the last on top.
        x: What the width spans.
        y: What the height spans.
        columns: Width of it all.
        rows: Height of it all; the last line has the labels of the x axis.
        paint: Colours, or none.
    """
    ticks = {_row(tick, y, rows - 1) // 4: tick for tick in nice_ticks(y, rows // 3)}
    gutter = max([3, *(len(label(tick)) for tick in ticks.values())])
    grid = Grid(columns - gutter - 2, rows - 1)
    for series in all_series:
        _plot(grid, series, x, y)
    lines = []
    for row in range(grid.rows):
        name = label(ticks[row]) if row in ticks else ""
        axis = "┤" if row in ticks else "│"
        lines.append(f"{paint(name.rjust(gutter) + ' ' + axis, GREY)}{grid.text(row, paint)}")
    return [*lines, paint(" " * (gutter + 1) + _x_axis(x, grid.columns), GREY)]


def _plot(grid: Grid, series: Series, x: Span, y: Span) -> None:
    before = None
    for point in series.points:
        if not math.isfinite(point[1]):
            before = None
            continue
        column = round(x.share(point[0]) * (2 * grid.columns - 1))
        row = _row(point[1], y, grid.rows)
        if series.joined and before is not None:
            grid.line(before, (column, row), series.colour)
        else:
            grid.dot(column, row, series.colour)
        before = (column, row)


def _row(value: float, y: Span, rows: int) -> int:
    """Return how many dots from the top a value lies; what is outside sticks to the edge."""
    return round((1 - min(1.0, max(0.0, y.share(value)))) * (4 * rows - 1))


def _x_axis(x: Span, columns: int) -> str:
    text = ""
    for tick in nice_ticks(x, max(1, columns // 14)):
        name = label(tick)
        place = round(x.share(tick) * (columns - 1)) - len(name) // 2
        place = max(0, min(place, columns - len(name)))
        if not text or place > len(text):
            text = pad(text, place) + name
    return text
