"""A text as it grows, forks and is taken back."""

import numpy as np
import pytest

from playground.engine.config import SamplingConfig
from playground.engine.tokens import Token
from playground.ui.generate import story as story_module
from playground.ui.generate.story import Story

HOT, COLD = SamplingConfig(temperature=1.5, seed=7), SamplingConfig(temperature=0.1)


def token(letter, size=3):
    return Token(ord(letter), letter, 0.5, 0.5, 0, np.zeros(size, np.float32), 0.25)


def written(text, size=3):
    return [token(letter, size) for letter in text]


def text_of(story, sample=0):
    return "".join(chr(id) for id in story.ids(sample))


@pytest.fixture
def story():
    story = Story()
    story.begin("ab", 1, HOT)
    story.given = tuple(written("ab"))
    story.add(0, written("cdef"))
    return story


def test_a_text_is_its_beginning_and_what_was_written(story):
    assert text_of(story) == "abcdef"
    assert story.before(0, 3) == "abc"
    assert story.length(0) == 6
    assert [story.token(0, i).text for i in (0, 1, 2, 5)] == ["a", "b", "c", "f"]


def test_the_end_before_a_token_is_enough_to_recognise_the_place(story):
    story.add(0, written("x" * 1000))
    assert story.before(0, 5) == "abcde"
    assert story.before(0, 1006) == "x" * 40


def test_a_fork_keeps_what_was_before_it(story):
    story.cut(0, 4, COLD)
    assert text_of(story) == "abcd"
    story.add(0, written("X"))
    assert text_of(story) == "abcdX"


def test_every_token_remembers_the_settings_it_was_drawn_with(story):
    story.cut(0, 4, COLD)
    story.add(0, written("X"))
    assert [story.drawn_with(0, i) for i in range(5)] == [None, None, HOT, HOT, COLD]


def test_undo_and_redo_bring_back_the_very_same(story):
    before = story.ids(0)
    story.cut(0, 4, COLD)
    story.add(0, written("XY"))
    story.undo()
    assert story.ids(0) == before
    assert story.drawn_with(0, 5) is HOT
    assert not story.can_undo
    story.redo()
    assert text_of(story) == "abcdXY"
    assert not story.can_redo


def test_a_new_fork_forgets_what_was_undone(story):
    story.cut(0, 4, COLD)
    story.add(0, written("X"))
    story.undo()
    story.cut(0, 5, COLD)
    story.add(0, written("Z"))
    assert not story.can_redo
    assert text_of(story) == "abcdeZ"


def test_the_first_text_has_nothing_before_it():
    story = Story()
    story.begin("", 1, HOT)
    story.add(0, written("a"))
    assert not story.can_undo


def test_a_fork_in_one_sample_leaves_the_others():
    story = Story()
    story.begin("", 3, HOT)
    for i, text in enumerate(("aaa", "bbb", "ccc")):
        story.add(i, written(text))
    story.cut(1, 1, COLD)
    assert [text_of(story, i) for i in range(3)] == ["aaa", "b", "ccc"]


def test_a_fork_in_the_beginning_leaves_one_sample():
    story = Story()
    story.begin("ab", 2, HOT)
    story.given = tuple(written("ab"))
    story.add(0, written("cc"))
    story.cut(1, 1, COLD)
    assert len(story.samples) == 1
    assert text_of(story) == "a"


def test_older_tokens_of_a_very_long_text_lose_their_numbers(monkeypatch):
    monkeypatch.setattr(story_module, "ROOM", 1000)
    story = Story()
    story.begin("", 1, HOT)
    for _ in range(300):
        story.add(0, written("a", size=10))
    sizes = [t.distribution.size for t in story.samples[0]]
    assert sum(sizes) <= 1000
    assert sizes[0] == 0
    assert sizes[-1] == 10
    assert text_of(story) == "a" * 300


def test_the_seed_of_a_text_is_the_one_it_was_begun_with(story):
    story.cut(0, 4, COLD)
    assert story.seed == HOT.seed
