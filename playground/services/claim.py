"""Claiming an open file or folder for one program: the system lets go when the program ends."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "record.lock"  # on Windows, where folders cannot be claimed
PATIENCE = 5.0  # seconds; what is protected takes milliseconds, if nobody was stopped in it
PAUSE = 0.005  # seconds between two tries
CHANGING = threading.Lock()  # a run may be renamed in the window while it is trained there


if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30  # behind all that is in a file, so that it can still be read

    def claim(handle: int, *, shared: bool = False) -> bool | None:
        """Claim an open file; False when another has it, None where the system cannot tell."""
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return None
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _opened(folder: Path) -> int:
        return os.open(folder / FILE, os.O_RDWR | os.O_CREAT)

else:
    import fcntl

    def claim(handle: int, *, shared: bool = False) -> bool | None:
        """Claim an open file; False when another has it, None where the system cannot tell.

        Args:
            handle: The file, or a folder.
            shared: Only look whether it is claimed: who looks does not get in another's way.
        """
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some network disks cannot
            return None
        return True

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


@contextmanager
def exclusively(folder: Path) -> Iterator[None]:
    """Keep all other threads and programs from changing a record of `folder` meanwhile.

    Who cannot claim the folder, or not in a while, goes on anyway: files are written whole, and
    a program that was stopped in the middle must not stop all others.
    """
    with CHANGING:
        try:
            handle = _opened(folder)
        except OSError:
            yield
            return
        try:
            due = time.monotonic() + PATIENCE
            while claim(handle) is False and time.monotonic() < due:
                time.sleep(PAUSE)
            yield
        finally:
            os.close(handle)
