"""Read files for the first time: find their encodings, count what is in them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace

from playground.engine.census import Census
from playground.engine.encoding import CONTROL_SHARE, NoText, guess_encoding, marked_encoding
from playground.engine.events import Progress
from playground.engine.source import TextFile
from playground.errors import EncodingWrong, TextBinary
from playground.text import mark

REPORT_EVERY = 8 << 20  # bytes
READING = mark("Reading the text")


class Scan:
    """What is known of the files read so far; they make one text, one after the other."""

    def __init__(self, total: int, keep: bool) -> None:
        """Start with nothing read.

        Args:
            total: Bytes of all files, for the progress.
            keep: Whether to hold the text in memory.
        """
        self.census = Census()
        self.files: list[TextFile] = []
        self.pieces: list[str] = []
        self._keep = keep
        self._total = total
        self._done = 0  # bytes

    def read(self, file: TextFile, chosen: str | None) -> Generator[Progress, None, None]:
        """Add a file, in the encoding `chosen` or the one that fits.

        Raises:
            EncodingWrong: The chosen encoding does not fit.
            TextBinary: The file is no text.
            TextChanged, TextMissing, TextUnreadable: It cannot be read to its end.
        """
        tried: set[str] = set()
        position = 0
        while file.size:
            encoding = chosen or _guess(file, position, tried)
            attempt = replace(file, encoding=encoding)
            try:
                yield from self._count(attempt)
            except EncodingWrong as wrong:
                if chosen:
                    raise
                tried.add(encoding)
                position = int(str(wrong.values["position"]))
            else:
                file = attempt
                break
        self.files.append(file)
        self._done += file.size

    def _count(self, file: TextFile) -> Generator[Progress, None, None]:
        """Add the characters of `file`, all or, where its encoding does not fit, none."""
        census = self.census.copy()
        pieces: list[str] = []
        reported = 0
        yield Progress(READING, self._done, self._total)
        for text, read in _with_break(file.blocks(), census.last):
            census.add(text)
            if self._keep:
                pieces.append(text)
            if read - reported >= REPORT_EVERY:
                reported = read
                yield Progress(READING, self._done + read, self._total)
        controls = census.control_characters() - self.census.control_characters()
        share = controls / max(1, census.characters - self.census.characters)
        if share > CONTROL_SHARE:
            raise _binary(file, share, file.size)
        self.census = census
        self.pieces += pieces


def join_files(files: Iterable[TextFile]) -> Iterator[str]:
    """Yield the text of several files, read again; each begins on a new line."""
    last = "\n"
    for file in files:
        for text, _ in _with_break(file.blocks(), last):
            yield text
            last = text[-1]


def _with_break(blocks: Iterator[tuple[str, int]], last: str) -> Iterator[tuple[str, int]]:
    """Begin with a newline where the text before, which ends in `last`, has none."""
    for text, read in blocks:
        yield (text if last == "\n" else "\n" + text), read
        last = "\n"


def _guess(file: TextFile, position: int, tried: set[str]) -> str:
    sample, ends = file.sample(position)
    marked = None if position else marked_encoding(sample)
    if marked and marked not in tried:
        return marked
    try:
        return guess_encoding(sample, ends, tried)
    except NoText as error:
        raise _binary(file, error.share, len(sample)) from None


def _binary(file: TextFile, share: float, read: int) -> TextBinary:
    return TextBinary(file=file.path.name, share=max(1, round(100 * share)), read=read)
