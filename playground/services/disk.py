"""Writing files so that the old or the new one is there, never half of one.

All that the disk may refuse is turned into a sentence here and nowhere else.
"""

import errno
import math
import os
import re
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playground.errors import (
    DiskFull,
    FolderGone,
    FolderUnreadable,
    PlaceTaken,
    WorkspaceUnwritable,
)
from playground.files import NoOrdinaryFile, created

PART = re.compile(r".+\.[0-9a-f]{8}\.part")  # what `new_part` makes
FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def writing(path: Path, need: int = 0) -> Iterator[None]:
    """Turn what the disk refuses in this block into an error with a sentence.

    Args:
        path: The file or folder that the block writes.
        need: Bytes that must be free before the block is entered.

    Raises:
        DiskFull: There is no room, or no quota left.
        FolderGone: It was there once.
        PlaceTaken: There is something else than a file.
        WorkspaceUnwritable: The folder is read-only, or refused for any other reason.
    """
    try:
        if need > free_space(path.parent):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        yield
    except NoOrdinaryFile as error:
        raise PlaceTaken(file=path.name, folder=path.parent) from error
    except OSError as error:
        if error.errno in FULL:
            free = free_space(path.parent)
            raise DiskFull(
                file=path.name, need=math.ceil(need / 1e6), free=math.floor(free / 1e6)
            ) from error
        if isinstance(error, FileNotFoundError) and not path.parent.exists():
            raise FolderGone(folder=path.parent) from error
        reason = error.strerror or type(error).__name__
        raise WorkspaceUnwritable(folder=path.parent, reason=reason) from error


def free_space(folder: Path) -> int:
    """Return how many bytes may still be written in `folder` or its nearest existing parent."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def children_of(folder: Path) -> list[Path]:
    """Return what lies in a folder; nothing if it is not there.

    Raises:
        FolderUnreadable: The system refuses, or it is no folder.
    """
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FolderUnreadable(folder=folder, reason=reason) from error


def try_writing(folder: Path) -> None:
    """Find out before the work begins whether the workspace can be written.

    Raises:
        WorkspaceUnwritable: It cannot.
        DiskFull: There is no room at all.
    """
    with writing(folder / "test"):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")


def write_whole(path: Path, data: bytes) -> None:
    """Write `path` so that a reader sees the old bytes or the new, never half of them."""
    with writing(path, len(data)):
        part = write_part(path, data)
        try:
            replace(part, path)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def write_part(path: Path, data: bytes, part: Path | None = None) -> Path:
    """Write `data` beside `path`, safe on the disk, and return that file.

    Args:
        path: What the file is for; its permissions are kept.
        data: What shall be in it.
        part: Its name, which only this program uses; None for a name that nobody has.
    """
    if part is None:
        part, handle = new_part(path)
    else:
        part.unlink(missing_ok=True)  # of a program that was killed
        handle = created(part)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        keep_permissions(path, part)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def new_part(path: Path) -> tuple[Path, int]:
    """Make a file beside `path` that nobody else has, and return it with its descriptor."""
    while True:
        part = path.with_name(f"{path.name[:60]}.{secrets.token_hex(4)}.part")
        with suppress(FileExistsError):
            return part, created(part)


def keep_permissions(path: Path, part: Path) -> None:
    """Let whoever may read and write `path` do so when `part` takes its place."""
    with suppress(OSError):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode):
            part.chmod(stat.S_IMODE(found.st_mode))


def remove_parts(folder: Path) -> None:
    """Remove what programs that were killed have left half-written in a folder."""
    with suppress(OSError):
        for path in folder.iterdir():
            if PART.fullmatch(path.name):
                path.unlink()


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder would survive a power cut, where the system can do that."""
    if os.name == "nt":  # it syncs names by itself, and opens no folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks cannot
            raise
    finally:
        os.close(handle)


def part_of(path: Path) -> Path:
    """Return the part of `path` with a name that is always the same."""
    return path.with_name(path.name + ".part")


def replace(part: Path, path: Path) -> None:
    """Put `part` in the place of `path`.

    Windows refuses while another program reads the old file, if only a virus scanner: ask again.
    """
    for wait in (0.05, 0.1, 0.2, 0.4):
        try:
            os.replace(part, path)
            return
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
    os.replace(part, path)
