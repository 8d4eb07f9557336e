"""The words of a command line that name a place on the disk: one check for all of them.

Each command and option that takes a path takes it through here, before anything is read or made.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from playground.errors import (
    CurrentFolderGone,
    FileMissing,
    FileUnreadable,
    HomeUnknown,
    PathEmpty,
    PathIsFolder,
    PathIsRoot,
    PathTooLong,
)
from playground.files import NoOrdinaryFile, reading
from playground.paths import as_written

_lost: list[bool] = []  # filled when the current folder turned out to be gone


def leave_lost_folder() -> None:
    """Leave a current folder that was deleted: not even libraries can be loaded there."""
    try:
        os.getcwd()
    except OSError:
        _lost.append(True)
        os.chdir(os.path.abspath(os.sep))


def place(word: str, what: str) -> Path:
    """Return the path that a person means; whatever lies there.

    A name may be written with accents in one piece or in two, and begin with the home folder of
    somebody, though no shell has looked at it.

    Args:
        word: What she wrote.
        what: Where she wrote it, such as "--output".

    Raises:
        PathEmpty, PathTooLong, PathIsRoot, CurrentFolderGone, HomeUnknown: Nothing can lie there.
    """
    if not word:
        raise PathEmpty(what=what)
    path = Path(word)
    if word.startswith("~") and not _is_there(path, word):
        path = Path(os.path.expanduser(word))
        if path == Path(word):
            raise HomeUnknown(path=word, person=word[1:].partition("/")[0])
    if _lost and not path.is_absolute():
        raise CurrentFolderGone(path=word)
    real = Path(os.path.realpath(path))
    if real == real.parent:
        raise PathIsRoot(path=word)
    return path if _is_there(path, word) else as_written(path)


def file_to_read(word: str, what: str) -> Path:
    """Return the path of a file that is there and may be read.

    Raises:
        FileMissing, PathIsFolder, FileUnreadable: It is not, or may not; see also `place`.
    """
    path = place(word, what)
    try:
        with reading(path, follow=True):
            return path
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing(file=word) from None
    except NoOrdinaryFile as error:
        if os.path.isdir(path):
            raise PathIsFolder(path=word) from None
        raise FileUnreadable(file=word, reason=error.strerror) from None
    except OSError as error:
        raise FileUnreadable(file=word, reason=error.strerror or str(error)) from None


def file_to_write(word: str, what: str) -> Path:
    """Return the path of a file that is to be written; `targets.saving` looks at what lies there.

    Raises:
        PathIsFolder: A folder is named, or could only be meant; see also `place`.
    """
    path = place(word, what)
    ends = tuple(end for end in (os.sep, os.altsep, f"{os.sep}.") if end)
    if os.path.isdir(path) or word.endswith(ends):
        raise PathIsFolder(path=word)
    return path


def _is_there(path: Path, word: str) -> bool:
    try:
        os.lstat(path)
        return True
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise PathTooLong(path=word, length=f"{len(word):,}") from None
        return False
