"""Damage every kind of file that the program reads: it may only say a sentence, or go on.

    python -m tests.faults.fuzz [--cases 20000] [--kinds run.json …] [--workers 2] [--seed 1]

A file is damaged by chance and on purpose (`mutations.py`), and then used as the program uses it.
Allowed are a result and a `PlaygroundError`. Any other exception is a problem, as are more than
five seconds, more than a gigabyte of memory, and a file written outside the workspace.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

from playground.errors import PlaygroundError
from tests.faults.report import Table, finish, options

SLOWEST = 5.0  # seconds
MEMORY = 1_000_000_000  # bytes
MEMORY_DISK = "/dev/shm" if os.path.isdir("/dev/shm") else None  # several times as fast
PART = 2000  # cases that one process does
FAR = 1_000_000  # between the seeds of two parts
SHOWN = 20  # problems of a kind


class TooSlow(BaseException):
    """A file keeps the program busy for ever."""


@dataclass
class Outcome:
    """What became of the files of one kind."""

    kind: str
    cases: int = 0
    refused: int = 0  # with a sentence
    slowest: float = 0.0  # seconds
    memory: int = 0  # bytes that the process had at most
    problems: dict[str, int] = field(default_factory=dict)  # where and what, and how often

    def note(self, problem: str, times: int = 1) -> None:
        """Count a problem; the same one only adds to its number."""
        if problem in self.problems or len(self.problems) < SHOWN:
            self.problems[problem] = self.problems.get(problem, 0) + times

    def add(self, other: "Outcome") -> None:
        """Add what became of more files of this kind."""
        self.cases += other.cases
        self.refused += other.refused
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)
        for problem, times in other.problems.items():
            self.note(problem, times)


def fuzz(kind: str, cases: int, seed: int) -> Outcome:
    """Damage files of a kind so often, and use each."""
    from tests.faults.kinds import KINDS

    spec, outcome, chance = KINDS[kind], Outcome(kind), random.Random(f"{kind} {seed}")
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=MEMORY_DISK) as name:
        root = Path(name).resolve()
        place = root / "place"
        victim = spec.prepare(place)
        guard = Guard(root)  # not before: torch makes a folder of its own at its first training
        healthy = Place(place, root / "healthy")
        original, others = victim.read_bytes(), healthy.contents()
        with limited_memory(), limited_time(), warnings_raised(), syncing_nothing():
            for _ in range(cases):
                data = chance.choice(spec.mutations)(original, chance, others)
                victim.write_bytes(data)
                use(spec.use, place, outcome)
                healthy.put_back()
        for path in guard.written:
            outcome.note(f"wrote {path}")
        strangers = {path.name for path in root.iterdir()} - {"place", "healthy"}
        if strangers:
            outcome.note(f"left {sorted(strangers)}")
    outcome.memory = peak_memory()
    return outcome


def use(work: Callable[[Path], object], place: Path, outcome: Outcome) -> None:
    """Use a damaged file, and note what came of it."""
    began = time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, SLOWEST)
    try:
        work(place)
    except PlaygroundError as error:
        outcome.refused += 1
        if "\n" in str(error) or not str(error).strip():
            outcome.note(f"no sentence: {error!r}")
    except (Exception, TooSlow) as error:
        outcome.note(f"{where(error)}: {type(error).__name__}: {str(error)[:200]}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    outcome.cases += 1
    outcome.slowest = max(outcome.slowest, time.monotonic() - began)


def where(error: BaseException) -> str:
    """Return the last line of ours that an exception went through."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "playground" in f.filename]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


class Place:
    """A folder that is used again and again, and is put back each time as it was."""

    def __init__(self, folder: Path, copy: Path) -> None:
        self._folder, self._copy = folder, copy
        shutil.copytree(folder, copy)
        self._known = self._seen()

    def contents(self) -> list[bytes]:
        """Return what is in the files."""
        return [(self._copy / name).read_bytes() for name in sorted(self._known)]

    def put_back(self) -> None:
        """Put every file back that is another one now, and take out what is new."""
        seen = self._seen()
        for name in seen.keys() - self._known.keys():
            (self._folder / name).unlink()
        for folder, _, _ in os.walk(self._folder, topdown=False):
            if not (self._copy / os.path.relpath(folder, self._folder)).exists():
                os.rmdir(folder)
        for name in self._known:
            if seen.get(name) != self._known[name]:
                file = self._folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self._copy / name, file)
                self._known[name] = self._signature(file)

    def _seen(self) -> dict[str, tuple[int, ...]]:
        """Return what tells each file from another one in its place."""
        found = {}
        for folder, _, names in os.walk(self._folder):
            for name in names:
                path = Path(folder, name)
                found[str(path.relative_to(self._folder))] = self._signature(path)
        return found

    def _signature(self, path: Path) -> tuple[int, ...]:
        status = path.lstat()
        return status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode


class Guard:
    """Notes which files Python opens to write, or makes, outside a folder."""

    def __init__(self, root: Path) -> None:
        self.written: set[str] = set()
        self._allowed = (f"{root}{os.sep}", os.devnull)
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        if event == "open" and isinstance(args[2], int) and args[2] & writes:
            self._note(args[0])
        elif event in ("os.mkdir", "os.remove", "os.rmdir"):
            self._note(args[0], args[-1])
        elif event in ("os.rename", "os.link", "os.symlink"):
            self._note(args[1], args[-1])

    def _note(self, path: object, folder: int = -1) -> None:
        if isinstance(path, str | bytes | os.PathLike):
            base = os.readlink(f"/proc/self/fd/{folder}") if folder >= 0 else ""
            name = os.path.realpath(os.path.join(base, os.fsdecode(path)))
            if not name.startswith(self._allowed):
                self.written.add(name)


@contextmanager
def limited_memory() -> Iterator[None]:
    """Refuse a gigabyte more than there is; the system itself refuses."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def limited_time() -> Iterator[None]:
    """Raise `TooSlow` when the alarm rings."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {SLOWEST:.0f} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, before)


@contextmanager
def warnings_raised() -> Iterator[None]:
    """Raise what Python warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@contextmanager
def syncing_nothing() -> Iterator[None]:
    """Let nobody wait for the disk: no power will be cut."""
    before, os.fsync = os.fsync, lambda _file: None
    try:
        yield
    finally:
        os.fsync = before


def peak_memory() -> int:
    """Return the bytes of memory that this process had at most."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def outcomes(kinds: Sequence[str], cases: int, workers: int, seed: int) -> Iterator[Outcome]:
    """Fuzz several kinds side by side, each part of the cases in a process of its own.

    The library that cuts words into pieces keeps a little of every text for ever.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the models are tiny
    parts = [min(PART, cases - start) for start in range(0, cases, PART)]
    work = [
        (kind, part, seed + FAR * number) for kind in kinds for number, part in enumerate(parts)
    ]
    with ProcessPoolExecutor(workers, get_context("spawn"), max_tasks_per_child=1) as pool:
        found = pool.map(fuzz, *zip(*work, strict=True))
        for kind in kinds:
            whole = Outcome(kind)
            for _ in parts:
                whole.add(next(found))
            yield whole


def main() -> None:
    """Fuzz, and print what became of it."""
    from tests.faults.kinds import KINDS

    parser = options(__doc__)
    parser.add_argument("--cases", type=int, default=20_000, help="of each kind")
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    table = Table(("file", "damaged", "refused in a sentence", "slowest", "memory"))
    problems = []
    for one in outcomes(words.kinds, words.cases, words.workers, words.seed):
        slowest, memory = f"{one.slowest:.2f} s", f"{one.memory / 1e6:,.0f} MB"
        print(f"{one.kind}: {slowest}, {len(one.problems)} problems", file=sys.stderr, flush=True)
        table.add(one.kind, one.cases, one.refused, slowest, memory)
        problems += [f"{one.kind}: {what} ({count} times)" for what, count in one.problems.items()]
        if one.memory > MEMORY:
            problems.append(f"{one.kind}: {memory} of memory")
    finish(table, problems)


if __name__ == "__main__":
    main()
