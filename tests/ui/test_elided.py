"""Words that are longer than their room."""

import pytest

from playground.ui.elided import Elided


@pytest.fixture
def elided(qtbot, dressed):
    made = Elided("title", between=" · ")
    qtbot.addWidget(made)
    made.setText("Fables · mini-GPT · 3 minutes")
    return made


@pytest.mark.parametrize(
    ("fits", "shown"),
    [
        ("Fables · mini-GPT · 3 minutes", "Fables · mini-GPT · 3 minutes"),
        ("Fables · mini-GPT · 3", "Fables · mini-GPT"),
        ("Fables · mini-GPT", "Fables · mini-GPT"),
        ("Fables · m", "Fables"),
    ],
)
def test_whole_parts_are_left_out_first(elided, fits, shown):
    elided.resize(elided.fontMetrics().horizontalAdvance(fits) + 1, 20)
    assert elided.shown == shown


def test_the_middle_of_one_part_is_left_out(elided):
    elided.resize(elided.fontMetrics().horizontalAdvance("Fab"), 20)
    assert "…" in elided.shown
    assert elided.text() == "Fables · mini-GPT · 3 minutes"
