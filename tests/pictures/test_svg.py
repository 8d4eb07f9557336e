"""Drawings as SVG: plain, whole, and cut where the plot ends."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.pictures.shapes import Box, Dot, Drawing, Path, Words, clipped, line, moved
from playground.pictures.svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = (
    Box(0, 0, 100, 50, "#FFFFFF"),
    Path(line((1, 2), (30.123, 4.456)), "#2F6FDE", 2, 0.5, (4, 3)),
    Dot(5, 6, 3, "#FFFFFF", "#D9661F", 2),
    Words(10, 20, "a < b & “故事”", "#1A1D21", 12, "end", bold=True),
)


def test_every_shape_is_one_plain_element():
    root = ET.fromstring(to_svg(Drawing(100, 50, "loss", SHAPES, ("My Font",))))
    assert root.tag == f"{SVG}svg"
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "100",
        "50",
        "0 0 100 50",
    )
    tags = [element.tag.removeprefix(SVG) for element in root]
    assert tags == ["title", "rect", "path", "circle", "text"]
    _, _, path, dot, words = root
    assert path.attrib["d"] == "M1,2 L30.12,4.46"
    assert (path.attrib["stroke-width"], path.attrib["stroke-dasharray"]) == ("2", "4,3")
    assert (dot.attrib["r"], dot.attrib["stroke"]) == ("3", "#D9661F")
    assert words.text == "a < b & “故事”"
    assert words.attrib["text-anchor"] == "end"
    families = words.attrib["font-family"].split(", ")
    assert families[0] == "'My Font'"
    assert families[-1] == "sans-serif"


@given(st.text())
def test_any_words_make_a_file_that_can_be_read(text):
    drawing = Drawing(10, 10, text, (Words(0, 0, text, "#000000", 12),))
    root = ET.fromstring(to_svg(drawing).encode("utf-8", "strict"))
    assert root.find(f"{SVG}text") is not None


def test_a_gap_begins_a_new_course():
    points = np.array([(0, 0), (1, 1), (np.nan, 2), (3, 3), (4, 4), (np.inf, 5), (6, 6)])
    root = ET.fromstring(to_svg(Drawing(9, 9, "", (Path(points, "#000000"),))))
    assert [e.get("d") for e in root if e.tag == f"{SVG}path"] == ["M0,0 L1,1 M3,3 L4,4"]


def test_a_line_is_cut_where_the_plot_ends():
    points = np.array([(-10.0, 5.0), (10.0, 5.0), (10.0, 25.0), (20.0, 25.0), (20.0, 5.0)])
    found = clipped(points, 0, 0, 15, 20)
    assert found[:3].tolist() == [[0, 5], [10, 5], [10, 20]]
    assert len(found) == 3


@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(-50, 150)), max_size=8))
def test_what_is_left_of_a_line_lies_inside_and_on_it(corners):
    points = np.array(corners, float).reshape(-1, 2)
    found = clipped(points, 0, 0, 100, 80)
    known = found[np.isfinite(found).all(axis=1)]
    assert ((known >= -1e-6) & (known <= np.array([100, 80]) + 1e-6)).all()
    inside = [p for p in corners if 0 < p[0] < 100 and 0 < p[1] < 80]
    if len(corners) > 1:
        for x, y in inside:
            assert np.isclose(known, (x, y)).all(axis=1).any()


def test_shapes_move():
    for shape in SHAPES:
        back = moved(moved(shape, 5, 7), -5, -7)
        if isinstance(shape, Path):
            assert back.points == pytest.approx(shape.points)
        else:
            assert back == shape
