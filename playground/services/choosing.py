"""The settings that suit a text and a budget on this computer."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from playground.engine.config import RunConfig, TextConfig
from playground.engine.corpus import Corpus
from playground.engine.events import Chosen, Progress
from playground.engine.recipe import TYPICAL_SPEED, Facts, recommend
from playground.engine.tokenizers import TOKENIZERS
from playground.services.speeds import speed_of

CHARACTERS_PER_PIECE = 3  # of BPE, about, where words are written with letters


def facts_of(corpus: Corpus, text: TextConfig) -> Facts:
    """Return what the recipe has to know of a text; tokens are estimated, not counted."""
    trained = corpus.split(text.valid_share)
    per_character = tokens_per_character(corpus, text)
    return Facts(
        tokens=max(1, round(trained * per_character)),
        vocab_size=TOKENIZERS[text.tokenizer].size(corpus, text),
        checked=round((corpus.characters - trained) * per_character),
    )


def tokens_per_character(corpus: Corpus, text: TextConfig) -> float:
    """Return how many tokens a character becomes, about."""
    return {
        "char": 1.0,
        "byte": corpus.size / max(1, corpus.characters),
        "bpe": 1 / CHARACTERS_PER_PIECE,
    }[text.tokenizer]


def choose(corpus: Corpus, config: RunConfig, cache: Path) -> Generator[Progress, None, Chosen]:
    """Return the settings for a text and a budget; the speed is measured if it has to be.

    Of `config` the model, the budget, the way to cut the text, and what `recommend` keeps.
    """
    speed = TYPICAL_SPEED
    if not config.training.steps:
        speed = yield from speed_of(config.model, cache)
    facts = facts_of(corpus, config.text)
    suited = recommend(config.model, facts, config.training, speed, config.settings)
    return Chosen(suited.model, suited.settings, suited.training, speed)
