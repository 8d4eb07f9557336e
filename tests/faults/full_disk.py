"""Let the disk be full at everything that a run writes: each time nothing saved may be lost.

    python -m tests.faults.full_disk [--mount]

A real training runs and saves all the time. The first time, the system's refusal (ENOSPC) comes
at the first write, the next time at the second, and so on. Each time the training must say so in
one sentence, what was saved must be whole, and with room again it must come to the same end as a
run that never met a full disk. With `--mount`, as root on Linux, the disk is a real one: a tmpfs
that is one page larger each time.
"""

import errno
import itertools
import os
import subprocess
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from playground.engine.corpus import Corpus, open_corpus
from playground.engine.work import finish as result_of
from playground.errors import DiskFull
from playground.services import recorder
from playground.services.checkpoint import load_state
from playground.services.training import Training
from playground.services.workspace import Workspace
from tests.faults.report import Table, finish, options
from tests.services.small_runs import MOST, TEXT, assert_same_run, config_of

STEPS = 25
PAGE = 4096  # bytes
ROOM = 16_000_000  # bytes that are enough


class FullDisk:
    """Counts what is asked of the disk, and refuses one thing: the one with the number `at`."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.asked = 0
        self._lock = threading.Lock()

    @contextmanager
    def made(self) -> Iterator[None]:
        """Refuse meanwhile."""
        with (
            patch("os.fsync", self._counted(os.fsync)),
            patch("os.replace", self._counted(os.replace)),
            patch("os.open", self._opened(os.open)),
            patch("os.fdopen", self._writing(os.fdopen)),
        ):
            yield

    def _refuses(self) -> bool:
        """Count what is asked, and tell whether this is what is refused; any thread may."""
        with self._lock:
            self.asked += 1
            return self.asked == self.at

    def _ask(self) -> None:
        if self._refuses():
            raise no_room()

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **keywords: Any) -> Any:
            self._ask()
            return call(*args, **keywords)

        return counted

    def _opened(self, call: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, flags: int, *args: Any, **keywords: Any) -> int:
            if flags & os.O_CREAT:
                self._ask()
            return call(path, flags, *args, **keywords)

        return opened

    def _writing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(handle: int, mode: str, *args: Any, **keywords: Any) -> Any:
            file = call(handle, mode, *args, **keywords)
            if mode == "rb":
                return file
            write = file.write

            def half(data: bytes) -> int:
                if self._refuses():  # a full disk takes what there is room for
                    write(data[: len(data) // 2])
                    if not file.closed:
                        file.flush()
                    raise no_room()
                return int(write(data))

            return Writable(file, half)

        return opened


def no_room() -> OSError:
    """Return what the system says when the disk is full."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Writable:
    """A file that is asked before each write."""

    def __init__(self, file: Any, write: Callable[[bytes], int]) -> None:
        self._file = file
        self.write = write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "Writable":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def train_in(workspace: Workspace, corpus: Corpus, make_room: Callable[[], None]) -> list[str]:
    """Train to the end, making room whenever the disk is full; return the sentences."""
    said: list[str] = []
    training = workspace.create(corpus, config_of(STEPS), "full")
    while training.done is None:
        try:
            list(training)
        except DiskFull as error:
            said.append(str(error))
            check_states(workspace)
            make_room()
            if not training.can_go_on:
                training.close()
                training = workspace.create(corpus, config_of(STEPS), "full")
    return said


def check_states(workspace: Workspace) -> None:
    """Raise unless what was saved is whole."""
    for thread in threading.enumerate():
        if thread.name == "writer":  # it is still at work: nobody else may touch the files
            thread.join()
    for run in workspace.runs():
        if run.has_state:
            load_state(run.path, MOST)


def injected(home: Path, corpus: Corpus, whole: Workspace, numbers: Iterator[int]) -> Iterator[str]:
    """Refuse a write after the other; yield what is wrong each time, "" for nothing."""
    for number in numbers:
        full = FullDisk(number)
        workspace = Workspace(home / f"full{number}")
        with full.made():
            said = train_in(workspace, corpus, lambda: None)
        if full.asked < number:
            return
        yield judged(workspace, whole, said)


def mounted(home: Path, corpus: Corpus, whole: Workspace) -> Iterator[str]:
    """Train on real disks that are too small; yield what is wrong each time."""
    for pages in itertools.count(2):
        place = home / f"disk{pages}"
        place.mkdir()
        size(place, pages * PAGE, "mount")
        try:
            workspace = Workspace(place / "home")
            said = train_in(workspace, corpus, partial(size, place, ROOM, "remount"))
            if not said:
                return
            yield judged(workspace, whole, said)
        finally:
            subprocess.run(["umount", str(place)], check=True)


def size(place: Path, size: int, how: str) -> None:
    """Make a disk in memory, or change its size."""
    options = f"{'remount,' if how == 'remount' else ''}size={size}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)


def judged(workspace: Workspace, whole: Workspace, said: list[str]) -> str:
    """Return what is wrong with a run that met a full disk."""
    if not said or not all(sentence.startswith("The disk is full: ") for sentence in said):
        return f"it said: {said}"
    if len(workspace.runs()) != 1 or workspace.broken():
        return f"{len(workspace.runs())} runs and {len(workspace.broken())} broken ones are left"
    left = list(workspace.home.rglob("*.part"))
    if left:
        return f"{left} is left"
    try:
        assert_same_run(workspace.find("full"), whole.find("whole"))
    except AssertionError as error:
        return f"it ended otherwise: {str(error) or traceback.format_exc(limit=-1)}"
    return ""


@contextmanager
def saving_all_the_time() -> Iterator[None]:
    """Write as much as possible."""
    with patch.object(recorder, "SAVE_SECONDS", 0.0), patch.object(recorder, "FLUSH_SECONDS", 0.0):
        yield


def prepared(home: Path) -> tuple[Corpus, Workspace]:
    """Return a text, and a workspace with a run that never met a full disk."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "squares.txt"
    file.write_text(TEXT, encoding="utf-8")
    corpus = result_of(open_corpus([file]))
    whole = Workspace(home / "whole")
    training: Training = whole.create(corpus, config_of(STEPS), "whole")
    list(training)
    return corpus, whole


def main() -> None:
    """Fill disks, and print what became of it."""
    parser = options(__doc__)
    parser.add_argument("--mount", action="store_true", help="real disks; as root on Linux")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, saving_all_the_time():
        home = Path(folder)
        corpus, whole = prepared(home)
        kinds = [mounted(home, corpus, whole)] if words.mount else []
        kinds.append(injected(home, corpus, whole, itertools.count(1)))
        found = [problem for kind in kinds for problem in kind]
    problems = [problem for problem in found if problem]
    table = Table(("full disks", "nothing lost, and the same end"))
    table.add(len(found), len(found) - len(problems))
    finish(table, problems)


if __name__ == "__main__":
    main()
