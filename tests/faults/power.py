"""Cut the power at any moment of saving: what was not synced is missing, or torn.

    python -m tests.faults.power [--cuts 300] [--seed 1]

A real training runs and saves all the time. All that it asks of the disk is watched, and every now
and then a picture is taken of what the disk would hold if the power failed at this moment:

- what was written to a file and not synced is there up to any byte, or zeros, or not at all;
- of the names that were made, replaced or removed since their folder was synced, only the first few
  count.

From each such picture the run goes on. It must begin no earlier than what was safe, and end like a
run that was never interrupted, to the bit.
"""

import os
import random
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from playground.engine.corpus import Corpus, open_corpus
from playground.engine.work import finish as result_of
from playground.services import lock, recorder
from playground.services.runs import STATE, STATE_NUMBERS, BrokenRun, is_run
from playground.services.workspace import Workspace, read
from tests.faults.report import Table, finish, options
from tests.services.small_runs import TEXT, assert_same_run, config_of

STEPS = 60
Names = dict[str, int]  # file names of a folder, and which file each is


@dataclass(frozen=True)
class Picture:
    """What a disk holds after a power cut."""

    moment: str
    files: dict[str, bytes]  # by their path in the run's folder
    safe: dict[str, bytes]  # what is there for certain


@dataclass
class Folder:
    """The names in one folder: as they were when it was synced, and after each change since."""

    versions: list[Names] = field(default_factory=lambda: [{}])


class Disk:
    """Watches one folder and the folders in it, and knows what would survive a power cut."""

    def __init__(self, root: Path, share: float, seed: int) -> None:
        self.root = root
        self.pictures: list[Picture] = []
        self._share = share  # of all moments, of which a picture is taken
        self._random = random.Random(seed)
        self._lock = threading.RLock()
        self._folders: dict[str, Folder] = {".": Folder()}
        self._numbers: dict[int, int] = {}  # inode to our own number; the system uses inodes again
        self._next = 0
        self._synced: dict[int, bytes] = {}
        self._note_names()  # the files were synced when they were written, their names were not
        for name, number in self._folders["."].versions[-1].items():
            self._synced[number] = (root / name).read_bytes()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch all that Python asks of the disk meanwhile."""
        with (
            patch("os.fsync", self._watch(os.fsync, self._note_sync)),
            patch("os.replace", self._watch(os.replace)),
            patch("os.unlink", self._watch(os.unlink)),
        ):
            yield

    def _watch(
        self, call: Callable[..., Any], after: Callable[..., None] | None = None
    ) -> Callable[..., Any]:
        def watched(*args: Any, **keywords: Any) -> Any:
            with self._lock:
                self._look(f"before {call.__name__}")
                result = call(*args, **keywords)
                if after is not None:
                    after(*args)
                self._look(f"after {call.__name__}")
            return result

        return watched

    def _note_sync(self, handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if path == self.root or self.root in path.parents:
            self._note_names()
            if path.is_dir():
                folder = self._folders[str(path.relative_to(self.root))]
                del folder.versions[:-1]
            else:
                self._synced[self._number(path)] = path.read_bytes()

    def _look(self, moment: str) -> None:
        if self.root.exists():
            self._note_names()
            if self._random.random() < self._share:
                self.pictures.append(self._picture(moment))

    def _note_names(self) -> None:
        """Note which names there are now, in every folder."""
        alive = set()
        for place, folders, files in os.walk(self.root):
            here = Path(place)
            for name in folders:
                self._folders.setdefault(str((here / name).relative_to(self.root)), Folder())
            names = {name: self._number(here / name) for name in files}
            alive |= {(here / name).stat().st_ino for name in files}
            versions = self._folders[str(here.relative_to(self.root))].versions
            if names != versions[-1]:
                versions.append(names)
        self._numbers = {inode: self._numbers[inode] for inode in alive}

    def _number(self, path: Path) -> int:
        inode = path.stat().st_ino
        if inode not in self._numbers:
            self._next += 1
            self._numbers[inode] = self._next
        return self._numbers[inode]

    def _picture(self, moment: str) -> Picture:
        files, safe = {}, {}
        for place, folder in self._folders.items():
            now = {number: name for name, number in folder.versions[-1].items()}
            for name, number in self._random.choice(folder.versions).items():
                path = str(Path(place, name))
                files[path] = self._content(number, self.root / place / now.get(number, ""))
            for name, number in folder.versions[0].items():
                safe[str(Path(place, name))] = self._synced.get(number, b"")
        return Picture(moment, files, safe)

    def _content(self, number: int, path: Path) -> bytes:
        """Return what a file may hold: what was synced, or something on the way to what it is."""
        synced = self._synced.get(number, b"")
        if not path.is_file():
            return synced
        whole = path.read_bytes()
        if whole == synced:
            return whole
        same = len(synced) if whole.startswith(synced) else 0
        torn = whole[: self._random.randint(same, len(whole))]
        zeros = bytes(self._random.choice((0, len(whole) - len(torn))))
        return self._random.choice((synced, torn, torn + zeros, whole))


def pictures_of_a_training(
    workspace: Workspace, corpus: Corpus, share: float, seed: int
) -> list[Picture]:
    """Train a run that saves all the time; return what the disk would have held."""
    training = workspace.create(corpus, config_of(STEPS), "cut off")
    with patch.object(recorder, "SAVE_SECONDS", 0.0), patch.object(recorder, "FLUSH_SECONDS", 0.0):
        before = set(workspace.folder.iterdir()) if workspace.folder.exists() else set()
        disk: Disk | None = None
        for _ in training:  # the first events come before there is a folder
            made = set(workspace.folder.iterdir()) - before
            if made:
                disk = Disk(made.pop(), share, seed)
                break
        assert disk is not None
        with disk.watched():
            list(training)
    return disk.pictures


def go_on(workspace: Workspace, picture: Picture, name: str) -> str:
    """Let the run go on from a picture; return what is wrong with its end, if anything is."""
    folder = workspace.folder / name
    for path, content in picture.files.items():
        if path == lock.FILE:
            continue  # of a computer that was started anew since
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if not is_run(folder) and STATE not in picture.safe:
        return ""  # nothing had been saved
    run = read(folder)
    if isinstance(run, BrokenRun):
        return f"it cannot be read: {run.problem}"
    if STATE in picture.safe and not run.has_state:
        return "its saved state is gone"
    try:
        if run.status != "finished":
            list(workspace.resume(run))
        assert_same_run(run.again(), workspace.find("whole"))
    except Exception as error:  # the picture is told with it
        return f"{type(error).__name__}: {error}"
    return ""


def cut(home: Path, cuts: int, seed: int) -> tuple[int, int, list[str]]:
    """Cut the power so often; return how often, how often with a saved state, and problems."""
    file = home / "squares.txt"
    home.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT, encoding="utf-8")
    corpus = result_of(open_corpus([file]))
    workspace = Workspace(home / "home")
    list(workspace.create(corpus, config_of(STEPS), "whole"))
    pictures: list[Picture] = []
    while len(pictures) < cuts:
        seed += 1
        pictures += pictures_of_a_training(workspace, corpus, 0.2, seed)
    chosen = random.Random(seed).sample(pictures, cuts)
    problems = []
    for number, picture in enumerate(chosen):
        problem = go_on(workspace, picture, f"20261123-120000-cut{number}-char-rnn")
        if problem:
            problems.append(f"{picture.moment}, {sorted(picture.files)}: {problem}")
    with_state = sum(STATE in one.files and STATE_NUMBERS in one.files for one in chosen)
    return cuts, with_state, problems


def main() -> None:
    """Cut, and print what became of it."""
    parser = options(__doc__)
    parser.add_argument("--cuts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cuts, with_state, problems = cut(Path(folder), words.cuts, words.seed)
    table = Table(("power cuts", "with a saved state", "went on to the same end"))
    table.add(cuts, with_state, cuts - len(problems))
    finish(table, problems)


if __name__ == "__main__":
    main()
