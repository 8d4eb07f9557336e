"""A run in one file, to hand on: a `.lmrun`, which is a zip of the run's own files.

Such a file comes from anywhere. Nothing in it is executed, no name leaves the run's folder, and
no size is believed: what is unpacked is counted, and measured against what it came from.
"""

import errno
import json
import os
import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from playground.engine.events import Event, Progress, Shared
from playground.errors import ArchiveBroken, PlaygroundError, RunBusy
from playground.files import created, reading
from playground.services import lock, metrics, record
from playground.services.damage import damage_named
from playground.services.disk import try_writing, writing
from playground.services.loading import check_weights, load_tokenizer_of
from playground.services.preparation import slug
from playground.services.runs import (
    PASTED_TEXT,
    SNAPSHOTS,
    STATE,
    STATE_NUMBERS,
    TOKENIZER,
    WEIGHTS,
    Run,
    read_run,
)
from playground.services.targets import saving
from playground.services.trash import free_name
from playground.text import mark

# What each file of a run may hold, in bytes.
SIZES = {
    record.FILE: 1 << 20,
    TOKENIZER: 1 << 27,
    metrics.FILE: 1 << 28,
    WEIGHTS: 1 << 33,
    STATE: 1 << 35,
    STATE_NUMBERS: 1 << 20,
    PASTED_TEXT: 1 << 31,
}
SNAPSHOT = re.compile(SNAPSHOTS + r"/[0-9]{1,12}\.safetensors")
NEEDED = (record.FILE, TOKENIZER)
MOST_FILES = 100
RATIO = 100  # bytes that a packed byte may become: real runs come to 10
SMALL = 10_000_000  # bytes that may come of anything
PIECE = 1 << 20  # bytes that are copied at a time

LONGEST_LIST = 1 << 16  # bytes of a list of so many files
LONGEST_END = 22 + (1 << 16)  # bytes of what ends an archive, a comment included
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What Python says of a damaged archive.
DAMAGE = (
    ValueError,
    EOFError,
    RuntimeError,
    OverflowError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

EXPORTING, IMPORTING = mark("Exporting the run"), mark("Importing the run")
NO_ARCHIVE = mark("it is damaged, or was not exported by LM Playground")
STRANGE = mark("it holds files that do not belong to a run")
INCOMPLETE = mark("it lacks files that every run has")
TOO_LARGE = mark("it would unpack to more than any run has")


def export_run(run: Run, file: Path, *, over: bool = True) -> Generator[Event, None, Path]:
    """Write a run into one file and return it; the last event is `Shared`.

    Where the text lies on this computer is left out: it is nobody's business elsewhere.

    Raises:
        RunBusy: It is being trained.
        RunBroken: It cannot be read.
        FileUnwritable: The disk refuses.
    """
    pid = lock.holder(run.path)
    if pid is not None:
        raise RunBusy(run=run.name, pid=pid)
    names = [name for name in SIZES if (run.path / name).is_file()]
    names += [f"{SNAPSHOTS}/{step:06}.safetensors" for step in run.snapshots()]
    total = sum((run.path / name).stat().st_size for name in names)
    with saving(file, over=over) as part, zipfile.ZipFile(part, "w") as archive:
        done = 0
        for name in names:
            for count in _pack(archive, run, name):
                done += count
                yield Progress(EXPORTING, done, total)
    yield Shared(str(file))
    return file


def import_run(file: Path, runs: Path) -> Generator[Event, None, Path]:
    """Make a run of a file that `export_run` wrote and return its folder; see `Shared`.

    The folder appears among `runs` only when all of it has been found good.

    Raises:
        ArchiveBroken: It is no such file.
        RunBroken, RunTooNew: It holds a run that cannot be used.
        WorkspaceError: The disk refuses.
    """
    try_writing(runs)
    with writing(runs):
        folder = Path(tempfile.mkdtemp(prefix=".import-", dir=runs))
    try:
        with _opened(file) as archive:
            yield from _unpack(archive, file, folder)
        target = _take_in(folder, runs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    yield Shared(str(target))
    return target


def _pack(archive: zipfile.ZipFile, run: Run, name: str) -> Iterator[int]:
    """Add one file of a run; yield how many bytes came with each piece."""
    path = run.path / name
    if name == record.FILE:
        found = record.read_record(run.path)
        found["text"] = {**found["text"], "files": []}
        data = json.dumps(found, ensure_ascii=False, indent=2).encode()
        archive.writestr(name, data, zipfile.ZIP_DEFLATED)
        yield path.stat().st_size
        return
    info = zipfile.ZipInfo.from_file(path, name)
    stored = name.endswith(".safetensors")  # numbers of weights hardly get smaller
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as target:
        for piece in _pieces(run, path, name):
            target.write(piece)
            yield len(piece)


def _pieces(run: Run, path: Path, name: str) -> Iterator[bytes]:
    """Yield a file of a run; what cannot be read is not taken for what cannot be written."""
    with damage_named(run.name, name), reading(path, SIZES.get(name, SIZES[WEIGHTS])) as source:
        while piece := source.read(PIECE):
            yield piece


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive; whatever is wrong with it is said in a sentence."""
    try:
        with reading(file, follow=True) as source:
            _check_directory(source, file)
            with zipfile.ZipFile(source) as archive:
                yield archive
    except PlaygroundError:
        raise
    except OSError as error:
        raise ArchiveBroken(file=file.name, reason=error.strerror or NO_ARCHIVE) from error
    except DAMAGE as error:
        raise ArchiveBroken(file=file.name, reason=NO_ARCHIVE) from error


def _check_directory(source: BinaryIO, file: Path) -> None:
    """Refuse an archive whose list of files is too long to be read into memory.

    Source: PKWARE, .ZIP File Format Specification (APPNOTE), 4.3.15 and 4.3.16
    """
    size = source.seek(0, os.SEEK_END)
    source.seek(max(0, size - LONGEST_END))
    end = source.read(LONGEST_END)
    source.seek(0)
    at = end.rfind(b"PK\5\6")
    if at < 0 or len(end) < at + 22:
        raise ArchiveBroken(file=file.name, reason=NO_ARCHIVE)
    listed = int.from_bytes(end[at + 12 : at + 16], "little")
    is_zip64 = end[max(0, at - 20) : at].startswith(b"PK\6\7")
    if listed > LONGEST_LIST or (is_zip64 and size < zipfile.ZIP64_LIMIT):
        raise ArchiveBroken(file=file.name, reason=STRANGE)


def _unpack(archive: zipfile.ZipFile, file: Path, folder: Path) -> Generator[Event, None, None]:
    """Write the files of an archive into a folder, each under one of the names that runs have."""
    entries = archive.infolist()
    _check(entries, file)
    total = sum(entry.file_size for entry in entries)
    with writing(folder / WEIGHTS, total):
        (folder / SNAPSHOTS).mkdir()
    done = 0
    for entry in entries:
        with archive.open(entry) as source, _created(folder / entry.filename) as target:
            left = entry.file_size
            while piece := source.read(min(PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    raise ArchiveBroken(file=file.name, reason=TOO_LARGE)
                target.write(piece)
                done += len(piece)
                yield Progress(IMPORTING, done, total)


def _check(entries: list[zipfile.ZipInfo], file: Path) -> None:
    """Refuse an archive that says of itself that it is no exported run."""
    names = [entry.filename for entry in entries]
    if len(names) > MOST_FILES or len(set(names)) < len(names):
        raise ArchiveBroken(file=file.name, reason=STRANGE)
    for entry in entries:
        known = entry.filename in SIZES or SNAPSHOT.fullmatch(entry.filename)
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if not known or is_link or entry.compress_type not in METHODS:
            raise ArchiveBroken(file=file.name, reason=STRANGE)
        if entry.file_size > SIZES.get(entry.filename, SIZES[WEIGHTS]):
            raise ArchiveBroken(file=file.name, reason=TOO_LARGE)
    packed = file.stat().st_size
    if sum(entry.file_size for entry in entries) > SMALL + RATIO * packed:
        raise ArchiveBroken(file=file.name, reason=TOO_LARGE)
    if not set(NEEDED) <= set(names):
        raise ArchiveBroken(file=file.name, reason=INCOMPLETE)


@contextmanager
def _created(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that must not be there yet, and sync what was written."""
    with writing(path), os.fdopen(created(path), "wb") as target:
        yield target
        target.flush()
        os.fsync(target.fileno())


def _take_in(folder: Path, runs: Path) -> Path:
    """Check the files of a run, and put its folder in its place."""
    found = record.read_record(folder)
    text = found.get("text")
    found["text"] = {**(text if isinstance(text, dict) else {}), "files": []}
    if found.get("status") in ("running", "paused"):
        found["status"] = "stopped"
    record.write_record(folder, found)
    run = read_run(folder)
    tokenizer = load_tokenizer_of(run)
    if run.has_weights:
        check_weights(run, tokenizer)
    name = f"{run.created:%Y%m%d-%H%M%S}-{slug(run.title)}-{run.model}"
    with writing(runs):
        if not any((folder / SNAPSHOTS).iterdir()):
            (folder / SNAPSHOTS).rmdir()
        return _put(folder, runs / name)


def _put(folder: Path, place: Path) -> Path:
    """Move a folder to a place, or to one with a number if there is something; return it."""
    while True:
        target = free_name(place)
        try:
            os.rename(folder, target)
        except OSError as error:  # two may take in the same file at once
            if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
                raise
        else:
            return target
