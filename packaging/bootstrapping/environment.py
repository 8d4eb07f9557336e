"""The folder `.venv`: made once, stamped when complete, made anew when that was interrupted."""

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bootstrapping.console import Problem, say
from bootstrapping.pythons import fits

PACKAGING = Path(__file__).resolve().parent.parent
ROOT = PACKAGING.parent
GOALS = {
    "run": ("requirements.txt",),
    "test": ("requirements.txt", "requirements-dev.txt"),
}
PROOF = ("PySide6", "numpy", "pyqtgraph", "torch")  # folders that no complete .venv lacks


def requirement_files(goal: str) -> list[Path]:
    """Return the requirement files that a goal ("run" or "test") needs, in order."""
    return [PACKAGING / name for name in GOALS[goal]]


def fingerprint(goal: str) -> str:
    """Return the hash of everything that decides what is installed for `goal`."""
    digest = hashlib.sha256()
    for file in requirement_files(goal):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


class Environment:
    """A virtual environment in `folder`, with three small files of ours in it.

    `complete.json` says which goals are installed, with which requirements and which Python.
    `unfinished` is there while something is half done, and stays if that is interrupted.
    `bootstrap.lock` is held by the one process that may change the folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        on_windows = os.name == "nt"
        self.python = folder / ("Scripts/python.exe" if on_windows else "bin/python")
        self._stamp = folder / "complete.json"
        self._unfinished = folder / "unfinished"
        self._lock = folder / "bootstrap.lock"

    def python_version(self) -> str | None:
        """Return "3.11" or the like, asked of the environment's own Python; None if it is dead."""
        code = "import sys; print('{}.{}'.format(*sys.version_info))"
        try:
            answer = subprocess.run(
                [str(self.python), "-I", "-S", "-c", code], capture_output=True, text=True
            )
        except OSError:
            return None
        return answer.stdout.strip() if answer.returncode == 0 else None

    def packages(self, version: str) -> Path:
        """Return the folder that packages are installed in."""
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return self.folder / "lib" / f"python{version}" / "site-packages"

    def stamp(self) -> dict[str, str]:
        """Return what was noted when the environment was complete; empty if it never was."""
        try:
            noted = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def torch_build(self) -> str | None:
        """Return "cpu" or "cuda", whichever torch is installed; None if there is none."""
        version = self.python_version()
        if version is None:
            return None
        try:
            text = (self.packages(version) / "torch" / "version.py").read_text(encoding="utf-8")
        except OSError:
            return None
        return "cpu" if re.search(r"^cuda\b.*= None", text, re.MULTILINE) else "cuda"

    def is_complete(self, goal: str) -> bool:
        """Tell whether nothing is left to do for `goal` ("run" or "test"); this is quick."""
        noted = self.stamp()
        if noted.get(goal) != fingerprint(goal) or self._unfinished.exists():
            return False
        version = self.python_version()
        if version is None or version != noted.get("python"):
            return False
        return all((self.packages(version) / name).is_dir() for name in PROOF)

    def note_complete(self, goal: str) -> None:
        """Remember that `goal` is installed; "test" includes "run"."""
        noted = {"python": self.python_version() or "", goal: fingerprint(goal)}
        if goal == "test":
            noted["run"] = fingerprint("run")
        part = self._stamp.with_name("complete.json.part")
        part.write_text(json.dumps(noted, indent=2) + "\n", encoding="utf-8")
        os.replace(part, self._stamp)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to change the folder; wait for another process that has it."""
        try:
            self.folder.mkdir(exist_ok=True)
            lock = self._lock.open("a")
        except OSError as error:
            raise Problem(
                "“{folder}” cannot be written to ({reason}), so nothing can be set up there. Copy "
                "LM Playground to a folder of your own, or ask for the right to write.",
                folder=self.folder.parent,
                reason=error.strerror,
            ) from error
        with lock:
            if not try_to_lock(lock):
                say("Another set-up is at work in this folder; waiting for it to end.")
                while not try_to_lock(lock):
                    time.sleep(0.2)
            yield

    def begin_change(self) -> None:
        """Forget that the environment is complete, before anything in it changes."""
        self._stamp.unlink(missing_ok=True)

    def mark(self, *, unfinished: bool) -> None:
        """Mark that something is half done from now on, or that it is whole again.

        The mark outlives a process that is killed; the next one then starts afresh.
        """
        if unfinished:
            self._unfinished.touch()
        else:
            self._unfinished.unlink(missing_ok=True)

    def is_usable(self) -> bool:
        """Tell whether packages can be added to what is there."""
        version = self.python_version()
        if self._unfinished.exists() or version is None:
            return False
        if not fits([int(part) for part in version.split(".")]):
            return False
        answer = subprocess.run([*self.pip(), "--version"], capture_output=True)
        return answer.returncode == 0

    def pip(self) -> list[str]:
        """Return the command that starts this environment's pip, deaf to the current folder."""
        return [str(self.python), "-I", "-u", "-X", "utf8", "-m", "pip"]

    def empty(self) -> None:
        """Remove everything but the lock."""
        for child in self.folder.iterdir():
            if child == self._lock:
                continue
            try:
                if child.is_dir() and not child.is_symlink():
                    shutil.rmtree(child)
                else:
                    child.unlink()
            except OSError as error:
                raise Problem(
                    "“{file}” cannot be removed ({reason}). Close the programs that use it, "
                    "or remove the folder “{folder}” yourself, and start again.",
                    file=error.filename or child,
                    reason=error.strerror,
                    folder=self.folder,
                ) from error

    def is_empty(self) -> bool:
        """Tell whether nothing is there but the lock."""
        return all(child == self._lock for child in self.folder.iterdir())


def try_to_lock(file: IO[str]) -> bool:
    """Lock `file` for this process if no other has it; the lock ends when the file is closed."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP):
                raise
            # a network drive without locks: go on as if alone
    return True
