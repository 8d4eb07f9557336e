"""What is to be said of a text that is too short to learn from, or rather short."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.engine.config import TextConfig
from playground.engine.recipe import MARGIN, SHORTEST_CONTEXT
from playground.ui.figures import whole
from playground.ui.language import tr

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

PLENTY = 10_000  # characters; with fewer a warning is in order


@dataclass(frozen=True)
class Shortness:
    """A sentence, empty for a text that is long enough, and whether one can train at all."""

    sentence: str = ""
    possible: bool = True


def shortness(corpus: Corpus, text: TextConfig) -> Shortness:
    """Return what is to be said of the length of `corpus`, cut and split as `text` says."""
    from playground.services.choosing import facts_of, tokens_per_character

    facts = facts_of(corpus, text)
    need, room = SHORTEST_CONTEXT + MARGIN, min(facts.tokens, facts.checked)
    if room < need:
        share = min(text.valid_share, 1 - text.valid_share)
        characters = math.ceil(need / tokens_per_character(corpus, text) / share)
        sentence = tr(
            "Too short to train on: it has {have} characters, and about {need} are needed. "
            "100,000 or more learn well.",
            have=whole(corpus.characters),
            need=whole(characters),
        )
        return Shortness(sentence, possible=False)
    if corpus.characters < PLENTY:
        sentence = tr(
            "A short text: with {have} characters a model soon knows it by heart. "
            "100,000 or more learn well.",
            have=whole(corpus.characters),
        )
        return Shortness(sentence)
    return Shortness()
