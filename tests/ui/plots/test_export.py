"""Saving a plot: pictures that open again, and numbers a spreadsheet takes as numbers."""

import csv
import math
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from playground.engine.events import Evaluated, Stepped
from playground.errors import FileUnwritable
from playground.ui import theme
from playground.ui.history import History
from playground.ui.loss_plot import GUESSING, LossPlot
from playground.ui.plots.export import FIELDS, Saved, csv_rows, save_csv, save_picture


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
    assert "<image" not in text
    assert QSvgRenderer(str(tmp_path / "loss.svg")).isValid()


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_that_cannot_be_written_is_told(plot, tmp_path: Path, ending):
    with pytest.raises(FileUnwritable):
        save_picture(plot, "story", tmp_path / "missing" / f"loss.{ending}")


def test_the_window_looks_as_before_after_saving(plot, tmp_path: Path):
    before = plot.grab().toImage()
    save_picture(plot, "story", tmp_path / "loss.png")
    assert plot.grab().toImage() == before
