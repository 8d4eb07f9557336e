"""Taking in a run that somebody exported (`.lmrun`, see sharing.py).

Such a file comes from anywhere. Nothing in it is executed, no name leaves the run's folder, and
no size is believed: what is unpacked is counted, and measured against what it came from.
"""

import errno
import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO

from playground.engine.events import Event, Progress, Shared
from playground.errors import (
    ArchiveBroken,
    ArchiveDamaged,
    FolderGone,
    PlaygroundError,
    RunBroken,
    RunTooNew,
)
from playground.files import created, reading
from playground.services import lock, record
from playground.services.damage import damage_named
from playground.services.disk import try_writing, writing
from playground.services.loading import check_weights, load_tokenizer_of
from playground.services.order import next_added
from playground.services.packed import (
    MOST_FILES,
    NEEDED,
    PIECE,
    TOO_LARGE,
    is_known,
    is_plausible,
    most_of,
)
from playground.services.preparation import slug
from playground.services.runs import SNAPSHOTS, WEIGHTS, read_run
from playground.services.trash import free_name
from playground.text import mark

UNFINISHED = ".import-"  # what folders begin with in which something is unpacked
INSIDE = "run"  # the folder in it; so it is never taken for a run itself
TRIES = 5  # to make one, while another program tidies up
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

IMPORTING = mark("Importing the run")
NO_ARCHIVE = mark("it is damaged, or was not exported by LM Playground")
STRANGE = mark("it holds files that do not belong to a run")
INCOMPLETE = mark("it lacks files that every run has")


def import_run(file: Path, runs: Path) -> Generator[Event, None, Path]:
    """Make a run of a file that `export_run` wrote and return its folder; see `Shared`.

    The folder appears among `runs` only when all of it has been found good.

    Raises:
        ArchiveBroken: It is no such file, or holds a run that is damaged.
        RunTooNew: It holds a run of a later version.
        WorkspaceError: The disk refuses.
    """
    try_writing(runs)
    remove_unfinished(runs)
    place, held = _place(runs)
    folder = place / INSIDE
    try:
        with _opened(file) as archive:
            found = yield from _unpack(archive, file, folder)
        with _damage_of(file):
            target = _take_in(folder, found, runs)
    finally:
        held.release()
        shutil.rmtree(place, ignore_errors=True)
    yield Shared(str(target))
    return target


def remove_unfinished(runs: Path) -> None:
    """Remove what imports have left behind whose program was killed."""
    for place in runs.glob(f"{UNFINISHED}*"):
        if place.is_dir() and not place.is_symlink() and lock.holder(place) is None:
            shutil.rmtree(place, ignore_errors=True)


def _place(runs: Path) -> tuple[Path, lock.RunLock]:
    """Return a new folder to unpack into, and its lock: without one it would be removed."""
    for left in reversed(range(TRIES)):
        with writing(runs):
            place = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=runs))
        try:
            held = lock.RunLock(place)
            with writing(place):
                (place / INSIDE).mkdir()
        except FolderGone:
            if not left:
                raise
        else:
            return place, held
    raise AssertionError


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


@contextmanager
def _damage_of(file: Path) -> Iterator[None]:
    """Speak of the file that a person knows, not of the folder that it was unpacked into."""
    try:
        yield
    except RunBroken as error:
        part, reason = error.values["file"], error.values["reason"]
        raise ArchiveDamaged(file=file.name, part=part, reason=reason) from error
    except RunTooNew as error:
        raise RunTooNew(**{**error.values, "run": file.name}) from error


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


def _unpack(
    archive: zipfile.ZipFile, file: Path, folder: Path
) -> Generator[Event, None, dict[str, Any]]:
    """Write the files of an archive into a folder, and return what its `run.json` says.

    That one is not written yet: without it, nothing takes the folder for a run.
    """
    entries = archive.infolist()
    _check(entries, file)
    total = sum(entry.file_size for entry in entries)
    with writing(folder / WEIGHTS, total):
        (folder / SNAPSHOTS).mkdir()
    done, said = 0, b""
    for entry in entries:
        if entry.filename == record.FILE:
            said = b"".join(_pieces(archive, entry, file))
            done += len(said)
            yield Progress(IMPORTING, done, total)
            continue
        with _created(folder / entry.filename) as target:
            for piece in _pieces(archive, entry, file):
                target.write(piece)
                done += len(piece)
                yield Progress(IMPORTING, done, total)
    with _damage_of(file), damage_named(file.name, record.FILE):
        return record.parsed(said.decode("utf-8"), file.name)


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path) -> Iterator[bytes]:
    """Yield what an entry holds, which may not be more than it says."""
    left = entry.file_size
    with archive.open(entry) as source:
        while piece := source.read(min(PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise ArchiveBroken(file=file.name, reason=TOO_LARGE)
            yield piece


def _check(entries: list[zipfile.ZipInfo], file: Path) -> None:
    """Refuse an archive that says of itself that it is no exported run."""
    names = [entry.filename for entry in entries]
    if len(names) > MOST_FILES or len(set(names)) < len(names):
        raise ArchiveBroken(file=file.name, reason=STRANGE)
    for entry in entries:
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if not is_known(entry.filename) or is_link or entry.compress_type not in METHODS:
            raise ArchiveBroken(file=file.name, reason=STRANGE)
        if entry.file_size > most_of(entry.filename):
            raise ArchiveBroken(file=file.name, reason=TOO_LARGE)
    if not is_plausible(sum(entry.file_size for entry in entries), file.stat().st_size):
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


def _take_in(folder: Path, found: dict[str, Any], runs: Path) -> Path:
    """Check the files of a run, and put its folder in its place.

    Where its text lay elsewhere is forgotten, so that no file of this computer is opened for it.
    """
    text = found.get("text")
    found["text"] = {**(text if isinstance(text, dict) else {}), "files": []}
    if found.get("status") in ("running", "paused"):
        found["status"] = "stopped"
    found["added"] = next_added(runs)
    record.write_record(folder, found)
    run = read_run(folder)
    tokenizer = load_tokenizer_of(run)
    if run.has_weights:
        check_weights(run, tokenizer)
    name = f"{run.created:%Y%m%d-%H%M%S}-{slug(run.title)}-{run.model}"
    with writing(runs):
        with suppress(OSError):  # there are some
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
