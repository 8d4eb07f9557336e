"""Turn what pip prints into a few lines: what is fetched, how large it is, how far it is."""

import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bootstrapping.console import spoken

FETCHING = re.compile(
    r"\s*Downloading (?:\S*/)?(?P<file>[^\s/]+) \((?P<size>[\d.]+) (?P<unit>[kMG]?B)\)"
)
INSTALLING = re.compile(r"\s*Installing collected packages: (?P<names>.*)")
UNITS = {"B": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}
WORTH_A_LINE = 1.0  # MB


class PipProgress:
    """Shows what one pip is doing.

    pip draws bars only on a terminal of its own, so on a terminal this looks at how
    the file in pip's temporary folder grows.
    """

    def __init__(self, folder: Path, on_installing: Callable[[], None]) -> None:
        """Watch pip's temporary `folder`; call `on_installing` when pip begins to change things."""
        self.folder = folder
        self.on_installing = on_installing
        self.on_terminal = sys.stderr.isatty()
        self._file = ""  # being fetched; empty when none is
        self._size = 0.0  # MB
        self._status = ""
        self._since = time.monotonic()

    def heard(self, line: str) -> None:
        """Take in one line of pip's output."""
        if found := FETCHING.match(line):
            self._fetching(found["file"], float(found["size"]) * UNITS[found["unit"]])
        elif found := INSTALLING.match(line):
            self.on_installing()
            self._file = ""
            names = found["names"].split(", ")
            self._tell(
                spoken("    installing {name}", name=names[0])
                if len(names) == 1
                else spoken("    installing {count} packages", count=len(names))
            )

    def _fetching(self, file: str, size: float) -> None:
        if file.endswith(".metadata"):
            return
        self._file, self._size = " ".join(file.split("-")[:2]), size
        if size >= WORTH_A_LINE:
            self._tell(spoken("    fetching {file}, {size:.1f} MB", file=self._file, size=size))

    def _tell(self, status: str) -> None:
        self.clear()
        self._status, self._since = status, time.monotonic()
        print(status, file=sys.stderr, flush=True)

    def tick(self) -> None:
        """Show on a terminal how far it is; called a few times a second."""
        if not self.on_terminal or not self._status:
            return
        if self._file and self._size >= WORTH_A_LINE:
            have = min(largest_file(self.folder) / 1e6, self._size)
            text = f"    {have:.1f} / {self._size:.1f} MB"
        else:
            text = f"    {time.monotonic() - self._since:.0f} s"
        print("\r" + text + "  ", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Wipe the line that `tick` draws."""
        if self.on_terminal:
            width = shutil.get_terminal_size().columns - 1
            print("\r" + " " * width + "\r", end="", file=sys.stderr, flush=True)


def largest_file(folder: Path) -> int:
    """Return the size in bytes of the largest file below `folder`, which may change meanwhile."""
    largest = 0
    for file in folder.rglob("*"):
        try:
            largest = max(largest, file.stat().st_size)
        except OSError:
            continue  # pip has just removed it
    return largest
