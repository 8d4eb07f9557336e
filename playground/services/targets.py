"""Where a person wants a file written: what lies there is looked at first, and never half replaced.

Nothing that a run is made of is replaced, no link and no device, and no file that a person may
want to keep without her saying so.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playground.errors import FileExists, FileUnwritable, FolderMissing, PlaygroundError
from playground.services import metrics, record
from playground.services.disk import keep_permissions, new_part, replace, sync_folder
from playground.services.runs import FILES, SNAPSHOTS, is_run
from playground.text import mark

NO_FILE = mark("it is no ordinary file")
OF_A_RUN = mark("a run is made of it")


@contextmanager
def saving(file: Path, *, over: bool = True) -> Iterator[Path]:
    """Let the block write a file beside the one a person has named, then put it in its place.

    Args:
        file: The file.
        over: Whether it may replace another.

    Raises:
        FolderMissing: Its folder does not exist.
        FileExists: It is there already.
        FileUnwritable: It is no ordinary file, or belongs to a run; the folder is read-only, full
            or gone.
    """
    with refusals(file):
        check_target(file, over=over)
        part, handle = new_part(file)
        os.close(handle)
    try:
        with refusals(file):
            yield part
            keep_permissions(file, part)
            _sync(part)
            _put(part, file, over=over)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def check_target(file: Path, *, over: bool) -> None:
    """Refuse what may not be written; see `saving`."""
    folder = file.parent
    if not folder.is_dir():
        raise FolderMissing(folder=folder, file=file.name)
    if belongs_to_a_run(file):
        raise FileUnwritable(file=file, reason=OF_A_RUN)
    try:
        found = file.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(found.st_mode):
        raise FileUnwritable(file=file, reason=NO_FILE)
    if not over:
        raise FileExists(file=file)


def belongs_to_a_run(file: Path) -> bool:
    """Tell whether a file would lie among the files of a run."""
    folder = Path(os.path.realpath(file.parent))
    folder = folder.parent if folder.name == SNAPSHOTS else folder
    if not is_run(folder):
        return False
    if file.name in (record.FILE, metrics.FILE, *FILES):
        return True
    with suppress(PlaygroundError):  # other programs write a run.json as well
        return "config" in record.read_record(folder)
    return False


@contextmanager
def refusals(file: Path) -> Iterator[None]:
    """Turn what the system says of writing a file into a sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileUnwritable(file=file.name or file, reason=reason) from error
    except ValueError as error:  # a name that no file can have
        if isinstance(error, PlaygroundError):
            raise
        raise FileUnwritable(file=file.name or file, reason=str(error)) from error


def _sync(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _put(part: Path, file: Path, *, over: bool) -> None:
    """Put a file in its place; one that came there in the meantime is replaced only if it may."""
    if not over and hasattr(os, "link"):
        try:
            os.link(part, file)
            return
        except FileExistsError:
            raise FileExists(file=file) from None
        except OSError:  # the disk knows no second names
            pass
    check_target(file, over=over)
    replace(part, file)
    with suppress(OSError):
        sync_folder(file.parent)
