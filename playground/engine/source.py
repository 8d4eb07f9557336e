"""The files of a text: which they are, and their characters, block by block."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from playground.engine.characters import BYTE_ORDER_MARK
from playground.engine.encoding import SAMPLE, decoder
from playground.engine.events import Progress
from playground.engine.texts import TEXTS
from playground.errors import (
    EncodingWrong,
    FolderWithoutText,
    TextChanged,
    TextMissing,
    TextUnreadable,
)
from playground.files import reading as opened
from playground.text import mark

BLOCK = 1 << 20  # bytes that are handed on at a time
PART = 1 << 18  # bytes that are decoded at a time: they stay in the processor's cache
LOOKING = mark("Looking for text files")
NO_FILE = mark("it is no ordinary file")
# What a folder's text files end in.
ENDING = re.compile(
    r"\.(txt|text|md|markdown|rst|tex|csv|tsv|jsonl?|xml|html?|srt|lrc|log|org|py|js|ts|c|h|cpp|hpp"
    r"|java|go|rs|rb|sh|sql|css|toml|ya?ml|ini)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TextFile:
    """A text file as it was when it was first read."""

    path: Path
    size: int  # bytes
    modified: int  # nanoseconds
    encoding: str  # as `decoder` takes it
    found: bool = False  # in a folder: it was not named itself, and may be left out

    def blocks(self) -> Iterator[tuple[str, int]]:
        """Yield the text in blocks, each with the number of bytes read so far.

        Byte order marks are left out, newlines are unified.

        Raises:
            EncodingWrong: A byte does not fit the encoding.
            TextChanged: The file is not what it was.
            TextMissing, TextUnreadable: It cannot be read any more.
        """
        parts: list[str] = []
        read, due = 0, BLOCK
        for text, read in self._decoded(min(PART, BLOCK)):
            parts.append(text)
            if read >= due:
                due = read + BLOCK
                if block := "".join(parts):
                    yield block, read
                parts.clear()
        if block := "".join(parts):
            yield block, read

    def sample(self, position: int = 0) -> tuple[bytes, bool]:
        """Return the bytes around `position`, and whether the file ends with them."""
        with reading(self.path) as file:
            start = max(0, position - SAMPLE // 4)
            file.seek(start)
            sample = file.read(SAMPLE)
        ends = start + len(sample) >= self.size
        if start:  # begin with a whole line, lest a character is cut in two
            sample = sample[sample.find(b"\n", 0, position - start) + 1 :]
        return sample, ends

    def _decoded(self, size: int) -> Iterator[tuple[str, int]]:
        """Yield what each `size` bytes are; a character in two of them comes with the second."""
        with reading(self.path) as file:
            self._check_unchanged(file)
            decode, read, first, ended = decoder(self.encoding), 0, True, False
            while not ended:
                part = file.read(size)
                read, ended = read + len(part), not part
                try:
                    text = decode.decode(part, final=ended)
                except UnicodeError as error:
                    raise self._wrong(error, read) from None
                if first and text:
                    text, first = text.removeprefix(BYTE_ORDER_MARK), False
                yield text, read
            self._check_unchanged(file, read)

    def _check_unchanged(self, file: BinaryIO, read: int | None = None) -> None:
        now = os.fstat(file.fileno())
        if (now.st_size, now.st_mtime_ns) != (self.size, self.modified) or (
            read is not None and read != self.size
        ):
            after = now.st_size if read is None else max(read, now.st_size)
            raise TextChanged(file=self.path.name, before=self.size, after=after)

    def _wrong(self, error: UnicodeError, read: int) -> EncodingWrong:
        position = 0
        if isinstance(error, UnicodeDecodeError):  # its bytes are the last that were read
            position = read - len(error.object) + error.start
        return EncodingWrong(file=self.path.name, encoding=self.encoding, position=position)


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read its bytes; what the system refuses is said in a sentence.

    Raises:
        TextMissing: There is no such file.
        TextUnreadable: It is no ordinary file, or reading it fails.
    """
    with refusals(path), opened(path, follow=True) as file:
        yield file


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn the system's errors about `path` into sentences."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise TextMissing(file=path, texts=", ".join(TEXTS)) from None
    except OSError as error:
        raise TextUnreadable(file=path, reason=error.strerror or str(error)) from None
    except ValueError as error:  # a name that no file can have
        raise TextUnreadable(file=path, reason=str(error)) from None


def first_look(path: Path) -> TextFile:
    """Return the file at `path` with its size and time; its encoding is still to be found.

    Raises:
        TextMissing: There is no such file.
        TextUnreadable: The system refuses, or it is a device.
    """
    with refusals(path):
        found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise TextUnreadable(file=path, reason=NO_FILE)
    return TextFile(path, found.st_size, found.st_mtime_ns, "utf-8")


def text_files(paths: Sequence[Path]) -> Generator[Progress, None, list[TextFile]]:
    """Return the files among `paths`, and the text files in the folders among them.

    A file that is named twice is returned once. Hidden files and folders are passed over.

    Raises:
        FolderWithoutText: A folder holds no text file.
        TextMissing, TextUnreadable: A path cannot be read.
    """
    found: dict[Path, TextFile] = {}
    for path in paths:
        with refusals(path):
            whole = Path(os.path.expanduser(path)).absolute()
            is_folder = whole.is_dir()
        if is_folder:
            for file in (yield from _in_folder(whole)):
                with suppress(TextMissing, TextUnreadable):  # gone, or not to be looked at
                    found.setdefault(file, replace(first_look(file), found=True))
        else:
            found[whole] = first_look(whole)
    return list(found.values())


def _in_folder(folder: Path) -> Generator[Progress, None, list[Path]]:
    """Return the text files in `folder` and the folders in it, sorted by path."""
    texts: list[Path] = []
    seen = 0
    yield Progress(LOOKING, 0, 0)

    def refuse(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error

    with refusals(folder):
        for place, folders, files in os.walk(folder, onerror=refuse):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            seen += len(files)
            texts += [
                Path(place, name)
                for name in files
                if ENDING.search(name)
                and not name.startswith(".")
                and os.path.isfile(os.path.join(place, name))  # no broken link
            ]
            yield Progress(LOOKING, seen, 0)
    if not texts:
        raise FolderWithoutText(folder=folder, files=seen)
    return sorted(texts)
