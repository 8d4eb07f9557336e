"""The table of built-in texts: the only place that lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playground.engine.texts.prose import read_prose
from playground.engine.texts.story import story_grammar
from playground.text import mark


@dataclass(frozen=True)
class TextSpec:
    """One built-in text."""

    key: str  # on disk and on the command line; never renamed
    title: str  # marked for translation
    help: str  # marked for translation
    language: str  # "en" or "zh"
    default_size: int  # characters; 0: all there is
    make: Callable[[int, int], str]  # from size and seed
    floor: Callable[[], float | None]  # bits per character that no model can pass, where known


def _prose(key: str, title: str, help: str, language: str) -> TextSpec:
    """Return a text that somebody wrote; nobody knows how predictable it is."""
    return TextSpec(key, title, help, language, 0, partial(read_prose, key), lambda: None)


def _story(key: str, title: str, help: str, language: str, size: int) -> TextSpec:
    """Return a text that a grammar writes."""
    return TextSpec(
        key,
        title,
        help,
        language,
        size,
        lambda size, seed: story_grammar(key).make(size, seed),
        lambda: story_grammar(key).bits_per_character(),
    )


TEXTS: dict[str, TextSpec] = {
    spec.key: spec
    for spec in (
        _prose(
            "fables-en",
            mark("Fables"),
            mark("Tales written for this program, in English."),
            "en",
        ),
        _prose(
            "fables-zh",
            mark("Fables (Chinese)"),
            mark("Tales written for this program, in Chinese."),
            "zh",
        ),
        _story(
            "story-en",
            mark("Story grammar"),
            mark("Little stories that a grammar puts together; the best possible loss is known."),
            "en",
            300_000,
        ),
        _story(
            "story-zh",
            mark("Story grammar (Chinese)"),
            mark("The same in Chinese: the best possible loss is known."),
            "zh",
            100_000,
        ),
    )
}
