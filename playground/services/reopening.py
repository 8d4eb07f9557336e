"""Opening the text of a run again, from where it came."""

import os
from collections.abc import Generator

from playground.engine.corpus import Corpus, built_in_corpus, open_corpus, pasted_corpus
from playground.engine.events import Progress
from playground.engine.texts import TEXTS
from playground.errors import NotAChoice, RunTextDiffers, TextError, TextMissing
from playground.files import read_text
from playground.paths import as_written
from playground.services.addresses import path_of
from playground.services.runs import PASTED_TEXT, Run
from playground.text import mark

READING = mark("Reading the text")
WIDEST = 4  # bytes that one byte may become in another encoding
SLACK = 1 << 20  # bytes: half characters are written as question marks


def reopen(run: Run) -> Generator[Progress, None, Corpus]:
    """Open the text of a run; whether it is the same text is for the caller to compare.

    Raises:
        RunTextDiffers: It is gone or cannot be read.
    """
    try:
        return (yield from _open(run))
    except (TextError, NotAChoice, OSError, UnicodeError) as error:
        raise RunTextDiffers(
            run=run.name, file=run.text.name, characters=f"{run.text.characters:,}"
        ) from error


def _open(run: Run) -> Generator[Progress, None, Corpus]:
    text = run.text
    if text.source == "file":
        if not text.files:  # imported: it is not told where the text was
            raise TextMissing(file=text.name, texts=", ".join(TEXTS))
        files = [as_written(path_of(file)) for file in text.files]
        if any(os.path.isdir(file) for file in files):  # not to be searched for texts
            raise TextMissing(file=text.name, texts=", ".join(TEXTS))
        most = WIDEST * text.size + SLACK  # it may have been saved in another encoding since
        if sum(os.stat(file).st_size for file in files) > most:  # another file: not to be read
            raise TextMissing(file=text.name, texts=", ".join(TEXTS))
        return (yield from open_corpus(files, text.encoding))
    yield Progress(READING, 0, text.characters)
    if text.source == "pasted":
        most = text.size + SLACK  # what it takes is known
        return pasted_corpus(read_text(run.path / PASTED_TEXT, most), text.name)
    return built_in_corpus(text.source.removeprefix("text:"))
