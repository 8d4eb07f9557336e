"""Opening a text: in a job, with progress, and only the last one asked for counts."""

import re
import unicodedata
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event, Progress
from playground.errors import WorkspaceError
from playground.files import is_there, read_bytes
from playground.services.disk import write_whole
from playground.text import mark
from playground.ui.jobs import Jobs
from playground.ui.sources import Source

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

READ_FOR_A_NAME = 500  # characters
LONGEST_NAME = 28  # columns

Work = Callable[[], Generator[Event, None, "Corpus"]]


@dataclass(frozen=True)
class Opened(Event):
    """The text is open."""

    corpus: "Corpus"


class Opening(QObject):
    """One text that is being opened."""

    progressed = Signal(object)  # Progress
    opened = Signal(object)  # Corpus
    failed = Signal(Exception)

    def __init__(self, source: Source, work: Work, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.source = source
        self._cancelled = False
        self._job = jobs.start(lambda: _with_result(work))
        self._job.reported.connect(self._take)
        self._job.failed.connect(self._fail)

    def cancel(self) -> None:
        """Forget about it; nothing is reported any more."""
        self._cancelled = True
        self._job.stop()

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if self._cancelled:
                return
            if isinstance(event, Opened):
                self.opened.emit(event.corpus)
            elif isinstance(event, Progress):
                self.progressed.emit(event)

    def _fail(self, error: Exception) -> None:
        if not self._cancelled:
            self.failed.emit(error)


def _with_result(work: Work) -> Iterable[Event]:
    corpus = yield from work()
    yield Opened(corpus)


def read_source(source: Source) -> "Generator[Event, None, Corpus]":
    """Read the text that `source` names (runs on a job's thread)."""
    from playground.engine.corpus import built_in_corpus, open_corpus

    if source.built_in:
        yield Progress(mark("Writing the text"), 0, 0)
        return built_in_corpus(source.built_in)
    return (yield from open_corpus(source.files, source.encoding or None))


def read_pasted(text: str, name: str) -> "Generator[Event, None, Corpus]":
    """Take a pasted text as it is (runs on a job's thread)."""
    from playground.engine.corpus import pasted_corpus

    yield Progress(mark("Reading the text"), 0, 0)
    return pasted_corpus(text, name)


def keep_pasted(text: str, name: str, folder: Path) -> Path | None:
    """Write a pasted text to a file, so that it can be opened again and a run can go on with it.

    The file is called by the first words of the text; the same text gets the same file.
    Returns `None` where the folder cannot be written.
    """
    data = text.encode("utf-8", "replace")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _place_for(data, first_words(text) or name, folder)
        write_whole(file, data)
    except (OSError, WorkspaceError):
        return None
    return file


def first_words(text: str) -> str:
    """Return the beginning of a text as a name that every file system takes, perhaps none."""
    kept = ""
    for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text[:READ_FOR_A_NAME]):
        longer = f"{kept} {word}".strip()
        if kept and _columns(longer) > LONGEST_NAME:
            break
        kept = longer
    name = kept[:LONGEST_NAME].strip()
    return "" if PureWindowsPath(name).is_reserved() else name


def _columns(words: str) -> int:
    """Return how wide words are, a Chinese character counting as two letters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def _place_for(data: bytes, name: str, folder: Path) -> Path:
    """Return the file that holds `data`, or a free one, numbered where the name is taken."""
    for number in count(1):
        file = folder / (f"{name}.txt" if number == 1 else f"{name} {number}.txt")
        if not is_there(file) or _holds(file, data):
            return file
    raise AssertionError


def _holds(file: Path, data: bytes) -> bool:
    try:
        return read_bytes(file, len(data)) == data
    except OSError:
        return False
