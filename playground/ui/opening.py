"""Opening a text: in a job, with progress, and only the last one asked for counts."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.events import Event, Progress
from playground.errors import WorkspaceError
from playground.services.disk import write_whole
from playground.text import mark
from playground.ui.jobs import Jobs
from playground.ui.sources import Source

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

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

    The same text gets the same file. Returns `None` where the folder cannot be written.
    """
    data = text.encode("utf-8", "replace")
    file = folder / f"{name} {sha256(data).hexdigest()[:6]}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, data)
    except (OSError, WorkspaceError):
        return None
    return file
