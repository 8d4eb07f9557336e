"""Where token ids are put while a text is encoded: in memory, or in a file of the cache."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from playground.errors import DiskFull, WorkspaceUnwritable
from playground.files import created, reading

if TYPE_CHECKING:
    from playground.engine.tokenizers.base import Ids

CHECKSUM = 4  # bytes at the end of a file: the CRC-32 of its name and its ids
BLOCK = 1 << 22  # ids that are checked at a time
LONGEST = 24 * 3600 * 10**9  # nanoseconds that no text takes
KEPT = 8  # files in the cache; the oldest are deleted
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
MEGABYTE = 1_000_000

# N: tokens


class Sink(Protocol):
    """Takes ids piece by piece, of any type, and keeps them as one that holds them all."""

    def append(self, ids: Ids) -> None:
        """Add `ids` at the end."""

    def close(self) -> Ids:
        """Return all ids, (N,)."""


class MemorySink:
    """Keeps ids in memory."""

    def __init__(self, dtype: type[np.unsignedinteger[Any]]) -> None:
        self._dtype = dtype
        self._pieces = [np.zeros(0, dtype)]

    def append(self, ids: Ids) -> None:
        """Add `ids` at the end."""
        self._pieces.append(ids.astype(self._dtype, copy=False))

    def close(self) -> Ids:
        """Return all ids, (N,)."""
        return np.concatenate(self._pieces)


class FileSink:
    """Writes ids into a file, which gets its name when it is complete."""

    def __init__(self, path: Path, dtype: type[np.unsignedinteger[Any]]) -> None:
        """Begin a file; its folder is made if need be.

        Raises:
            DiskFull, WorkspaceUnwritable: It cannot be written.
        """
        self._path = path
        self._dtype = dtype
        self._part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")  # nobody else's
        with _refusals(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.fdopen(created(self._part), "wb")
        self._sum = zlib.crc32(path.name.encode())

    def append(self, ids: Ids) -> None:
        """Add `ids` at the end.

        Raises:
            DiskFull, WorkspaceUnwritable: They cannot be written.
        """
        data = np.ascontiguousarray(ids, self._dtype).data
        self._sum = zlib.crc32(data, self._sum)
        with _refusals(self._path, ids.nbytes):
            self._file.write(data)

    def close(self) -> Ids:
        """Complete the file and return all ids, (N,), memory-mapped."""
        with _refusals(self._path):
            self._file.write(self._sum.to_bytes(CHECKSUM, "little"))
            self._file.close()
            os.replace(self._part, self._path)
        return mapped(self._path, self._dtype)

    def discard(self) -> None:
        """Remove what was written, unless it is complete."""
        self._file.close()
        self._part.unlink(missing_ok=True)


def mapped(path: Path, dtype: type[np.unsignedinteger[Any]]) -> Ids:
    """Return the ids in a file, (N,), read when they are used; changing them changes no file.

    Raises:
        OSError: The file cannot be read.
        ValueError: It has no checksum, or is cut off in the middle of an id.
    """
    with reading(path) as file:
        size = os.fstat(file.fileno()).st_size
        count, rest = divmod(size - CHECKSUM, np.dtype(dtype).itemsize)
        if count < 0 or rest:
            raise ValueError(path)
        return np.memmap(file, dtype, mode="c", shape=(count,)) if count else np.zeros(0, dtype)


def checked(path: Path, dtype: type[np.unsignedinteger[Any]]) -> Ids:
    """Return what `mapped` does, if the ids are those that were written.

    Raises:
        OSError, ValueError: See `mapped`; or the checksum is another one.
    """
    ids, found = mapped(path, dtype), zlib.crc32(path.name.encode())
    for start in range(0, len(ids), BLOCK):
        found = zlib.crc32(ids[start : start + BLOCK].data, found)
    with reading(path) as file:
        file.seek(-CHECKSUM, os.SEEK_END)
        if file.read() != found.to_bytes(CHECKSUM, "little"):
            raise ValueError(path)
    return ids


def forget_oldest(folder: Path) -> None:
    """Delete all but the newest files of the cache, and what was left half-written."""
    files = [(path.lstat().st_mtime_ns, path) for path in folder.glob("*")]
    begun = [(age, path) for age, path in files if path.suffix == ".part"]
    whole = sorted(set(files) - set(begun))[: -KEPT or None]
    long_ago = time.time_ns() - LONGEST  # another program may be writing it
    for _, path in (*whole, *(pair for pair in begun if pair[0] < long_ago)):
        with suppress(OSError):  # in use on Windows: the next time
            path.unlink()


@contextmanager
def _refusals(path: Path, need: int = 0) -> Iterator[None]:
    """Turn the system's errors about `path` into sentences; `need` is in bytes."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            free = shutil.disk_usage(path.parent).free
            raise DiskFull(
                file=path, need=max(1, need // MEGABYTE), free=free // MEGABYTE
            ) from None
        raise WorkspaceUnwritable(folder=path.parent, reason=error.strerror or error) from None
