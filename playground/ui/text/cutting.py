"""Cutting, in a job, the beginning of a text into tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.engine.config import TextConfig
from playground.engine.events import Event

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

SHOWN = 3000  # characters of the beginning
LEARNED_FROM = 2_000_000  # characters that the pieces of words are learned from


@dataclass(frozen=True)
class Cut(Event):
    """The beginning of the text as tokens."""

    texts: tuple[str, ...]  # of each token; "" for a part of a character
    labels: tuple[str, ...]
    ids: tuple[int, ...]
    vocab_size: int
    characters: int


def cut(corpus: Corpus, config: TextConfig) -> Iterator[Event]:
    """Make a tokenizer of the kind that `config` names and cut the beginning of the text."""
    from playground.engine.corpus import pasted_corpus
    from playground.engine.tokenizers import train_tokenizer

    head = corpus.head(SHOWN)
    if config.tokenizer == "bpe" and corpus.characters > LEARNED_FROM:
        tokenizer = yield from train_tokenizer(
            pasted_corpus(corpus.head(LEARNED_FROM), corpus.name), config
        )
    else:
        tokenizer = yield from train_tokenizer(corpus, config)
    ids = tuple(int(id) for id in tokenizer.encode(head))
    stream = tokenizer.stream()
    texts = [stream.feed(id) for id in ids]
    if texts:
        texts[-1] += stream.flush()
    labels = tuple(tokenizer.label(id) for id in ids)
    yield Cut(tuple(texts), labels, ids, tokenizer.vocab_size, len(head))
