"""Deleted runs wait in the trash until they are restored or thrown away for good."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from playground.errors import RunMissing
from playground.services.disk import writing


@dataclass(frozen=True)
class Trashed:
    """A run in the trash: where it is and where it was."""

    path: Path
    origin: Path


class Trash:
    """The folder of deleted runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def throw(self, run: Path) -> Trashed:
        """Move a run folder here."""
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            target = free_name(self.folder / run.name)
            shutil.move(run, target)
            target.touch()  # its time tells which was deleted last
        return Trashed(target, run)

    def restore(self, trashed: Trashed) -> Path:
        """Move a run back to where it was; return its folder, which may have a new name.

        Raises:
            RunMissing: It is no longer in the trash.
        """
        if not trashed.path.exists():
            count = len(self.runs(trashed.origin.parent))
            raise RunMissing(name=trashed.path.name, count=count, folder=self.folder)
        with writing(trashed.origin):
            trashed.origin.parent.mkdir(parents=True, exist_ok=True)
            target = free_name(trashed.origin)
            shutil.move(trashed.path, target)
        return target

    def runs(self, home: Path) -> list[Trashed]:
        """Return what is in the trash, last deleted first; `home` is where it would go back to."""
        if not self.folder.is_dir():
            return []
        found = [path for path in self.folder.iterdir() if path.is_dir()]
        found.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return [Trashed(path, home / path.name) for path in found]

    def empty(self) -> int:
        """Throw everything away for good; return how many runs that were."""
        found = self.runs(self.folder)
        with writing(self.folder):
            for trashed in found:
                shutil.rmtree(trashed.path)
        return len(found)


def free_name(path: Path) -> Path:
    """Return `path`, or with a number behind it if there is such a file already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
