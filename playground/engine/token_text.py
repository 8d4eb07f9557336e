"""A corpus as token ids: the part to train on and the part to check on."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.errors import TextTooShort
from playground.text import mark

if TYPE_CHECKING:
    from playground.engine.tokenizers.base import Ids, Tokenizer

ENCODING = mark("Turning the text into tokens")

# N: tokens


@dataclass(frozen=True, eq=False)
class TokenText:
    """The tokens of a part of a text."""

    ids: Ids  # (N,), memory-mapped when large
    characters: int  # that the tokens stand for
    unknown: int  # how many of the tokens are the unknown token

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.ids)


def encode_corpus(
    corpus: Corpus, tokenizer: Tokenizer, config: TextConfig, cache: Path | None
) -> Generator[Progress, None, tuple[TokenText, TokenText]]:
    """Turn `corpus` into tokens; the last `config.valid_share` of its characters is kept aside.

    Returns:
        The text to train on and the text to check on.
    """
    kept = corpus.characters - round(corpus.characters * config.valid_share)
    yield Progress(ENCODING, 0, corpus.characters)
    train = _encode(corpus, tokenizer, 0, kept)
    yield Progress(ENCODING, kept, corpus.characters)
    valid = _encode(corpus, tokenizer, kept, corpus.characters)
    yield Progress(ENCODING, corpus.characters, corpus.characters)
    return train, valid


def check_length(corpus_name: str, train: TokenText, valid: TokenText, context: int) -> None:
    """Refuse a text without one window of `context` tokens to train on and one to check.

    Raises:
        TextTooShort: One of the two parts is too short.
    """
    shorter = min(len(train), len(valid))
    if shorter > context:
        return
    have = len(train) + len(valid)
    need = math.ceil((context + 1) * have / max(1, shorter))
    raise TextTooShort(file=corpus_name, have=have, context=context, need=need)


def _encode(corpus: Corpus, tokenizer: Tokenizer, start: int, stop: int) -> TokenText:
    pieces = list(tokenizer.encode_pieces(corpus.chunks(start, stop)))
    ids = np.concatenate(pieces) if pieces else np.zeros(0, dtype=tokenizer.dtype)
    unknown = 0 if tokenizer.unknown_id is None else int((ids == tokenizer.unknown_id).sum())
    return TokenText(ids, stop - start, unknown)
