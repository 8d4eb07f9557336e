"""The most frequent characters."""

import pytest

from playground.engine.corpus import pasted_corpus
from playground.ui import theme
from playground.ui.text.letters import LEAST_WIDTH, MOST, Letters, most_frequent, visible


@pytest.mark.parametrize(
    ("character", "shown"),
    [(" ", "␣"), ("\n", "↵"), ("\t", "⇥"), ("a", "a"), ("山", "山"), ("\u0301", "◌\u0301")],
)
def test_every_character_can_be_seen(character, shown):
    assert visible(character) == shown


def test_characters_that_cannot_be_printed_are_named_by_their_number():
    assert visible("\u200b") == "200B"


def test_counts_and_shares_belong_to_the_text():
    letters = most_frequent(pasted_corpus("aaa bb\nc", "x"), 3)
    assert [(le.label, le.count) for le in letters] == [("a", 3), ("b", 2), ("↵", 1)]
    assert letters[0].share == pytest.approx(3 / 8)


def test_a_narrow_card_shows_fewer(qtbot, dressed):
    corpus = pasted_corpus("".join(chr(97 + i) * (30 - i) for i in range(26)), "x")
    widget = Letters()
    qtbot.addWidget(widget)
    widget.show_letters(most_frequent(corpus, MOST))
    widget.resize(600, 120)
    assert len(widget.shown) == MOST
    widget.resize(theme.px(LEAST_WIDTH) * 7, 120)
    assert "".join(letter.label for letter in widget.shown) == "abcdefg"
    assert widget.accessibleDescription().startswith("a 7 %, b 6 %")
