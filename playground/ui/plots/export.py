"""Saving a plot: as a picture (PNG, SVG) or as numbers (CSV)."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from playground.engine.events import Evaluated, Event, Progress
from playground.services.targets import saving
from playground.text import mark
from playground.ui import theme
from playground.ui.history import History
from playground.ui.language import tr
from playground.ui.loss_plot import LossPlot
from playground.ui.plots.options import AXES

PIXELS = 2  # of the picture for each pixel of the window
FIELDS = (
    "step",
    "seconds",
    "tokens",
    "train_loss",
    "valid_loss",
    "valid_bpc",
    "learning_rate",
    "grad_norm",
)
_ROWS = 5000  # between two progress reports


@dataclass(frozen=True)
class Saved(Event):
    """The file is complete."""

    file: str


def save_picture(plot: LossPlot, title: str, file: Path) -> None:
    """Write the plot as it is seen, under `title`: SVG if `file` is named so, else PNG.

    Raises:
        FileUnwritable: The folder is read-only, full or gone.
    """
    side, head = theme.px(16), theme.px(64)
    size = plot.canvas.size().grownBy(QMargins(side, head, side, side))
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    if file.suffix.lower() == ".svg":
        device = QSvgGenerator()
        device.setOutputDevice(data)
        device.setSize(size)
        device.setViewBox(QRectF(QPointF(0, 0), size))
        device.setTitle(title)
        _paint(plot, title, device, size, 1)
    else:
        image = QImage(size * PIXELS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PIXELS)
        _paint(plot, title, image, size, PIXELS)
        QImageWriter(data, QByteArray(b"png")).write(image)
    with saving(file) as part:
        part.write_bytes(data.data().data())


def csv_rows(history: History) -> Iterator[list[str]]:
    """Yield a row for each step and each evaluation, numbers only, in the order of FIELDS.

    Losses are in nats per token; what was not measured at a step is empty. No cell can be
    taken for a formula.
    """
    evaluations = {event.step: event for event in history.evaluations}
    columns = (
        history.steps.values,
        history.seconds.values,
        history.tokens.values,
        history.loss.values,
        history.learning_rate.values,
        history.grad_norm.values,
    )
    for row in zip(*(column.tolist() for column in columns), strict=True):
        step, seconds, tokens, loss, rate, norm = row
        event = evaluations.pop(int(step), None)
        yield [
            str(int(step)),
            _number(seconds),
            str(int(tokens)),
            _number(loss),
            *_checked(event),
            _number(rate),
            _number(norm),
        ]
    for event in evaluations.values():  # of steps that were not recorded
        yield [str(event.step), _number(event.seconds), "", "", *_checked(event), "", ""]


def save_csv(history: History, file: Path) -> Iterator[Event]:
    """Write all numbers of a run; may run as a job.

    Raises:
        FileUnwritable: The folder is read-only, full or gone.
    """
    total = len(history)
    with saving(file) as part, part.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(FIELDS)
        for done, row in enumerate(csv_rows(history)):
            writer.writerow(row)
            if done % _ROWS == 0:
                yield Progress(mark("Saving the numbers"), done, total)
    yield Saved(str(file))


def _checked(event: Evaluated | None) -> tuple[str, str]:
    return ("", "") if event is None else (_number(event.valid_loss), _number(event.valid_bpc))


def _number(value: float) -> str:
    return f"{value:.9g}" if math.isfinite(value) else ""


def _paint(
    plot: LossPlot, title: str, device: QImage | QSvgGenerator, size: QSize, ratio: float
) -> None:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(0, 0), size), theme.colour("surface"))
    side = theme.px(16)
    painter.setPen(theme.colour("text"))
    painter.setFont(theme.font(16, bold=True))
    painter.drawText(QPointF(side, theme.px(26)), title)
    painter.setFont(theme.font(13))
    _caption(painter, plot, QPointF(side, theme.px(48)))
    place = QRectF(QPointF(side, theme.px(60)), plot.canvas.size())
    pointer, plot.canvas.pointer = plot.canvas.pointer, None  # no crosshair in a picture
    plot.curves.restyle(ratio, exact=True)
    plot.canvas.render(painter, place)
    plot.curves.restyle(plot.canvas.devicePixelRatioF())
    plot.canvas.pointer = pointer
    painter.end()


def _caption(painter: QPainter, plot: LossPlot, at: QPointF) -> None:
    """Write the unit, the x axis and the two curves in their colours."""
    metrics = QFontMetricsF(painter.font())
    axis = tr(AXES[plot.options.axis])
    for colour, text in (
        ("muted", tr("{unit} over {axis}", unit=plot.unit_title, axis=axis)),
        ("train", plot.train_words),
        ("validation", plot.valid_words),
    ):
        painter.setPen(theme.colour(colour))
        painter.drawText(at, text)
        at = at + QPointF(metrics.horizontalAdvance(text) + theme.px(20), 0)
