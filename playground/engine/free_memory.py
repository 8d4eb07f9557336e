"""How much memory this computer has left for us. This file needs no torch.

Linux grants memory that it does not have, and ends a program that then uses it without a word;
Windows and macOS begin to swap, and the computer stands still. So it is asked for beforehand,
of whoever sets a limit: the system, the control group of a container, the limits of the shell.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from playground.errors import SystemTooSmall
from playground.files import read_text

PROC = Path("/proc")
CGROUP = Path("/sys/fs/cgroup")
LARGEST = 1 << 16  # bytes of a file of the system's
NEVER = 1 << 60  # bytes: what the first version of control groups says for "no limit"
# What is said where a library, a thread or an array finds no room.
SAYINGS = (
    "failed to map segment",
    "cannot allocate memory",
    "can't allocate memory",
    "not enough memory",
    "out of memory",
    "can't start new thread",
)


def free_memory(proc: Path = PROC, cgroup: Path = CGROUP) -> int | None:
    """Return how many bytes we can still have here, None if nobody tells.

    Args:
        proc: Where Linux tells about itself and about us.
        cgroup: Where it tells about control groups.
    """
    if sys.platform == "win32":
        found = [_windows()]
    elif sys.platform == "darwin":
        found = [_macos()]
    else:
        found = [_linux(proc), *_limits(proc), *_groups(proc, cgroup)]
    known = [number for number in found if number is not None]
    return max(0, min(known)) if known else None


def lacks_memory(error: BaseException) -> bool:
    """Return whether `error`, or what led to it, is that there is no memory left."""
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        if isinstance(cause, MemoryError):
            return True
        if isinstance(cause, OSError) and cause.errno == errno.ENOMEM:
            return True
        if isinstance(cause, (ImportError, OSError, RuntimeError)):
            words = str(cause).lower()
            if any(saying in words for saying in SAYINGS):
                return True
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    return False


def too_small() -> SystemTooSmall:
    """Return what is said where memory ran out and nobody had asked for much."""
    free = free_memory()
    return SystemTooSmall(free="?" if free is None else megabytes(free))


def megabytes(count: int) -> str:
    """Return a number of bytes in MB; of a large one two digits or more are exact."""
    whole = round(count / 1e6)
    return f"{whole if whole < 1000 else round(whole, -2):,}"


def _linux(proc: Path) -> int | None:
    """Return what the system could give without swapping."""
    return _numbers(proc / "meminfo", 1024).get("MemAvailable:")


def _limits(proc: Path) -> Iterator[int]:
    """Yield what the shell's limits leave (ulimit -v, -d)."""
    with suppress(ImportError, OSError, ValueError, IndexError):
        import resource

        pages = [int(word) for word in read_text(proc / "self/statm", LARGEST).split()]
        for limit, used in ((resource.RLIMIT_AS, pages[0]), (resource.RLIMIT_DATA, pages[5])):
            most = resource.getrlimit(limit)[0]
            if most != resource.RLIM_INFINITY:
                yield most - used * resource.getpagesize()


def _groups(proc: Path, cgroup: Path) -> Iterator[int]:
    """Yield what each control group leaves that we are in; what it keeps of files can go."""
    try:
        lines = read_text(proc / "self/cgroup", LARGEST).splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        _, _, rest = line.partition(":")
        kinds, _, path = rest.partition(":")
        if not kinds:  # the second version
            top, names = cgroup, ("memory.max", "memory.current", "inactive_file")
        elif "memory" in kinds.split(","):
            top = cgroup / "memory"
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        else:
            continue
        parts = [part for part in path.split("/") if part not in ("", "..")]
        for length in range(len(parts) + 1):  # ours, and all that it is in
            yield from _group(top.joinpath(*parts[:length]), *names)


def _group(folder: Path, limit: str, used: str, files: str) -> Iterator[int]:
    with suppress(OSError, ValueError):  # "max" is no number
        most = int(read_text(folder / limit, LARGEST))
        if most < NEVER:
            kept = _numbers(folder / "memory.stat", 1).get(files, 0)
            yield most - int(read_text(folder / used, LARGEST)) + kept


def _numbers(file: Path, unit: int) -> dict[str, int]:
    """Return the number behind the first word of each line, times `unit`."""
    try:
        lines = [line.split() for line in read_text(file, LARGEST).splitlines()]
    except (OSError, ValueError):
        return {}
    return {
        words[0]: int(words[1]) * unit for words in lines if len(words) > 1 and words[1].isdecimal()
    }


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of Windows."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "free", "total_page", "free_page")),
        *((name, ctypes.c_uint64) for name in ("total_virtual", "free_virtual", "extended")),
    )


def _windows() -> int | None:
    """Return what is free of the memory, and of what may be promised."""
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    try:
        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        told = kernel.GlobalMemoryStatusEx(ctypes.byref(status))
    except (OSError, AttributeError):
        return None
    return min(status.free, status.free_page) if told else None


def _macos() -> int | None:
    """Return what is free, or kept of what nobody has used lately."""
    version, words = 4, 38  # HOST_VM_INFO64, and the length of what it tells
    table = (ctypes.c_uint32 * words)()
    count = ctypes.c_uint32(words)
    try:
        library = ctypes.CDLL(None)
        host = library.mach_host_self()
        if library.host_statistics64(host, version, table, ctypes.byref(count)):
            return None
        page = os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError, ValueError):
        return None
    free, _, inactive = table[:3]
    return int(free + inactive) * page
