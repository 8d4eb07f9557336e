"""The table of built-in texts: the only place that lists them."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.engine.texts.prose import prose
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


TEXTS: dict[str, TextSpec] = {
    spec.key: spec
    for spec in (
        TextSpec(
            "fables-en",
            mark("Fables"),
            mark("Tales written for this program, in English."),
            "en",
            0,
            prose("fables-en"),
            lambda: None,  # nobody knows how predictable prose is
        ),
        TextSpec(
            "fables-zh",
            mark("Fables (Chinese)"),
            mark("Tales written for this program, in Chinese."),
            "zh",
            0,
            prose("fables-zh"),
            lambda: None,  # nobody knows how predictable prose is
        ),
    )
}
