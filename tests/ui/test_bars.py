"""The bars of the next token: their numbers, keys and clicks."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.engine.config import SamplingConfig
from playground.engine.distribution import reshape
from playground.ui.bars import Bars
from playground.ui.ranking import Ranking

LABELS = list("␣abcdefghijklmnopqrstuvwxyz")


@pytest.fixture
def distribution():
    return np.random.default_rng(2).dirichlet(np.full(27, 0.4)).astype(np.float32)


@pytest.fixture
def bars(qtbot, dressed, distribution):
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(300, 400)
    bars.show_ranking(Ranking(distribution, LABELS), SamplingConfig(temperature=1.0))
    with qtbot.waitExposed(bars):
        bars.show()
    return bars


@pytest.mark.parametrize(
    "config",
    [
        SamplingConfig(temperature=1.0),
        SamplingConfig(temperature=0.3, top_k=5),
        SamplingConfig(temperature=2.0, top_p=0.7),
        SamplingConfig(temperature=0.0),
    ],
)
def test_the_rows_are_the_reshaped_distribution(bars, distribution, config):
    bars.reshape(config)
    expected = reshape(distribution, config.temperature, config.top_k, config.top_p)
    ids = [row.id for row in bars.rows]
    assert ids == np.argsort(-distribution, kind="stable")[: len(ids)].tolist()
    assert [row.share for row in bars.rows] == expected[ids].tolist()
    assert [row.said for row in bars.rows] == distribution[ids].astype(float).tolist()
    assert [row.label for row in bars.rows] == [LABELS[id] for id in ids]
    assert [row.cut for row in bars.rows] == (expected[ids] == 0).tolist()


def test_there_are_as_many_rows_as_fit(bars):
    before = len(bars.rows)
    bars.resize(300, 200)
    assert 5 <= len(bars.rows) < before


def test_a_rare_token_that_was_drawn_is_shown_last(bars, distribution):
    rarest = int(np.argmin(distribution))
    bars.show_ranking(Ranking(distribution, LABELS), SamplingConfig(), rarest)
    assert bars.rows[-1].id == rarest
    assert bars.rows[-1].rank == 26
    assert bars.marked == rarest


def test_equally_likely_tokens_are_in_the_order_of_their_ids(bars):
    bars.show_ranking(Ranking(np.full(27, 1 / 27), LABELS), SamplingConfig(top_k=4))
    assert [row.id for row in bars.rows] == list(range(len(bars.rows)))
    assert [row.cut for row in bars.rows[:6]] == [False] * 4 + [True] * 2


def test_a_click_chooses_a_row(qtbot, bars):
    with qtbot.waitSignal(bars.chosen) as signal:
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.row_rect(3).center().toPoint())
    assert signal.args == [bars.rows[3].id]


def test_keys_walk_and_choose(qtbot, bars):
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Down)
    QTest.keyClick(bars, Qt.Key.Key_Down)
    QTest.keyClick(bars, Qt.Key.Key_Up)
    with qtbot.waitSignal(bars.chosen) as signal:
        QTest.keyClick(bars, Qt.Key.Key_Return)
    assert signal.args == [bars.rows[1].id]
    assert f"“{bars.rows[1].label}”" in bars.accessibleDescription()


def test_nothing_can_be_chosen_while_it_may_not(qtbot, bars):
    bars.set_can_choose(False)
    with qtbot.assertNotEmitted(bars.chosen):
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.row_rect(0).center().toPoint())


def test_the_longest_bar_is_painted_longest(qtbot, bars):
    def painted_width(row):
        box = bars.row_rect(row).toRect()
        image = bars.grab(box).toImage()
        middle = image.height() // 2
        colours = [image.pixelColor(x, middle).name() for x in range(image.width())]
        return colours.count("#2f6fde")

    bars.show_ranking(Ranking(np.array([0.6, 0.3, 0.1]), ["a", "b", "c"]), SamplingConfig())
    qtbot.waitUntil(lambda: painted_width(0) > 1.5 * painted_width(1) > 2.2 * painted_width(2) > 0)


def test_the_sign_of_a_space_stands_on_the_line_of_the_letters(bars):
    """Fonts draw it below: it looked as if it had slipped out of its row."""
    bars.show_ranking(Ranking(np.array([0.6, 0.4], np.float32), ["␣", "x"]), SamplingConfig())
    picture = bars.grab().toImage()
    ground = picture.pixelColor(2, picture.height() - 2)
    height = round(bars.row_rect(1).top())

    def bottom(row):
        """Return the lowest line of a row that has ink in the column of labels."""
        lines = range(int(row * height) + 2, int((row + 1) * height) - 2)
        columns = range(7, 7 + 9)
        ink = [y for y in lines if any(darker(picture.pixelColor(x, y), ground) for x in columns)]
        return max(ink) - row * height

    assert bottom(0) <= bottom(1)


def darker(colour, ground):
    return colour.lightness() < ground.lightness() - 100


def test_a_distribution_over_thirty_thousand_tokens_is_ranked(bars):
    many = np.random.default_rng(0).dirichlet(np.full(32_768, 0.05))
    ranking = Ranking(many, [str(i) for i in range(len(many))])
    bars.show_ranking(ranking, SamplingConfig(temperature=0.8, top_k=40))
    assert bars.rows[0].id == int(np.argmax(many))
    assert np.count_nonzero(ranking.shares) == 40
