"""The crosshair: which step is under the pointer, and what was measured there."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.engine.units import from_nats
from playground.ui import theme
from playground.ui.figures import clock, whole
from playground.ui.history import STEPS, TIME, History
from playground.ui.language import tr
from playground.ui.numbers import compact
from playground.ui.plots.canvas import Canvas
from playground.ui.plots.options import PlotOptions
from playground.ui.plots.scales import from_axis, to_axis

FONT = 12


@dataclass(frozen=True)
class Reading:
    """What is known at one step; losses in the unit that is shown."""

    place: float  # on the x axis, in its own numbers
    step: int
    seconds: float
    tokens: int
    batches: float  # mean of the batches around it
    train: float | None = None  # measured in the nearest check, as is `valid`
    valid: float | None = None
    checked_step: int | None = None
    checked_place: float | None = None


def read_at(history: History, options: PlotOptions, x: float) -> Reading | None:
    """Return the step nearest to `x`, a number on the x axis, and the nearest validation."""
    if not len(history):
        return None
    places = history.place(options.axis)
    index = nearest(places, x)
    smooth = history.loss.smoothed(np.array([index]), options.smoothing)
    reading = Reading(
        float(places[index]),
        int(history.steps.values[index]),
        float(history.seconds.values[index]),
        int(history.tokens.values[index]),
        from_nats(float(smooth[0]), options.unit, history.bits_per_nat),
    )
    if not history.evaluations:
        return reading
    checked = history.evaluation_places(options.axis)
    j = nearest(checked, reading.place)
    event = history.evaluations[j]
    return replace(
        reading,
        train=from_nats(event.train_loss, options.unit, history.bits_per_nat),
        valid=from_nats(event.valid_loss, options.unit, history.bits_per_nat),
        checked_step=event.step,
        checked_place=float(checked[j]),
    )


def nearest(ascending: np.ndarray, x: float) -> int:
    """Return the index of the number nearest to `x`."""
    right = int(np.searchsorted(ascending, x))
    if right == 0:
        return 0
    if right == len(ascending):
        return right - 1
    return right if ascending[right] - x < x - ascending[right - 1] else right - 1


def reading_lines(reading: Reading, options: PlotOptions) -> list[tuple[str, str]]:
    """Return what the box says: a colour of the theme and a text for each line."""
    if options.axis == TIME:
        head = tr("{time} · step {step}", time=clock(reading.seconds), step=whole(reading.step))
    elif options.axis == STEPS:
        head = tr("step {step} · {time}", time=clock(reading.seconds), step=whole(reading.step))
    else:
        tokens = compact(reading.tokens)
        head = tr("{tokens} tokens · step {step}", tokens=tokens, step=whole(reading.step))
    lines = [("text", head), ("muted", tr("batches {loss}", loss=f"{reading.batches:.3f}"))]
    if reading.train is None or reading.valid is None or reading.checked_step is None:
        return lines
    train, valid = f"{reading.train:.3f}", f"{reading.valid:.3f}"
    if reading.checked_step == reading.step:
        lines.append(("train", tr("train {loss}", loss=train)))
        lines.append(("validation", tr("validation {loss}", loss=valid)))
    else:
        step = whole(reading.checked_step)
        lines.append(("train", tr("train {loss} (step {step})", loss=train, step=step)))
        words = tr("validation {loss} (step {step})", loss=valid, step=step)
        lines.append(("validation", words))
    return lines


def draw(
    painter: QPainter, area: QRectF, canvas: Canvas, history: History, options: PlotOptions
) -> None:
    """Paint the crosshair where the pointer is."""
    if canvas.pointer is None:
        return
    place = from_axis(canvas.to_axes(canvas.pointer).x(), options.log_x)
    reading = read_at(history, options, place)
    if reading is None:
        return
    at = _pixel(canvas, options, reading.place, reading.batches)
    painter.setPen(QPen(theme.colour("rule"), 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if area.left() <= at.x() <= area.right():
        painter.drawLine(QLineF(at.x(), area.top(), at.x(), area.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setClipRect(area)
    for colour, value in (("train", reading.train), ("validation", reading.valid)):
        if value is not None and reading.checked_place is not None:
            _dot(painter, _pixel(canvas, options, reading.checked_place, value), colour)
    painter.setClipping(False)
    _box(painter, area, at.x(), canvas.pointer.y(), reading_lines(reading, options))


def _pixel(canvas: Canvas, options: PlotOptions, x: float, y: float) -> QPointF:
    place = to_axis(np.array([x]), options.log_x)[0], to_axis(np.array([y]), options.log_y)[0]
    return canvas.to_pixels(float(place[0]), float(place[1]))


def _dot(painter: QPainter, at: QPointF, colour: str) -> None:
    painter.setPen(QPen(theme.colour("surface"), 2))
    painter.setBrush(theme.colour(colour))
    painter.drawEllipse(at, theme.px(5), theme.px(5))


def _box(painter: QPainter, area: QRectF, x: float, y: float, lines: list[tuple[str, str]]) -> None:
    painter.setFont(theme.font(FONT))
    metrics = QFontMetricsF(painter.font())
    pad, gap = theme.px(8), theme.px(12)
    row = metrics.height() + 2
    width = max(metrics.horizontalAdvance(text) for _, text in lines) + 2 * pad
    height = row * len(lines) + 2 * pad - 2
    left = x + gap if x + gap + width <= area.right() else x - gap - width
    top = min(max(area.top() + 2, y - height / 2), area.bottom() - height - 2)
    painter.setPen(QPen(theme.colour("line_strong"), 1))
    painter.setBrush(theme.colour("surface", 0.95))
    painter.drawRoundedRect(QRectF(left, top, width, height), theme.px(6), theme.px(6))
    for i, (colour, text) in enumerate(lines):
        painter.setPen(theme.colour(colour))
        line = QRectF(left + pad, top + pad - 1 + i * row, width - 2 * pad, row)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
