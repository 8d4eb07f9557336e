import math
import random
from collections.abc import Iterator
from itertools import pairwise

import pytest

from playground.engine.texts.grammar import BETWEEN, Grammar, Part, Story, Template, Thing
from playground.engine.texts.grammar_file import read_grammar
from playground.engine.texts.story import story_grammar

NAMES = ("story-en", "story-zh")
TINY = """
# comment
[start]
3 {who:person} {verb}.
1 Then {who:person} {verb}, and {who.he} {end@who}.

[verb ~]
sings, jumps

[end@ann]
1 rests

[end@bo]
2 waits\\nhere
1 leaves

[person: name he]
1 ann = Ann Miller | Ann | she
3 bo = old Bo | Bo | he
"""


def options(grammar: Grammar, part: Part, story: Story) -> Iterator[tuple[float, Template, Story]]:
    """Yield what may stand for `part`: probability, parts, and what is known afterwards."""
    if part.kind == ".":
        yield 1.0, (story[part.name].form(part.more),), story
    elif part.kind == ":":
        for p, thing in grammar.things[part.more]:
            yield p, (thing.first,), {**story, part.name: thing}
    else:
        name = f"{part.name}@{story[part.more].key}" if part.kind == "@" else part.name
        for p, template in grammar.rules[name]:
            yield p, template, story


def derivations(
    grammar: Grammar, parts: Template, text: str, story: Story
) -> Iterator[tuple[float, str]]:
    """Yield every series of choices that `text` can begin with: its bits, and what is left.

    An independent reading of the grammar, which knows nothing of how texts are written.
    """
    if not parts:
        yield 0.0, text
    elif isinstance(parts[0], str):
        if text.startswith(parts[0]):
            yield from derivations(grammar, parts[1:], text[len(parts[0]) :], story)
    else:
        for p, inner, known in options(grammar, parts[0], story):
            for bits, rest in derivations(grammar, inner + parts[1:], text, known):
                yield bits - math.log2(p), rest


def test_a_tiny_grammar_by_hand():
    grammar = read_grammar(TINY)
    p = {"sings": (1 / 3) / (1 / 3 + 1 / 4), "jumps": (1 / 4) / (1 / 3 + 1 / 4)}
    texts: dict[str, float] = {}
    for verb, chance in p.items():
        texts[f"Ann Miller {verb}."] = 0.75 * 0.25 * chance
        texts[f"old Bo {verb}."] = 0.75 * 0.75 * chance
        texts[f"Then Ann Miller {verb}, and she rests."] = 0.25 * 0.25 * chance
        texts[f"Then old Bo {verb}, and he waits\nhere."] = 0.25 * 0.75 * chance * 2 / 3
        texts[f"Then old Bo {verb}, and he leaves."] = 0.25 * 0.75 * chance * 1 / 3
    assert sum(texts.values()) == pytest.approx(1)
    bits = -sum(p * math.log2(p) for p in texts.values())
    characters = sum(p * (len(text) + 2) for text, p in texts.items())
    assert grammar.bits_per_character() == pytest.approx(bits / characters, rel=1e-12)
    chance = random.Random(1)
    for _ in range(200):
        text, cost = grammar.story(chance)
        assert cost == pytest.approx(-math.log2(texts[text]))


def test_forms_can_be_capitalised():
    thing = Thing(1, "fox", "a fox", {"the": "the fox", "he": "she"})
    assert [thing.form("the"), thing.form("The"), thing.form("He")] == ["the fox", "The fox", "She"]


@pytest.mark.parametrize("name", NAMES)
def test_a_story_comes_from_one_series_of_choices_only(name: str):
    grammar = story_grammar(name)
    chance = random.Random(7)
    for _ in range(60):
        text, bits = grammar.story(chance)
        found = list(derivations(grammar, (Part("rule", grammar.start),), text, {}))
        assert [left for _, left in found] == [""]
        assert found[0][0] == pytest.approx(bits)


@pytest.mark.parametrize("name", NAMES)
def test_no_option_begins_like_another(name: str):
    """Then every choice can be read off the text as it goes on: no two texts are the same."""
    grammar = story_grammar(name)
    stories = list(some_stories(grammar))
    clashes = set()
    for table, choice in grammar.things.items():
        clashes |= alike(table, [[thing.first] for _, thing in choice])
    for rule, choice in grammar.rules.items():
        for story in stories:
            openings = [list(first_words(grammar, template, story)) for _, template in choice]
            clashes |= alike(rule, openings)
    assert not clashes


def alike(name: str, openings: list[list[str]]) -> set[tuple[str, str, str]]:
    """Return the pairs of openings of different options that begin alike."""
    words = sorted((word, i) for i, option in enumerate(openings) for word in set(option))
    # Sorted, a word stands right before those that it begins, or before another such word.
    return {
        (name, one, other)
        for (one, i), (other, j) in pairwise(words)
        if other.startswith(one) and (i != j or one != other)
    }


def some_stories(grammar: Grammar) -> Iterator[Story]:
    """Yield what may be known in a story: every thing once, and many chance meetings."""
    tables = {
        part.name: [thing for _, thing in grammar.things[part.more]]
        for choice in grammar.rules.values()
        for _, template in choice
        for part in template
        if isinstance(part, Part) and part.kind == ":"
    }
    chance = random.Random(4)
    for i in range(40):
        yield {
            name: things[i] if i < len(things) else chance.choice(things)
            for name, things in tables.items()
        }


def first_words(grammar: Grammar, parts: Template, story: Story, enough: int = 6) -> Iterator[str]:
    """Yield what a template can begin with, about `enough` characters of it."""
    if not parts or enough <= 0:
        yield ""
    elif isinstance(parts[0], str):
        for rest in first_words(grammar, parts[1:], story, enough - len(parts[0])):
            yield parts[0] + rest
    else:
        for _, inner, known in options(grammar, parts[0], story):
            yield from first_words(grammar, inner + parts[1:], known, enough)


@pytest.mark.parametrize("name", NAMES)
def test_the_entropy_is_what_many_stories_cost(name: str):
    """A second method: the mean of -log2 p over many stories, by the law of large numbers.

    4000 stories; the standard error of the ratio is taken from the stories themselves, and
    five of them are allowed (one test in a million fails by chance).
    """
    grammar = story_grammar(name)
    chance = random.Random(2)
    stories = [grammar.story(chance) for _ in range(4000)]
    bits = [cost for _, cost in stories]
    lengths = [len(text) + len(BETWEEN) for text, _ in stories]
    rate = sum(bits) / sum(lengths)
    spread = math.fsum((b - rate * n) ** 2 for b, n in zip(bits, lengths, strict=True))
    error = math.sqrt(spread) / sum(lengths)
    assert grammar.bits_per_character() == pytest.approx(rate, abs=5 * error)
    assert error < 0.005 * rate


@pytest.mark.parametrize("name", NAMES)
def test_stories_are_seldom_told_twice(name: str):
    grammar = story_grammar(name)
    chance = random.Random(3)
    stories = [grammar.story(chance)[0] for _ in range(1000)]
    assert len(set(stories)) == 1000
    assert not [story for story in stories if BETWEEN in story or "{" in story or "  " in story]


def test_the_same_seed_tells_the_same_stories():
    grammar = story_grammar("story-en")
    assert grammar.make(5000, 1) == grammar.make(5000, 1)
    assert grammar.make(5000, 1) != grammar.make(5000, 2)
    assert grammar.make(9000, 1).startswith(grammar.make(5000, 1))


@pytest.mark.parametrize("size", [0, 1, 1000, 50_000])
def test_texts_have_the_size_asked_for_and_end_with_a_story(size: int):
    grammar = story_grammar("story-zh")
    text = grammar.make(size, 1)
    assert size <= len(text) < size + 1000
    assert text.endswith("\n\n")
    assert grammar.make(len(text), 1) == text
