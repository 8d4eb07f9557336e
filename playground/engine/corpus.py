"""A text to learn from: what it is called, what is in it, and how to read it again."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.engine.census import Census
from playground.engine.characters import REPLACEMENT, as_read, mend_surrogates
from playground.engine.encoding import DAMAGED, chosen_encoding
from playground.engine.events import Progress
from playground.engine.scan import READING, Scan, join_files
from playground.engine.source import TextFile, text_files
from playground.engine.texts import TEXTS
from playground.errors import (
    EncodingWrong,
    FolderWithoutText,
    NotAChoice,
    TextBinary,
    TextBlank,
    TextEmpty,
    TextMissing,
    TextTooUniform,
    TextUnreadable,
)

IN_MEMORY = 64 << 20  # bytes of files; larger texts are read again each time
PIECE = 1 << 20  # characters that are handled at a time
SEVERAL = "mixed"  # the encoding of several files that differ

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
    parts: tuple[TextFile, ...] = field(default=(), repr=False)  # where to read it again
    left_out: tuple[Path, ...] = ()  # files in folders that are no text

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[str]:
        """Yield the characters from `start` to `stop` in pieces of about a million.

        Raises:
            TextChanged, TextMissing, TextUnreadable: A file that is read again has changed,
                or has gone.
        """
        stop = self.characters if stop is None else min(stop, self.characters)
        position = 0
        for piece in self.pieces or join_files(self.parts):
            if position >= stop:
                return
            part = piece[max(0, start - position) : stop - position]
            position += len(piece)
            if part:
                yield part

    @property
    def damaged(self) -> int:
        """How many characters could not be read and became U+FFFD."""
        if not any(part.encoding.endswith(DAMAGED) for part in self.parts):
            return 0
        return int(self.counts[self.alphabet == ord(REPLACEMENT)].sum())

    def split(self, valid_share: float) -> int:
        """Return how many characters are trained on when the last `valid_share` is kept aside."""
        return self.characters - round(self.characters * valid_share)

    def head(self, characters: int = 2000) -> str:
        """Return the beginning of the text."""
        return "".join(self.chunks(0, characters))


def pasted_corpus(text: str, name: str) -> Corpus:
    """Return a corpus of a text that a person typed or pasted."""
    return _in_memory(as_read(text), name, "pasted")


def built_in_corpus(key: str, size: int | None = None, seed: int = 1) -> Corpus:
    """Return a corpus of one of the TEXTS, of about `size` characters.

    Raises:
        NotAChoice: There is no built-in text `key`.
    """
    if key not in TEXTS:
        raise NotAChoice(name="text", value=key, choices=", ".join(TEXTS))
    spec = TEXTS[key]
    text = spec.make(spec.default_size if size is None else size, seed)
    return replace(_in_memory(text, spec.title, f"text:{key}"), floor=spec.floor())


def open_corpus(
    files: Sequence[Path], encoding: str | None = None
) -> Generator[Progress, None, Corpus]:
    """Read text files, or the text files in folders, one after the other as one text.

    What is found in a folder and cannot be read as text is left out (`Corpus.left_out`).

    Args:
        files: Files and folders.
        encoding: What they are written in; None to find it out.

    Raises:
        TextError: What is wrong with a file, in a sentence.
    """
    chosen = chosen_encoding(encoding)
    scan, left_out = yield from _scanned(files, chosen)
    size = sum(file.size for file in scan.files)
    name = scan.files[0].path.name if scan.files else ""
    name = name if len(scan.files) < 2 else f"{name} + {len(scan.files) - 1} more"
    name = mend_surrogates(name)
    check_census(scan.census, name, size)
    alphabet, counts = scan.census.alphabet()
    encodings = {file.encoding for file in scan.files if file.size}
    return Corpus(
        name=name,
        source="file",
        files=tuple(file.path for file in scan.files),
        size=size,
        encoding=encodings.pop() if len(encodings) == 1 else SEVERAL,
        sha256=scan.census.sha256(),
        characters=scan.census.characters,
        alphabet=alphabet,
        counts=counts,
        pieces=tuple(scan.pieces),
        parts=tuple(scan.files),
        left_out=tuple(left_out),
    )


def _scanned(
    files: Sequence[Path], chosen: str | None
) -> Generator[Progress, None, tuple[Scan, list[Path]]]:
    """Read the files; also return those in folders that are no text."""
    found = yield from text_files(files)
    size = sum(file.size for file in found)
    scan = Scan(size, keep=size <= IN_MEMORY)
    left_out: list[Path] = []
    for file in found:
        try:
            yield from scan.read(file, chosen)
        except (TextBinary, TextMissing, TextUnreadable, EncodingWrong):
            if not file.found:
                raise
            left_out.append(file.path)
    yield Progress(READING, size, size)
    if left_out and not scan.files:
        raise FolderWithoutText(folder=", ".join(map(str, files)), files=len(found))
    return scan, left_out


def check_census(census: Census, name: str, size: int) -> None:
    """Refuse a text that has nothing to learn.

    Raises:
        TextEmpty: It has no characters.
        TextBlank: All its characters are spaces and line breaks.
        TextTooUniform: All its characters are the same.
    """
    characters = [chr(code) for code in census.alphabet()[0]]
    if not characters:
        raise TextEmpty(file=name, size=size, have=0, need=2)
    if "".join(characters).isspace():
        raise TextBlank(file=name, have=census.characters)
    if len(characters) == 1:
        raise TextTooUniform(file=name, have=census.characters, character=characters[0])


def _in_memory(text: str, name: str, source: str) -> Corpus:
    census = Census()
    pieces = tuple(text[i : i + PIECE] for i in range(0, len(text), PIECE))
    for piece in pieces:
        census.add(piece)
    size = sum(len(piece.encode("utf-8")) for piece in pieces)
    check_census(census, name, size)
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
        pieces=pieces,
    )
