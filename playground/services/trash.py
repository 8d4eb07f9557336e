"""Deleted runs wait in the trash until they are restored or thrown away for good.

Beside each lies a note of where it was. What else lies in the trash is a stranger's: it is neither
listed nor thrown away.
"""

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.errors import PlaygroundError, RunMissing
from playground.files import is_there, read_text
from playground.services import record, values
from playground.services.disk import children_of, write_whole, writing

ORIGIN = ".origin"  # what the name of a note ends in, behind the name of the folder
LARGEST = 1 << 16  # bytes of a note


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
        number = 1 + max((_note(path).get("number", 0) for path in self._children()), default=0)
        origin = os.path.abspath(run)
        write_whole(_note_of(target), json.dumps({"origin": origin, "number": number}).encode())
        try:
            with writing(self.folder):
                _move(run, target)
        except BaseException:
            _note_of(target).unlink(missing_ok=True)
            raise
        return Trashed(target, run)

    def restore(self, trashed: Trashed) -> Path:
        """Move a run back to where it was; return its folder, which may have a new name.

        Raises:
            RunMissing: It is no longer in the trash.
        """
        if not is_there(trashed.path):
            count = len(self.runs(trashed.origin.parent))
            raise RunMissing(name=trashed.path.name, count=count, folder=self.folder)
        with writing(trashed.origin):
            trashed.origin.parent.mkdir(parents=True, exist_ok=True)
            target = free_name(trashed.origin)
            _move(trashed.path, target)
            _note_of(trashed.path).unlink(missing_ok=True)
        return target

    def runs(self, home: Path) -> list[Trashed]:
        """Return the runs in the trash, last deleted first.

        Args:
            home: Where those go back to that were deleted without a note, by an older version.
        """
        found = []
        for path in self._children():
            note = _note(path)
            if note or is_ours(path):
                origin = Path(note["origin"]) if note else home / path.name
                found.append((note.get("number", 0), path.lstat().st_mtime_ns, origin, path))
        found.sort(key=lambda one: one[:2], reverse=True)
        return [Trashed(path, origin) for _, _, origin, path in found]

    def empty(self) -> int:
        """Throw all runs away for good; return how many that were."""
        found = self.runs(self.folder)
        with writing(self.folder):
            for trashed in found:
                if trashed.path.is_symlink():
                    trashed.path.unlink()
                else:
                    shutil.rmtree(trashed.path)
                _note_of(trashed.path).unlink(missing_ok=True)
        return len(found)

    def _children(self) -> list[Path]:
        return [path for path in children_of(self.folder) if os.path.isdir(path)]


def is_ours(folder: Path) -> bool:
    """Tell whether a folder is a run that this program wrote: others write a run.json too."""
    with suppress(PlaygroundError):
        found = record.read_record(folder)
        return {"title", "status", "config", "text"} <= found.keys()
    return False


def free_name(path: Path) -> Path:
    """Return `path`, or with a number behind it if there is such a file already."""
    number, free = 1, path
    while is_there(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _move(folder: Path, target: Path) -> None:
    """Move a folder, if need be to another disk; what was copied half goes again."""
    try:
        shutil.move(folder, target)
    except BaseException:
        if is_there(folder):
            shutil.rmtree(target, ignore_errors=True)
        raise


def _note_of(path: Path) -> Path:
    return path.with_name(path.name + ORIGIN)


def _note(path: Path) -> dict[str, Any]:
    """Return what is noted of a folder in the trash; nothing if there is no note."""
    try:
        note = json.loads(read_text(_note_of(path), LARGEST))
        origin, number = values.text(note["origin"]), values.whole(note["number"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {"origin": origin, "number": number} if os.path.isabs(origin) else {}
