import math
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from playground.pictures.canvas import Canvas, rgb
from playground.pictures.chart import (
    EDGE,
    HEIGHT,
    LEFT,
    NAMES,
    RIGHT,
    WIDTH,
    Learning,
    fitting,
    learning_png,
    spans,
    thinned,
)
from playground.pictures.letters import load_letters
from playground.pictures.png import SIGNATURE, from_grey_png, to_png


def qt_pixels(data: bytes) -> np.ndarray:
    """Return what Qt reads in a PNG file, (H, W, 3)."""
    from PySide6.QtGui import QImage

    image = QImage.fromData(data).convertToFormat(QImage.Format.Format_RGB888)
    assert not image.isNull()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def test_another_program_reads_the_same_pixels() -> None:
    random = np.random.default_rng(1)
    colours = random.integers(0, 256, (7, 5, 3), dtype=np.uint8)
    assert np.array_equal(qt_pixels(to_png(colours)), colours)
    grey = random.integers(0, 256, (4, 9), dtype=np.uint8)
    assert np.array_equal(qt_pixels(to_png(grey))[:, :, 0], grey)
    assert np.array_equal(from_grey_png(to_png(grey)), grey)


def test_every_piece_of_a_file_has_its_checksum() -> None:
    data = to_png(np.zeros((2, 2), np.uint8))
    assert data.startswith(SIGNATURE)
    place = len(SIGNATURE)
    names = []
    while place < len(data):
        size = struct.unpack(">I", data[place : place + 4])[0]
        body = data[place + 4 : place + 8 + size]
        assert (
            zlib.crc32(body) == struct.unpack(">I", data[place + 8 + size : place + 12 + size])[0]
        )
        names.append(body[:4])
        place += 12 + size
    assert names == [b"IHDR", b"IDAT", b"IEND"]


def test_a_line_covers_as_much_as_it_is_long_and_wide() -> None:
    canvas = Canvas(60, 40, "#000000")
    canvas.line([(10, 20), (50, 20)], "#FFFFFF", 4)
    covered = canvas.pixels()[:, :, 0].sum() / 255
    assert covered == pytest.approx(40 * 4 + math.pi * 2**2, rel=0.02)  # and round ends
    canvas.line([(30, 5), (30, 5)], "#FFFFFF", 4)
    assert canvas.pixels()[5, 30].tolist() == [255, 255, 255]


def test_dots_and_boxes_cover_their_area() -> None:
    canvas = Canvas(100, 100, "#000000")
    canvas.dots([(30, 30)], "#FFFFFF", 15)
    assert canvas.pixels()[:, :, 0].sum() / 255 == pytest.approx(math.pi * 15**2, rel=0.01)
    canvas = Canvas(100, 100, "#000000")
    canvas.box(10, 20, 90, 80, "#FFFFFF", radius=10)
    area = 80 * 60 - (4 - math.pi) * 10**2
    assert canvas.pixels()[:, :, 0].sum() / 255 == pytest.approx(area, rel=0.01)


def test_what_reaches_over_the_edge_is_cut() -> None:
    canvas = Canvas(20, 20, "#102030")
    canvas.line([(-50, 10), (50, 10)], "#FFFFFF", 2)
    canvas.dots([(100, 100), (-100, 5)], "#FFFFFF", 3)
    canvas.stamp(np.ones((9, 9), np.float32), 15, -4, "#FF0000")
    pixels = canvas.pixels()
    assert pixels[2, 18].tolist() == [255, 0, 0]
    assert pixels[19, 0].tolist() == list(rgb("#102030"))


def test_letters_are_as_wide_as_they_are_written() -> None:
    letters = load_letters()["regular"]
    assert letters.width("iii") < letters.width("mmm")
    for align, left in ((0.0, 100.0), (0.5, 100 - letters.width("Loss") / 2),
                        (1.0, 100 - letters.width("Loss"))):  # fmt: skip
        canvas = Canvas(240, 60, "#FFFFFF")
        letters.write(canvas, "Loss", 100, 40, "#000000", align)
        columns = np.flatnonzero((canvas.pixels()[:, :, 0] < 128).any(axis=0))
        assert columns[0] == pytest.approx(left + 3, abs=3)
        assert columns[-1] == pytest.approx(left + letters.width("Loss") - 2, abs=3)


def test_a_letter_that_is_missing_is_a_question_mark() -> None:
    letters = load_letters()["bold"]
    one, other = Canvas(60, 60, "#FFFFFF"), Canvas(60, 60, "#FFFFFF")
    letters.write(one, "故", 5, 40, "#000000")
    letters.write(other, "?", 5, 40, "#000000")
    assert np.array_equal(one.pixels(), other.pixels())


def test_the_picture_of_a_curve_has_its_lines_where_the_losses_are(tmp_path: Path) -> None:
    train = [(x / 10, 4.0) for x in range(300)]
    learning = Learning("Title", train, [(10.0, 2.0), (20.0, 2.0)], [("guessing", 6.0)])
    pixels = qt_pixels(learning_png(learning)).astype(int)
    assert pixels.shape == (HEIGHT, WIDTH, 3)
    blue = np.abs(pixels - rgb("#2F6FDE")).sum(axis=2) < 20
    orange = np.abs(pixels - rgb("#D9661F")).sum(axis=2) < 20
    field = (slice(120, 620), slice(LEFT, RIGHT))  # without the names
    blue_rows, orange_rows = (np.flatnonzero(mask[field].any(axis=1)) for mask in (blue, orange))
    assert np.ptp(blue_rows) < 8
    assert orange_rows.mean() > blue_rows.mean() + 100  # lower losses are lower in the picture
    low, high = spans(learning)[1].low, spans(learning)[1].high
    share = (high - 4.0) / (high - low)
    assert 120 + blue_rows.mean() == pytest.approx(140 + share * (604 - 140), abs=3)


def test_the_names_of_lines_stand_beside_the_curves_and_never_on_them() -> None:
    train = [(x / 10, 2.0) for x in range(300)]
    rules = [("guessing", 2.3), ("letter counts", 2.05)]
    learning = Learning("Title", train, [(10.0, 2.1), (30.0, 2.02)], rules)
    with_names = qt_pixels(learning_png(learning)).astype(int)
    ink = (with_names != 255).any(axis=2)[120:640]
    rows = np.flatnonzero(ink[:, NAMES:EDGE].any(axis=1))
    assert len(np.flatnonzero(np.diff(rows) > 1)) >= 3  # four names, none on another
    assert not ink[:, EDGE : WIDTH - 24].any()  # none is cut
    orange = np.abs(with_names - rgb("#D9661F")).sum(axis=2) < 60
    assert orange[:, NAMES:EDGE].any()


def test_a_long_name_is_cut_and_its_value_stays() -> None:
    letters = load_letters()["regular"]
    cut = fitting(letters, "a name that is much too long for the picture 6.02", 200)
    assert letters.width(cut) <= 200
    assert cut.endswith(" 6.02")
    assert fitting(letters, "guessing 6.02", 260) == "guessing 6.02"


def test_a_long_curve_is_thinned_without_losing_its_extremes() -> None:
    points = [(float(x), math.sin(x)) for x in range(100_000)]
    points[77_777] = (77_777.0, 9.0)
    few = thinned(points)
    assert len(few) <= 1600
    assert (77_777.0, 9.0) in few
    assert few == sorted(few)
    assert thinned(points[:100]) == points[:100]


@pytest.mark.parametrize("train", [[], [(1.0, 3.0)], [(1.0, math.nan), (2.0, math.inf)]])
def test_hardly_any_points_make_a_picture_too(train: list[tuple[float, float]]) -> None:
    assert learning_png(Learning("Short", train, [])).startswith(SIGNATURE)
