"""What is said of a choice."""

import numpy as np
import pytest

from playground.engine.config import SamplingConfig
from playground.engine.sample import Token
from playground.ui.generate.why import Choice, Why, tail
from playground.ui.ranking import Ranking

SHARES = np.array([0.5, 0.3, 0.2])
PLAIN = SamplingConfig(temperature=1.0)


@pytest.fixture
def why(qtbot, dressed):
    why = Why()
    qtbot.addWidget(why)
    why.resize(318, 400)
    with qtbot.waitExposed(why):
        why.show()
    return why


def show(why, number, id=1, config=PLAIN, **changes):
    token = Token(id, "b", 0.3, 0.3, 1, SHARES, number)
    ranking = Ranking(SHARES, ["a", "b", "␣"])
    why.show_choice(Choice(ranking, "the c", token, drawn_with=config, **changes), PLAIN)


def test_a_drawn_token_tells_its_number(why):
    show(why, 0.63)
    assert why.note.text().startswith("Drawn: 0.63 → b.")
    assert why.title.text() == "Why this letter"
    assert why.subtitle.text() == "after “the c”"


def test_it_tells_what_the_same_number_would_draw_now(why):
    show(why, 0.63)
    why.reshape(SamplingConfig(temperature=0.3))
    assert why.note.text() == "Drawn: 0.63 → b. With these sliders: a."
    why.reshape(SamplingConfig(temperature=0.0))
    assert "it is always “a”" in why.note.text()
    why.reshape(PLAIN)
    assert why.note.text().startswith("Drawn: 0.63 → b. Click")


def test_a_chosen_and_a_given_token_are_not_called_drawn(why):
    show(why, None)
    assert why.note.text().startswith("You chose “b”")
    show(why, None, given=True)
    assert why.note.text().startswith("You wrote “b”; the model gave it 30 %")


def test_tokens_that_are_no_letters_are_called_tokens(why):
    why.set_letters(False)
    show(why, 0.63)
    assert why.title.text() == "Why this token"


def test_as_much_of_the_text_before_is_named_as_there_is_room_for(why):
    ranking = Ranking(SHARES, ["a", "b", "␣"])
    why.show_choice(Choice(ranking, "从前有一座山山里有一座庙庙里"), PLAIN)
    wide = why.subtitle.text()
    assert wide.endswith("庙里”")
    why.resize(240, 400)
    assert len(why.subtitle.text()) < len(wide)
    assert why.subtitle.text().endswith("庙里”")


def test_line_breaks_before_are_made_visible():
    assert tail("one\ntwo", 5) == "…e↵two"
    assert tail("a\tb", 5) == "a→b"
