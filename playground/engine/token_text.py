"""A corpus as token ids: the part to train on and the part to check on."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.engine.token_files import (
    BLOCK,
    FileSink,
    MemorySink,
    Sink,
    checked,
    forget_oldest,
)
from playground.errors import TextTooShort
from playground.text import mark

if TYPE_CHECKING:
    from playground.engine.tokenizers.base import Ids, Tokenizer

IN_MEMORY = 32 << 20  # characters; the ids of a larger text are kept in a file
REPORT_EVERY = 1 << 20  # characters
ENCODING = mark("Turning the text into tokens")

# N: tokens


@dataclass(frozen=True, eq=False)
class TokenText:
    """The tokens of a part of a text."""

    ids: Ids  # (N,), as `kept_as` says, memory-mapped when large
    characters: int  # that the tokens stand for
    unknown: int  # how many of the tokens are the unknown token
    unknown_id: int | None = None  # the unknown token, if there is one
    hidden: int = 1  # different characters that it stands for, in the whole text

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.ids)

    def naming_nats(self, targets: Any) -> float:
        """Return what it costs to say which character each unknown token of `targets` stands for.

        A model that says "one of the rare ones" has not yet said which: any of them, for all it
        knows. Without this the loss would fall with the vocabulary, down to nothing.

        Args:
            targets: Token ids, an array or a tensor of any shape.
        """
        if self.unknown_id is None or self.hidden < 2:
            return 0.0
        return int((targets == self.unknown_id).sum()) * math.log(self.hidden)


def encode_corpus(
    corpus: Corpus, tokenizer: Tokenizer, config: TextConfig, cache: Path | None
) -> Generator[Progress, None, tuple[TokenText, TokenText]]:
    """Turn `corpus` into tokens; the last `config.valid_share` of its characters is kept aside.

    Args:
        corpus: The text.
        tokenizer: What cuts it.
        config: Tells how much is kept aside.
        cache: A folder for the ids of a large text, found again the next time; None holds
            them in memory.

    Returns:
        The text to train on and the text to check on.

    Raises:
        DiskFull, WorkspaceUnwritable: The ids of a large text cannot be written.
        TextChanged, TextMissing, TextUnreadable: A large text cannot be read again.
    """
    train = corpus.split(config.valid_share)
    shares = (train, corpus.characters - train)
    yield Progress(ENCODING, 0, corpus.characters)
    if cache is None or corpus.characters <= IN_MEMORY:
        texts = yield from _in_memory(corpus, tokenizer, shares)
    else:
        texts = yield from _on_disk(corpus, tokenizer, shares, cache)
    yield Progress(ENCODING, corpus.characters, corpus.characters)
    train_text, valid_text = (
        replace(text, unknown_id=tokenizer.unknown_id, hidden=hidden_by(tokenizer, corpus))
        for text in texts
    )
    return train_text, valid_text


def hidden_by(tokenizer: Tokenizer, corpus: Corpus) -> int:
    """Return how many different characters of `corpus` are the unknown token; 1 if none is."""
    if tokenizer.unknown_id is None:
        return 1
    ids = tokenizer.encode("".join(map(chr, corpus.alphabet)))
    return max(1, _count(ids, tokenizer.unknown_id))


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


def kept_as(tokenizer: Tokenizer) -> type[np.unsignedinteger[Any]]:
    """Return the type of the ids of a whole text: bytes if they hold them, and `vocab_size`.

    A large text has many ids, and writing them takes about half of the time of encoding it.
    """
    return np.uint8 if tokenizer.vocab_size < 256 else tokenizer.dtype


class _Reader:
    """Hands out the characters of a text in order, so many and then so many."""

    def __init__(self, corpus: Corpus) -> None:
        self.read = 0  # characters
        self._pieces = corpus.chunks()
        self._rest = ""

    def take(self, characters: int) -> Iterator[str]:
        """Yield the next `characters` characters in pieces."""
        while characters:
            piece = self._rest or next(self._pieces, "")
            if not piece:
                return
            piece, self._rest = piece[:characters], piece[characters:]
            characters -= len(piece)
            self.read += len(piece)
            yield piece


def _encode(
    reader: _Reader, tokenizer: Tokenizer, characters: int, total: int, sink: Sink
) -> Generator[Progress, None, TokenText]:
    """Encode the next `characters` characters into `sink`."""
    unknown = 0
    due = reader.read + REPORT_EVERY
    for ids in tokenizer.encode_pieces(reader.take(characters)):
        sink.append(ids)
        unknown += _count(ids, tokenizer.unknown_id)
        if reader.read >= due:
            due = reader.read + REPORT_EVERY
            yield Progress(ENCODING, reader.read, total)
    return TokenText(sink.close(), characters, unknown)


def _in_memory(
    corpus: Corpus, tokenizer: Tokenizer, shares: tuple[int, int]
) -> Generator[Progress, None, tuple[TokenText, TokenText]]:
    reader = _Reader(corpus)
    total = corpus.characters
    sinks = MemorySink(kept_as(tokenizer)), MemorySink(kept_as(tokenizer))
    train = yield from _encode(reader, tokenizer, shares[0], total, sinks[0])
    valid = yield from _encode(reader, tokenizer, shares[1], total, sinks[1])
    return train, valid


def _on_disk(
    corpus: Corpus, tokenizer: Tokenizer, shares: tuple[int, int], cache: Path
) -> Generator[Progress, None, tuple[TokenText, TokenText]]:
    """Find the ids in the cache, or put them there."""
    key = hashlib.sha256(f"{corpus.sha256} {tokenizer.to_json()}".encode()).hexdigest()[:32]
    kind = np.dtype(kept_as(tokenizer)).name
    paths = [
        cache / "ids" / f"{key}-{part}-{characters}.{kind}"
        for part, characters in zip(("train", "valid"), shares, strict=True)
    ]
    found = [
        _found(path, tokenizer, characters) for path, characters in zip(paths, shares, strict=True)
    ]
    if found[0] and found[1]:
        return found[0], found[1]
    reader = _Reader(corpus)
    texts = []
    for path, characters in zip(paths, shares, strict=True):
        forget_oldest(path.parent)
        sink = FileSink(path, kept_as(tokenizer))
        try:
            text = yield from _encode(reader, tokenizer, characters, corpus.characters, sink)
        finally:
            sink.discard()
        texts.append(text)
    return texts[0], texts[1]


def _found(path: Path, tokenizer: Tokenizer, characters: int) -> TokenText | None:
    """Return the ids that an earlier run put into the cache; None where they are not sound."""
    try:
        ids = checked(path, kept_as(tokenizer))
        path.touch()  # so that it is not the oldest
    except (OSError, ValueError):  # not there, or damaged
        return None
    blocks = (ids[i : i + BLOCK] for i in range(0, len(ids), BLOCK))
    return TokenText(ids, characters, sum(_count(block, tokenizer.unknown_id) for block in blocks))


def _count(ids: Ids, unknown_id: int | None) -> int:
    return 0 if unknown_id is None else int(np.count_nonzero(ids == unknown_id))
