"""A text to learn from: what it is called, what is in it, and how to read it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.engine.census import Census
from playground.engine.characters import mend_surrogates, unify_newlines
from playground.engine.texts import TEXTS
from playground.errors import NotAChoice, TextEmpty, TextTooUniform
from playground.text import mark

PIECE = 1 << 20  # characters that are handled at a time
READING = mark("Reading the text")

# K: different characters


@dataclass(frozen=True, eq=False)
class Corpus:
    """A text: decoded, its newlines unified, and counted.

    A small text is held in memory; a large one is read from its files again by `chunks`.
    """

    name: str  # as people call it, such as "shakespeare.txt"
    source: str  # what to open again: "file", "text:<key>" or "pasted"
    files: tuple[Path, ...]  # empty for built-in and pasted texts
    size: int  # bytes
    encoding: str  # what was used, such as "utf-8" or "gb18030"
    sha256: str  # of the text in UTF-8, whatever its encoding on disk
    characters: int
    alphabet: NDArray[np.uint32]  # (K,) code points by falling count
    counts: NDArray[np.int64]  # (K,)
    floor: float | None = None  # bits per character that no model can pass, where known
    pieces: tuple[str, ...] = field(default=(), repr=False)  # the text, where it is in memory

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[str]:
        """Yield the characters from `start` to `stop` in pieces of about a million."""
        stop = self.characters if stop is None else min(stop, self.characters)
        position = 0
        for piece in self.pieces:
            if position >= stop:
                return
            part = piece[max(0, start - position) : stop - position]
            position += len(piece)
            if part:
                yield part

    def head(self, characters: int = 2000) -> str:
        """Return the beginning of the text."""
        return "".join(self.chunks(0, characters))


def pasted_corpus(text: str, name: str) -> Corpus:
    """Return a corpus of a text that a person typed or pasted."""
    return _in_memory(unify_newlines(mend_surrogates(text)), name, "pasted", None)


def built_in_corpus(key: str, size: int | None = None, seed: int = 1) -> Corpus:
    """Return a corpus of one of the TEXTS, of about `size` characters.

    Raises:
        NotAChoice: There is no built-in text `key`.
    """
    if key not in TEXTS:
        raise NotAChoice(name="text", value=key, choices=", ".join(TEXTS))
    spec = TEXTS[key]
    size = spec.default_size if size is None else size
    return _in_memory(spec.make(size, seed), spec.title, f"text:{key}", spec.floor())


def _in_memory(text: str, name: str, source: str, floor: float | None) -> Corpus:
    census = Census()
    pieces = tuple(text[i : i + PIECE] for i in range(0, len(text), PIECE))
    size = 0
    for piece in pieces:
        census.add(piece)
        size += len(piece.encode("utf-8"))
    check_census(census, name, size, text[:1])
    alphabet, counts = census.alphabet()
    return Corpus(
        name=name,
        source=source,
        files=(),
        size=size,
        encoding="utf-8",
        sha256=census.sha256(),
        characters=census.characters,
        alphabet=alphabet,
        counts=counts,
        floor=floor,
        pieces=pieces,
    )


def check_census(census: Census, name: str, size: int, first: str) -> None:
    """Refuse a text that has nothing to learn.

    Raises:
        TextEmpty: It has no characters.
        TextTooUniform: All its characters are the same.
    """
    alphabet, _ = census.alphabet()
    if not len(alphabet):
        raise TextEmpty(file=name, size=size, have=0, need=2)
    if len(alphabet) == 1:
        raise TextTooUniform(file=name, have=census.characters, character=first)
