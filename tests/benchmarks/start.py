"""How long a person waits for the window, and what is loaded meanwhile.

    python -m tests.benchmarks.start [--rounds 10] [--modules 12] [--json FILE]

Starts the real program with a home of its own, each time as a new process: until the window is
painted, until the engine (torch) is there behind it, and until the command line has shown its
help. Then the modules that took longest to load before the first paint, by themselves, as
`python -X importtime` tells. Needs a display, or QT_QPA_PLATFORM=offscreen. The first round is
left out: the files are not yet in the system's memory.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.report import Line, interleaved, number, options, publish, say, table

SCRIPT = """
import sys, time
from playground.ui import program as module

class Program(module.Program):
    def __init__(self, qt, files):
        super().__init__(qt, files)
        self.window.painted.connect(self.tell)
        self.studio.engine_ready.connect(self.tell)
        self.studio.engine_ready.connect(self.window.close)

    def tell(self):
        print(time.time(), "torch" in sys.modules, flush=True)

module.Program = Program
from playground.__main__ import window
window()
"""
HELP = ("-m", "playground", "--help")
TIMEOUT = 120.0  # seconds
TOLD = 2  # lines that a started window prints
NO_SCREEN = "Without a screen, set QT_QPA_PLATFORM=offscreen."


def start(home: str, *words: str) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run Python with `words`; return when it began, in seconds since 1970, and what it said."""
    environment = {**os.environ, "PLAYGROUND_HOME": home}
    began = time.time()
    done = subprocess.run(
        [sys.executable, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=True,
    )
    return began, done


class Starts:
    """Starts the window, and remembers of each start when the engine was there."""

    def __init__(self, home: str) -> None:
        self._home = home
        self.ready: list[float] = []  # seconds

    def painted(self) -> float:
        """Return the seconds until the window was painted."""
        began, done = start(self._home, "-c", SCRIPT)
        told = [line.split() for line in done.stdout.splitlines()]
        if len(told) != TOLD:
            sys.exit(f"no window came, only: {done.stdout}{done.stderr}{NO_SCREEN}")
        (painted, torch_was_there), (ready, torch_is_there) = told
        assert (torch_was_there, torch_is_there) == ("False", "True")
        self.ready.append(float(ready) - began)
        return float(painted) - began

    def helped(self) -> float:
        """Return the seconds until the help was shown and the process had ended."""
        began, _ = start(self._home, *HELP)
        return time.time() - began


def slowest_modules(home: str, count: int) -> str:
    """Return the modules that took longest to load before the paint, as a table."""
    _, done = start(home, "-X", "importtime", "-c", SCRIPT)
    rows = []
    for line in imported_before_torch(done.stderr.splitlines()):
        own, _, name = line.removeprefix("import time:").split("|")
        rows.append((int(own) / 1000, name.strip()))
    rows.sort(reverse=True)
    total = sum(milliseconds for milliseconds, _ in rows)
    shown = [(name, number(milliseconds)) for milliseconds, name in rows[:count]]
    return table(("module", "ms"), [*shown, (f"all {len(rows)} before torch", number(total))])


def imported_before_torch(lines: Sequence[str]) -> list[str]:
    """Return the lines about imports that ended before the first of torch's did."""
    found = [line for line in lines if line.startswith("import time:") and "[us]" not in line]
    names = [line.rpartition("|")[2].strip() for line in found]
    first = next(i for i, name in enumerate(names) if name.partition(".")[0] == "torch")
    return found[:first]


def main() -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--modules", type=int, default=12, help="rows in the list of modules")
    words = parser.parse_args()
    rounds = 1 if words.quick else words.rounds
    with tempfile.TemporaryDirectory() as home:
        starts = Starts(str(Path(home)))
        say("A first start, which is not counted.")
        starts.painted()
        starts.ready.clear()
        times = interleaved({"painted": starts.painted, "help": starts.helped}, rounds)
        modules = slowest_modules(home, words.modules)
    publish(
        [
            Line("start.painted", "window painted, without torch", "s", times["painted"]),
            Line("start.ready", "engine ready behind it", "s", tuple(starts.ready)),
            Line("start.help", "playground --help, whole process", "s", times["help"]),
        ],
        words,
    )
    print(f"\n{modules}")


if __name__ == "__main__":
    main()
