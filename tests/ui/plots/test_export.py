"""Saving a plot: pictures that open again, and numbers a spreadsheet takes as numbers."""

import csv
import math
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from playground.engine.events import Evaluated, Stepped
from playground.engine.units import PERPLEXITY
from playground.errors import FileUnwritable
from playground.ui import theme
from playground.ui.history import TIME, History
from playground.ui.loss_plot import GUESSING, LossPlot
from playground.ui.plots.export import FIELDS, Saved, csv_rows, save_csv, save_picture
from playground.ui.plots.options import PlotOptions


def history_of_three() -> History:
    history = History()
    history.add(
        [
            Stepped(1, 3.25, 0.001, 1.5, 100, 0.5),
            Stepped(2, math.nan, 0.002, math.inf, 200, 1.0),
            Evaluated(2, 3.0, 3.5, 5.05, 1.0, True),
            Stepped(3, 2.75, 0.003, 1.25, 300, 1.5),
        ]
    )
    return history


@pytest.fixture
def plot(qtbot, dressed):
    made = LossPlot("plot")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.set_lines([(GUESSING, 6.0)])
    with qtbot.waitExposed(made):
        made.show()
    made.set_history(history_of_three())
    return made


def test_the_table_has_a_row_for_each_step(tmp_path: Path):
    events = list(save_csv(history_of_three(), tmp_path / "loss.csv"))
    assert events[-1] == Saved(str(tmp_path / "loss.csv"))
    with open(tmp_path / "loss.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        list(FIELDS),
        ["1", "0.5", "100", "3.25", "", "", "0.001", "1.5"],
        ["2", "1", "200", "", "3.5", "5.05", "0.002", ""],
        ["3", "1.5", "300", "2.75", "", "", "0.003", "1.25"],
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["loss.csv"]


def test_a_check_without_its_step_has_a_row_of_its_own():
    history = History()
    history.add([Stepped(5, 3.0, 0.1, 1.0, 10, 1.0), Evaluated(7, 2.0, 2.0, 2.5, 1.4, True)])
    assert list(csv_rows(history))[-1] == ["7", "1.4", "", "", "2", "2.5", "", ""]


def test_no_cell_can_be_taken_for_a_formula():
    for row in csv_rows(history_of_three()):
        assert all(cell == "" or cell[0].isdigit() for cell in row)


def test_numbers_keep_nine_digits():
    history = History()
    history.add([Stepped(1, 1 / 3, 1e-5 / 3, 1.0, 10, 1.0)])
    row = next(csv_rows(history))
    assert float(row[3]) == pytest.approx(1 / 3, rel=1e-8)
    assert float(row[6]) == pytest.approx(1e-5 / 3, rel=1e-8)


def test_a_table_that_cannot_be_written_is_told(tmp_path: Path):
    file = tmp_path / "missing" / "loss.csv"
    with pytest.raises(FileUnwritable, match=r"loss\.csv"):
        list(save_csv(history_of_three(), file))
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(FileUnwritable):
        list(save_csv(history_of_three(), tmp_path / "folder.csv"))
    assert [f.name for f in tmp_path.iterdir()] == ["folder.csv"]


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_picture_shows_curves_and_lines_on_the_ground_of_the_theme(plot, tmp_path, name):
    theme.apply(name)
    save_picture(plot, "story · mini-GPT", tmp_path / "loss.png")
    image = QImage(str(tmp_path / "loss.png"))
    assert image.width() > 2 * plot.canvas.width()
    assert image.height() > 2 * plot.canvas.height()
    found = colours_in(image)
    assert image.pixelColor(1, 1).name() == theme.colours().surface.lower()
    for colour in (theme.colours().train, theme.colours().validation, theme.colours().rule):
        assert colour.lower() in found


def test_a_drawing_is_made_of_lines_and_words(plot, tmp_path: Path):
    save_picture(plot, "story · mini-GPT", tmp_path / "loss.svg")
    text = (tmp_path / "loss.svg").read_text(encoding="utf-8")
    for words in ("story · mini-GPT", "bits per character", "guessing"):
        assert words in text
    elements = {element.tag.rpartition("}")[2] for element in ET.fromstring(text).iter()}
    assert elements <= {"svg", "title", "rect", "path", "circle", "text"}
    for trap in ("vector-effect", "transform", "style=", "class=", "<image", "NaN", "nan", "inf"):
        assert trap not in text


def by_qt(file: Path, size: QSize) -> QImage:
    """Draw an SVG file with Qt's renderer, which reads less of SVG than most."""
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(str(file)).render(painter)
    painter.end()
    return image


def by_librsvg(file: Path, size: QSize) -> QImage:
    """Draw an SVG file as GNOME and Wikipedia do."""
    program = shutil.which("rsvg-convert")
    if program is None:
        pytest.skip("rsvg-convert is not installed")
    picture = file.with_suffix(".rsvg.png")
    width, height = str(size.width()), str(size.height())
    subprocess.run([program, "-w", width, "-h", height, "-o", picture, file], check=True)
    return QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)


def in_colour(image: QImage, name: str) -> np.ndarray:
    """Return which pixels (H, W) are of a colour of the theme, or nearly so."""
    data = np.frombuffer(image.constBits(), np.uint8)
    pixels = data.reshape(image.height(), image.bytesPerLine())[:, : 4 * image.width()]
    pixels = pixels.reshape(image.height(), image.width(), 4)[:, :, 2::-1].astype(int)
    return np.abs(pixels - theme.colour(name).getRgb()[:3]).max(axis=2) < 40


def widened(mask: np.ndarray, pixels: int) -> np.ndarray:
    """Return a mask grown to all sides."""
    grown = mask.copy()
    for dy in range(-pixels, pixels + 1):
        for dx in range(-pixels, pixels + 1):
            grown |= np.roll(mask, (dy, dx), (0, 1))
    return grown


@pytest.mark.parametrize("render", [by_qt, by_librsvg])
@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    "options",
    [PlotOptions(), PlotOptions(unit=PERPLEXITY, axis=TIME, log_y=True), PlotOptions(log_x=True)],
    ids=["plain", "perplexity", "log"],
)
def test_other_programs_draw_what_the_picture_shows(plot, tmp_path, render, name, options):
    theme.apply(name)
    plot.set_lines([(GUESSING, 6.0), ("5-grams", 4.1)], floor=3.9)
    plot.set_history(long_history())
    plot.set_options(options)
    plot.canvas.zoom(0.7)  # so that lines leave the plot and have to be cut
    plot.redraw()
    save_picture(plot, "story · mini-GPT", tmp_path / "loss.png")
    save_picture(plot, "story · mini-GPT", tmp_path / "loss.svg")
    picture = QImage(str(tmp_path / "loss.png")).convertToFormat(QImage.Format.Format_RGB32)
    drawn = render(tmp_path / "loss.svg", picture.size())
    area = plot.canvas.area.translated(16, 60).toRect()  # in pixels of the window
    inside = (slice(2 * area.top(), 2 * area.bottom()), slice(2 * area.left(), 2 * area.right()))
    for colour in ("train", "validation", "rule", "floor"):
        ours, theirs = in_colour(picture, colour)[inside], in_colour(drawn, colour)[inside]
        assert ours.sum() > 100
        assert 0.7 < theirs.sum() / ours.sum() < 1.4
        # Of the words, whose edges have all greys, the one or the other pixel differs.
        assert (ours & widened(theirs, 2)).sum() > 0.95 * ours.sum()
        assert (theirs & widened(ours, 2)).sum() > 0.95 * theirs.sum()


def test_words_stand_where_the_picture_has_them(plot, tmp_path: Path):
    plot.set_lines([(GUESSING, 6.0), ("5-grams", 4.1)], floor=3.9)
    plot.set_history(long_history())
    save_picture(plot, "story", tmp_path / "loss.svg")
    root = ET.parse(tmp_path / "loss.svg").getroot()
    words = {e.text: float(e.get("x", "nan")) for e in root.iter() if e.tag.endswith("}text")}
    right = 16 + plot.canvas.area.right()
    for name in ("guessing 6.00", "5-grams 4.10", "floor 3.90", plot.train_words, plot.valid_words):
        assert words[name] > right


def long_history() -> History:
    history = History()
    for i in range(1, 301):
        nats = 2.8 + 1.7 * math.exp(-i / 30) + 0.05 * math.sin(7.0 * i)
        history.add([Stepped(i, nats, 1e-3, 1.0, 100 * i, 0.1 * i)])
        if i & (i - 1) == 0 or i % 25 == 0:
            event = Evaluated(i, nats, nats + 0.1, (nats + 0.1) / math.log(2), 0.1 * i, True)
            history.add([event])
    return history


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_that_cannot_be_written_is_told(plot, tmp_path: Path, ending):
    with pytest.raises(FileUnwritable):
        save_picture(plot, "story", tmp_path / "missing" / f"loss.{ending}")


def test_the_window_looks_as_before_after_saving(plot, tmp_path: Path):
    before = plot.grab().toImage()
    save_picture(plot, "story", tmp_path / "loss.png")
    assert plot.grab().toImage() == before
