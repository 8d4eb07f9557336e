"""Opening files that may not be what they seem.

In the place of any file may lie a pipe, a device, a socket, a folder, a link to somebody's file, or
gigabytes of nothing: they are refused at once, before anything is read or written. Whoever reads
a file reads it through here.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

# No waiting for the other end of a pipe, no link, no child process that keeps it open.
CAREFUL = sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_NOINHERIT")
)
BINARY = getattr(os, "O_BINARY", 0)  # Windows changes ends of lines otherwise
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
# What the system says when it is asked to open a link, a socket, a device or a folder.
STRANGE = {errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP, errno.EISDIR}
PERMISSIONS = 0o666  # less what the person's umask takes away


class NoOrdinaryFile(OSError):
    """What lies there is a link, a folder, a pipe, a socket or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is no ordinary file", str(path))


class FileTooLarge(OSError):
    """The file is larger than any of its kind."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is too large", str(path))


@contextmanager
def reading(path: Path, most: int | None = None, *, follow: bool = False) -> Iterator[BinaryIO]:
    """Open a file to read its bytes.

    Args:
        path: The file.
        most: Bytes that it may have.
        follow: Whether it may be a link, because a person has named it.

    Raises:
        NoOrdinaryFile: It is something else.
        FileTooLarge: It has more than `most` bytes.
        OSError: It is missing, or the system refuses.
    """
    with os.fdopen(descriptor(path, os.O_RDONLY, follow=follow), "rb") as file:
        if most is not None and os.fstat(file.fileno()).st_size > most:
            raise FileTooLarge(path)
        yield file


def read_bytes(path: Path, most: int, *, follow: bool = False) -> bytes:
    """Return the bytes of a file, which may be at most `most`; see `reading`."""
    with reading(path, most, follow=follow) as file:
        data = file.read(most + 1)  # it may grow meanwhile
    if len(data) > most:
        raise FileTooLarge(path)
    return data


def read_text(path: Path, most: int, *, follow: bool = False) -> str:
    """Return the text of a file in UTF-8, which may have at most `most` bytes; see `reading`.

    Raises:
        UnicodeDecodeError: It is no UTF-8.
    """
    return read_bytes(path, most, follow=follow).decode("utf-8")


@contextmanager
def appending(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to write behind its end, and to cut it; it is made if it is missing.

    Raises:
        NoOrdinaryFile: It is something else.
        OSError: The system refuses.
    """
    handle = descriptor(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        yield cast(IO[bytes], file)


def created(path: Path) -> int:
    """Return a descriptor that writes a file which was not there before.

    Raises:
        FileExistsError: Something lies there, if only a link to nowhere.
        OSError: The system refuses.
    """
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | CAREFUL | BINARY, PERMISSIONS)


def descriptor(path: Path, flags: int, *, follow: bool = False) -> int:
    """Return a descriptor of an ordinary file; see `reading`.

    It is looked at before it is opened, for that alone may start a device, and then again, for it
    may have been replaced in between.
    """
    try:
        found = os.stat(path) if follow else os.lstat(path)
    except FileNotFoundError:
        if not flags & os.O_CREAT:
            raise
    else:
        if not stat.S_ISREG(found.st_mode):
            raise NoOrdinaryFile(path)
    try:
        handle = os.open(path, flags | CAREFUL | BINARY | (0 if follow else NO_LINK), PERMISSIONS)
    except OSError as error:
        if error.errno in STRANGE:
            raise NoOrdinaryFile(path) from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NoOrdinaryFile(path)
    return handle


def is_there(path: Path) -> bool:
    """Tell whether anything lies at `path`, if only a link to nowhere.

    Raises:
        OSError: The system does not tell.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
