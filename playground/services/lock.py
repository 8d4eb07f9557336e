"""A lock file keeps two programs from writing one run; `QLockFile` reads and writes the same.

The file has five lines: process id, program name, host name, machine id, boot id. Source:
QLockFile in Qt 6, https://code.qt.io/cgit/qt/qtbase.git/tree/src/corelib/io/qlockfile.cpp
"""

import os
import platform
import re
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playground.errors import RunBusy
from playground.files import descriptor, read_text
from playground.services.claim import claim
from playground.services.disk import writing

FILE = "run.lock"
FOREIGN_SECONDS = 600.0  # a lock of another computer that was not refreshed for so long is dead
PID = re.compile("[1-9][0-9]{0,8}")  # no system counts further
YOUNG_SECONDS = 5.0  # a lock without content is being written at this moment
LONGEST = 4096  # bytes of a lock file
TRIES = 40  # to take a lock that others only look at
PAUSE = 0.005  # seconds between two of them


@dataclass(frozen=True)
class Holder:
    """Who holds a lock."""

    pid: int
    program: str
    host: str
    boot: str

    def is_alive(self, age: float, *, told: bool) -> bool:
        """Tell whether the holder of a file that is not claimed still runs.

        Args:
            age: Seconds since the lock was refreshed.
            told: Whether the system would tell of a claim of a process of this computer.
        """
        if self.host != platform.node():
            return age < FOREIGN_SECONDS
        if told:
            return False
        if self.boot and self.boot != boot_id():
            return False
        return process_runs(self.pid) and program_of(self.pid) in ("", self.program)


class RunLock:
    """Holds the lock of a run folder from its making until `release`.

    The file is claimed as long as it is held, and the system lets go when the program ends: what
    the file says counts only where the system cannot tell, and for other computers.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            RunBusy: A program that still runs holds it.
            PlaceTaken: Something else than a file lies in its place.
        """
        self._path = folder / FILE
        with writing(self._path):
            self._handle = _taken(folder)
            try:
                os.ftruncate(self._handle, 0)
                os.write(self._handle, content())
            except OSError:
                self.release()
                raise

    def refresh(self) -> None:
        """Tell other computers, which cannot see our process, that it still runs."""
        with writing(self._path):
            os.utime(self._handle if os.utime in os.supports_fd else self._path)

    def release(self) -> None:
        """Give the lock back; may be called twice."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            remove_and_close(self._path, handle)


def _taken(folder: Path) -> int:
    """Return the lock file of a folder, claimed; one that nobody holds is taken over.

    Another program may only look, for a moment; or it may remove the file that was just opened.
    """
    path = folder / FILE
    for _ in range(TRIES):
        handle = descriptor(path, os.O_RDWR | os.O_CREAT)
        try:
            claimed = claim(handle)
            if claimed is not False and _is_same(handle, path):
                if _writer(handle, claimed) is not None:
                    break
                taken, handle = handle, -1
                return taken
        finally:
            if handle >= 0:
                os.close(handle)
        time.sleep(PAUSE)
    raise RunBusy(run=folder.name, pid=holder(folder) or "?")


def _is_same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


def remove_and_close(path: Path, handle: int) -> None:
    """Remove a claimed file before anybody else can claim it; Windows must close it first."""
    if os.name == "nt":
        os.close(handle)
        with suppress(OSError):  # another program has opened it
            path.unlink(missing_ok=True)
    else:
        path.unlink(missing_ok=True)
        os.close(handle)


def holder(folder: Path) -> int | None:
    """Return the id of the living process that holds the lock of `folder`, if there is one.

    The id is 0 where it cannot be told.
    """
    try:
        handle = descriptor(folder / FILE, os.O_RDONLY)
    except OSError:
        return None
    try:
        return _writer(handle, claim(handle, shared=True))
    except OSError:
        return None
    finally:
        os.close(handle)


def _writer(handle: int, claimed: bool | None) -> int | None:
    """Return the process that a lock file tells of, if it still runs.

    Args:
        handle: The file.
        claimed: Whether nobody has claimed it but us; None where the system cannot tell.
    """
    age = abs(time.time() - os.fstat(handle).st_mtime)  # clocks differ
    os.lseek(handle, 0, os.SEEK_SET)
    lines = os.read(handle, LONGEST).decode("utf-8", errors="replace").split("\n")
    if len(lines) < 5 or not PID.fullmatch(lines[0]):
        young = claimed is None and age < YOUNG_SECONDS
        return 0 if young or claimed is False else None
    who = Holder(int(lines[0]), lines[1], lines[2], lines[4])
    if claimed is False:
        return who.pid
    return who.pid if who.is_alive(age, told=claimed is not None) else None


def content() -> bytes:
    """Return what a lock file of this process says."""
    pid = os.getpid()
    lines = (str(pid), program_of(pid), platform.node(), machine_id(), boot_id())
    return "".join(f"{line}\n" for line in lines).encode()


if sys.platform == "win32":
    import ctypes

    def process_runs(pid: int) -> bool:
        """Tell whether there is a process with this id."""
        kernel = ctypes.windll.kernel32
        query_limited_information, still_active = 0x1000, 259
        handle = kernel.OpenProcess(query_limited_information, False, pid)
        if not handle:
            return False
        code = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return bool(known) and code.value == still_active

else:

    def process_runs(pid: int) -> bool:
        """Tell whether there is a process with this id."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OSError:  # it is another person's
            return True
        return True


def program_of(pid: int) -> str:
    """Return the name of the program that a process runs, "" where the system does not tell."""
    try:
        return os.path.basename(os.readlink(f"/proc/{pid}/exe")).removesuffix(" (deleted)")
    except OSError:
        return Path(sys.executable).stem if pid == os.getpid() else ""


def machine_id() -> str:
    """Return what tells this computer from others, "" where the system does not tell."""
    return _first_line("/etc/machine-id") or _first_line("/var/lib/dbus/machine-id")


def boot_id() -> str:
    """Return what changes with each start of the computer, "" where the system does not tell."""
    return _first_line("/proc/sys/kernel/random/boot_id")


def _first_line(path: str) -> str:
    try:
        return read_text(Path(path), LONGEST, follow=True).split("\n")[0].strip()
    except (OSError, UnicodeError):
        return ""
