"""A row that wraps."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from playground.ui.wrap import WrapRow


class Block(QWidget):
    """A widget of a fixed wish."""

    def __init__(self, width: int, height: int = 20) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size


@pytest.fixture
def row(qtbot, dressed):
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = WrapRow(holder)
    layout.setSpacing(10)
    blocks = {name: Block(width) for name, width in (("a", 50), ("b", 60), ("c", 70), ("d", 30))}
    layout.add_left(blocks["a"])
    layout.add_left(blocks["b"])
    layout.add_right(blocks["c"])
    layout.add_right(blocks["d"])
    holder.show()
    return holder, layout, blocks


def place(holder: QWidget, layout: WrapRow, width: int) -> None:
    holder.resize(width, layout.heightForWidth(width))
    layout.setGeometry(holder.rect())


def test_wide_enough_it_is_one_line_with_two_ends(row):
    holder, layout, blocks = row
    place(holder, layout, 400)
    assert holder.height() == 20
    assert blocks["a"].x() == 0
    assert blocks["b"].x() == 60
    assert blocks["d"].geometry().right() == 399
    assert blocks["c"].geometry().right() == 399 - 30 - 10


def test_too_narrow_the_right_end_begins_a_line(row):
    holder, layout, blocks = row
    place(holder, layout, 200)
    assert (blocks["a"].y(), blocks["b"].y()) == (0, 0)
    assert blocks["c"].x() == 0
    assert blocks["c"].y() == blocks["d"].y() == 25
    assert holder.height() == 45


@pytest.mark.parametrize("width", [70, 75, 100, 150, 230, 260])
def test_nothing_overlaps_or_sticks_out(row, width):
    holder, layout, blocks = row
    place(holder, layout, width)
    shapes = [block.geometry() for block in blocks.values()]
    for i, one in enumerate(shapes):
        assert holder.rect().contains(one)
        assert not any(one.intersects(other) for other in shapes[i + 1 :])


def test_what_is_hidden_takes_no_room(row):
    holder, layout, blocks = row
    blocks["c"].hide()
    place(holder, layout, 170)
    assert blocks["d"].y() == 0
    assert layout.sizeHint().width() == 50 + 60 + 30 + 20
