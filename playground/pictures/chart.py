"""A picture of how a model learned: raw losses faint, their mean bold, checks as dots."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.pictures.canvas import Canvas, Point
from playground.pictures.fan import fan_out
from playground.pictures.letters import Letters, load_letters
from playground.pictures.png import to_png
from playground.terminal.axis import Span, label, nice_ticks, smooth

# The light theme of the window.
GROUND, SURFACE, LINE, TEXT, MUTED = "#F5F6F8", "#FFFFFF", "#E2E5EA", "#1A1D21", "#667080"
TRAIN, VALIDATION, RULE = "#2F6FDE", "#D9661F", "#8A93A0"

WIDTH, HEIGHT = 1280, 720
LEFT, TOP, RIGHT, BOTTOM = 116, 140, 940, 604  # of the field of the curve
NAMES, EDGE = RIGHT + 34, 1240  # from where to where the names of the lines stand
ROW = 32  # height of a name


@dataclass(frozen=True)
class Learning:
    """What the picture shows; losses in bits per character."""

    title: str
    train: Sequence[Point]  # x, loss on a batch
    valid: Sequence[Point]  # x, validation loss
    rules: Sequence[tuple[str, float]] = ()  # dashed lines: name, value
    measured: Sequence[Point] = ()  # x, training loss as the checks measured it
    score: tuple[float, float] | None = None  # training and validation loss of the best model
    unit: str = "bits per character"
    x_unit: str = "seconds"


def learning_png(learning: Learning) -> bytes:
    """Return a PNG file of the curve."""
    canvas = Canvas(WIDTH, HEIGHT, GROUND)
    canvas.box(20, 20, WIDTH - 20, HEIGHT - 20, LINE, 18)
    canvas.box(22, 22, WIDTH - 22, HEIGHT - 22, SURFACE, 16)
    letters = load_letters()
    x, y = spans(learning)
    draw_axes(canvas, letters["regular"], x, y, learning.x_unit)
    for _, value in learning.rules:
        draw_rule(canvas, place(x.low, value, x, y)[1])
    draw_curves(canvas, learning, x, y)
    draw_names(canvas, letters, learning, x, y)
    draw_heading(canvas, letters, learning)
    return to_png(canvas.pixels())


def spans(learning: Learning) -> tuple[Span, Span]:
    """Return what the axes span: everything but a few wild losses at the beginning."""
    points = [*learning.train, *learning.valid]
    finite = [point for point in points if all(map(math.isfinite, point))] or [(0.0, 0.0)]
    values = sorted(value for _, value in finite)
    high = max(values[int(0.995 * (len(values) - 1))], *(value for _, value in learning.rules), 0)
    low = values[0]
    room = 0.06 * (high - low) or 1.0
    return Span(0.0, max(1e-9, *(x for x, _ in finite))), Span(max(0.0, low - room), high + room)


def thinned(points: Sequence[Point], most: int = 1500) -> list[Point]:
    """Return at most about so many points: of each group the lowest and the highest."""
    size = math.ceil(2 * len(points) / most)
    if size < 3:
        return list(points)
    groups = (points[i : i + size] for i in range(0, len(points), size))
    ends = ((min(g, key=lambda p: p[1]), max(g, key=lambda p: p[1])) for g in groups)
    return [point for pair in ends for point in sorted(pair)]


def place(x_value: float, y_value: float, x: Span, y: Span) -> Point:
    """Return where a value is in the picture, in pixels."""
    share = min(1.0, max(0.0, y.share(y_value)))
    return LEFT + x.share(x_value) * (RIGHT - LEFT), BOTTOM - share * (BOTTOM - TOP)


def draw_axes(canvas: Canvas, letters: Letters, x: Span, y: Span, unit: str) -> None:
    """Draw a fine line and a number for each tick."""
    for tick in nice_ticks(y, 6):
        height = place(x.low, tick, x, y)[1]
        canvas.line([(LEFT, height), (RIGHT, height)], LINE, 1.5)
        letters.write(canvas, label(tick), LEFT - 16, height + 9, MUTED, align=1)
    for tick in nice_ticks(x, 6):
        letters.write(canvas, label(tick), place(tick, 0, x, y)[0], BOTTOM + 40, MUTED, align=0.5)
    letters.write(canvas, unit, RIGHT, BOTTOM + 70, MUTED, align=1)


def draw_rule(canvas: Canvas, height: float) -> None:
    """Draw a dashed line."""
    for left in range(LEFT, RIGHT, 16):
        canvas.line([(left, height), (min(left + 8, RIGHT), height)], RULE, 2)


def draw_names(
    canvas: Canvas, letters: dict[str, Letters], learning: Learning, x: Span, y: Span
) -> None:
    """Write the name and the value of each line right of the field, at the height of its end."""
    named = [(name, value, MUTED, "regular") for name, value in learning.rules]
    train, valid = learning.score or tuple(
        points[-1][1] if points else math.nan
        for points in (learning.measured or smooth(learning.train), learning.valid)
    )
    for name, value, colour in (("validation", valid, VALIDATION), ("train", train, TRAIN)):
        if math.isfinite(value):
            named.append((name, value, colour, "bold"))
    ends = [place(x.low, value, x, y)[1] for _, value, _, _ in named]
    heights = fan_out(ends, ROW, TOP - ROW / 2, BOTTOM + ROW / 2)
    for (name, value, colour, style), end, height in zip(named, ends, heights, strict=True):
        bend = [(RIGHT + 2, end), (RIGHT + 8, end), (NAMES - 12, height), (NAMES - 8, height)]
        canvas.line(bend, colour if style == "bold" else RULE, 2, opacity=0.8)
        words = fitting(letters[style], f"{name} {value:.2f}", EDGE - NAMES)
        letters[style].write(canvas, words, NAMES, height + 8, colour)


def fitting(letters: Letters, words: str, room: float) -> str:
    """Return words cut to `room` pixels; the value at their end stays."""
    name, _, value = words.rpartition(" ")
    while name and letters.width(f"{name} {value}") > room:
        name = name[:-1].rstrip()
    return f"{name} {value}"


def draw_curves(canvas: Canvas, learning: Learning, x: Span, y: Span) -> None:
    """Draw the losses of training and validation."""
    raw = [place(*point, x, y) for point in thinned(learning.train) if math.isfinite(point[1])]
    canvas.line(raw, TRAIN, 1.5, opacity=0.3)
    mean = [place(*point, x, y) for point in thinned(smooth(learning.train))]
    measured = [place(*point, x, y) for point in learning.measured if math.isfinite(point[1])]
    canvas.line(mean, TRAIN, 5, opacity=0.4 if measured else 1)
    canvas.line(measured, TRAIN, 3)
    canvas.dots(measured, TRAIN, 5)
    checks = [place(*point, x, y) for point in learning.valid if math.isfinite(point[1])]
    canvas.line(checks, VALIDATION, 3)
    canvas.dots(checks, VALIDATION, 6)


def draw_heading(canvas: Canvas, letters: dict[str, Letters], learning: Learning) -> None:
    """Write the title and the unit."""
    regular, bold = letters["regular"], letters["bold"]
    bold.write(canvas, learning.title, 56, 82, TEXT)
    regular.write(canvas, learning.unit, 56 + bold.width(learning.title) + 24, 82, MUTED)
