"""A lock file keeps two programs from writing one run; `QLockFile` reads and writes the same.

The file has five lines: process id, program name, host name, machine id, boot id. Source:
QLockFile in Qt 6, https://code.qt.io/cgit/qt/qtbase.git/tree/src/corelib/io/qlockfile.cpp
"""

import os
import platform
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from playground.errors import RunBusy
from playground.services.disk import writing

FILE = "run.lock"
FOREIGN_SECONDS = 600.0  # a lock of another computer that was not refreshed for so long is dead
PID = re.compile("[1-9][0-9]{0,8}")  # no system counts further
YOUNG_SECONDS = 5.0  # a lock without content is being written at this moment


@dataclass(frozen=True)
class Holder:
    """Who holds a lock."""

    pid: int
    program: str
    host: str
    boot: str

    def is_alive(self, age: float) -> bool:
        """Tell whether the holder still runs; `age` is the seconds since the lock was refreshed."""
        if self.host != platform.node():
            return age < FOREIGN_SECONDS
        if self.boot and self.boot != boot_id():
            return False
        return process_runs(self.pid) and program_of(self.pid) in ("", self.program)


class RunLock:
    """Holds the lock of a run folder from its making until `release`."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            RunBusy: A program that still runs holds it.
        """
        self._path = folder / FILE
        with writing(self._path):
            clear_stale(folder)
            try:
                self._handle = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:
                raise RunBusy(run=folder.name, pid=holder(folder) or "?") from None
            claim(self._handle)
            os.write(self._handle, content())

    def refresh(self) -> None:
        """Tell other computers, which cannot see our process, that it still runs."""
        with writing(self._path):
            os.utime(self._path)

    def release(self) -> None:
        """Give the lock back; may be called twice."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            remove_and_close(self._path, handle)


def clear_stale(folder: Path) -> None:
    """Remove the lock of a program that is gone, but never one that was taken a moment ago.

    Two programs may find the same stale lock at once. Who removes it has claimed that very
    file first; Windows does not remove a file that another program holds open.
    """
    path = folder / FILE
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        claimed = claim(handle) and os.path.samestat(os.fstat(handle), os.stat(path))
        if not claimed or holder(folder) is not None:
            raise RunBusy(run=folder.name, pid=holder(folder) or "?")
    except FileNotFoundError:  # another program was faster: the next step will tell
        os.close(handle)
    except BaseException:
        os.close(handle)
        raise
    else:
        remove_and_close(path, handle)


def remove_and_close(path: Path, handle: int) -> None:
    """Remove a claimed file before anybody else can claim it; Windows must close it first."""
    if os.name == "nt":
        os.close(handle)
        path.unlink(missing_ok=True)
    else:
        path.unlink(missing_ok=True)
        os.close(handle)


def holder(folder: Path) -> int | None:
    """Return the id of the living process that holds the lock of `folder`, if there is one."""
    path = folder / FILE
    try:
        age = time.time() - path.stat().st_mtime
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return None
    if len(lines) < 5 or not PID.fullmatch(lines[0]):
        return 0 if age < YOUNG_SECONDS else None
    who = Holder(int(lines[0]), lines[1], lines[2], lines[4])
    return who.pid if who.is_alive(age) else None


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

    def claim(handle: int) -> bool:
        """Lock an open file for this process: on Windows it is protected as it is."""
        return True

else:
    import fcntl

    def process_runs(pid: int) -> bool:
        """Tell whether there is a process with this id."""
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OSError:  # it is another person's
            return True
        return True

    def claim(handle: int) -> bool:
        """Lock an open file for this process; false when another process has it locked."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some network disks cannot lock
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
        return Path(path).read_text(encoding="utf-8").split("\n")[0].strip()
    except OSError:
        return ""
