"""What is said of a choice."""

import numpy as np
import pytest

from playground.engine.config import SamplingConfig
from playground.engine.tokens import Token
from playground.ui.generate.slow_motion import Stage
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
    assert why.note.text() == "Drawn at temperature 1.00: 0.630 fell on “b”."
    assert why.title.text() == "Why this letter"
    assert why.subtitle.text() == "after “the c”"


def test_it_tells_what_the_same_number_would_draw_now(why):
    show(why, 0.63)
    why.reshape(SamplingConfig(temperature=0.3))
    assert why.note.text() == (
        "Drawn at temperature 1.00: 0.630 fell on “b”; with these sliders, on “a”."
    )
    why.reshape(SamplingConfig(temperature=0.0))
    assert why.note.text().endswith("with these sliders, on “a”.")
    why.reshape(PLAIN)
    assert why.note.text() == "Drawn at temperature 1.00: 0.630 fell on “b”."


def test_a_chosen_and_a_given_token_are_not_called_drawn(why):
    show(why, None)
    assert why.note.text().startswith("You chose “b”")
    show(why, None, given=True)
    assert why.note.text().startswith("You wrote “b”; the model gave it 30 %")


def test_the_place_is_named_as_soon_as_its_bars_are_shown(why):
    """However fast: it stood there with the bars of the next place."""
    show(why, 0.63)
    token = Token(1, "b", 0.3, 0.3, 1, SHARES, 0.63)
    ranking = Ranking(SHARES, ["a", "b", "␣"])
    why.show_stage(Choice(ranking, "the cb", token), Stage.SAYS, 15)
    assert (why.title.text(), why.subtitle.text()) == ("What comes next", "after “the cb”")


def test_tokens_that_are_no_letters_are_called_tokens(why):
    why.set_letters(False)
    show(why, 0.63)
    assert why.title.text() == "Why this token"


def test_as_much_of_the_text_before_is_named_as_there_is_room_for(why):
    ranking = Ranking(SHARES, ["a", "b", "␣"])
    why.show_choice(Choice(ranking, "从前有一座山山里有一座庙庙里"), PLAIN)
    wide = why.subtitle.text()
    assert wide.endswith("庙里”")
    why.resize(290, 400)
    assert len(why.subtitle.text()) < len(wide)
    assert why.subtitle.text().endswith("庙里”")


def test_line_breaks_before_are_made_visible():
    assert tail("one\ntwo", 5) == "…e↵two"
    assert tail("a\tb", 5) == "a⇥b"
    assert tail("the hen ", 4) == "…hen␣"


def test_it_tells_all_settings_that_were_on(why):
    show(why, 0.63, config=SamplingConfig(temperature=0.8, top_k=5, top_p=0.9))
    assert "at temperature 0.80, top-k 5, top-p 0.90: 0.630" in why.note.text()
    show(why, 0.63, config=SamplingConfig(temperature=0.8, top_p=0.9))
    assert "at temperature 0.80, top-p 0.90: 0.630" in why.note.text()
    show(why, 0.1, id=0, config=SamplingConfig(temperature=0.0))
    assert why.note.text() == "At temperature 0 nothing is drawn: it is always “a”."
    why.reshape(SamplingConfig(temperature=2.0))
    assert why.note.text() == "At temperature 0 nothing is drawn: it is always “a”."


def test_the_needle_stays_while_the_sliders_move_the_shares(why):
    show(why, 0.63)
    assert why.stack.drawn.label == "b"
    why.reshape(SamplingConfig(temperature=0.3))
    assert why.stack.number == 0.63
    assert why.stack.drawn.label == "a"
    why.reshape(SamplingConfig(temperature=0.0))
    assert why.stack.number is None  # nothing is drawn there


def test_nothing_before_is_called_the_very_beginning(why):
    why.show_choice(Choice(Ranking(SHARES, ["a", "b", "␣"]), ""), PLAIN)
    assert why.subtitle.text() in ("at the very beginning", "at the start")
    why.resize(400, 400)
    assert why.subtitle.text() == "at the very beginning"
