"""Saving a plot: as a picture (PNG, SVG) or as numbers (CSV)."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QFontInfo, QImage, QImageWriter, QPainter

from playground.engine.events import Evaluated, Event, Progress
from playground.pictures.shapes import Box, Drawing, Words, moved
from playground.pictures.svg import to_svg
from playground.services.targets import saving
from playground.text import mark
from playground.ui import theme
from playground.ui.history import History
from playground.ui.language import tr
from playground.ui.loss_plot import LossPlot
from playground.ui.plots.options import AXES
from playground.ui.plots.painting import paint

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
    drawing = drawn(plot, title)
    if file.suffix.lower() == ".svg":
        data = to_svg(drawing).encode("utf-8")
    else:
        size = QSize(math.ceil(drawing.width), math.ceil(drawing.height))
        image = QImage(size * PIXELS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PIXELS)
        painter = QPainter(image)
        paint(painter, drawing.shapes)
        painter.end()
        written = QBuffer()
        written.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(written, QByteArray(b"png")).write(image)
        data = bytes(written.data().data())
    with saving(file) as part:
        part.write_bytes(data)


def drawn(plot: LossPlot, title: str) -> Drawing:
    """Return the plot as it is seen, without crosshair and marker, under `title`."""
    side, head = theme.px(16), theme.px(60)
    canvas, scene = plot.canvas, plot.scene
    width, height = canvas.width() + 2 * side, canvas.height() + head + side
    colours, axis = theme.colours(), tr(AXES[plot.options.axis])
    caption = tr("{unit} over {axis}", unit=plot.unit_title, axis=axis)
    plotted = [
        *canvas.x_axis.shapes(),
        *canvas.y_axis.shapes(),
        *scene.below(),
        *plot.curves.shapes(),
        *scene.above(),
    ]
    shapes = (
        Box(0, 0, width, height, colours.surface),
        Words(side, theme.px(26), title, colours.text, theme.px(16), bold=True),
        Words(side, theme.px(47), caption, colours.muted, theme.px(13)),
        *(moved(shape, side, head) for shape in plotted),
    )
    return Drawing(width, height, title, shapes, (QFontInfo(theme.font()).family(),))


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
