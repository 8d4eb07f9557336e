"""Let nobody hear what the program says: each command, each way in which an output can fail.

    python -m tests.faults.unheard [--commands train …]

Standard output lies on a full disk, is closed, cannot be written, is a terminal that has hung up,
a pipe that takes no more, or one whose reader leaves at once or after a line; standard error is
heard, or fails in the same way. The command may say a sentence. It must end, without a traceback
and without a bug in the log, and what it was to do on the disk must be done, or be stopped and
saved where it talks to a reader who has left.
"""

import fcntl
import itertools
import json
import os
import pty
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playground.commands import COMMANDS
from tests.faults.report import Table, finish, options

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300  # after which a command hangs
STEPS = 5
TINY = (
    *("--model", "char-rnn", "--n-hidden", "16", "--n-embd", "8", "--context", "16"),
    *("--batch-size", "4", "--threads", "1", "--sample-length", "20", "--steps", str(STEPS)),
)
WORDS: dict[str, tuple[str, ...]] = {
    "train": ("train", "text.txt", *TINY),
    "resume": ("resume", "last", "--steps", str(2 * STEPS)),
    "generate": ("generate", "last", "--length", "20"),
    "inspect": ("inspect", "last"),
    "runs": ("runs",),
    "rename": ("rename", "last", "another"),
    "delete": ("delete", "last"),
    "export": ("export", "last", "--output", "new.lmrun"),
    "import": ("import", "old.lmrun"),
    "baselines": ("baselines", "text.txt"),
    "texts": ("texts", "make", "fables-en"),
    "demo": ("demo", "--seconds", "1"),
    "doctor": ("doctor",),
    "a mistake": ("train", "nothing.txt"),
    "wrong usage": ("train", "--steps", "many"),
    "help": ("train", "--help"),
}
CODES = {"a mistake": {1}, "wrong usage": {2}}
UNFIT = ("Traceback", "Something is wrong inside", "Exception ignored", "Error in", "Fatal")


@contextmanager
def full() -> Iterator[int]:
    """Yield a disk without room."""
    handle = os.open("/dev/full", os.O_WRONLY)
    yield handle
    os.close(handle)


@contextmanager
def closed() -> Iterator[None]:
    """Yield nothing: the descriptor is closed when the program begins."""
    yield None


@contextmanager
def unwritable() -> Iterator[int]:
    """Yield a file that was opened to be read."""
    handle = os.open(os.devnull, os.O_RDONLY)
    yield handle
    os.close(handle)


@contextmanager
def hung_up() -> Iterator[int]:
    """Yield a terminal whose window is gone."""
    master, slave = pty.openpty()
    os.close(master)
    yield slave
    os.close(slave)


@contextmanager
def blocked() -> Iterator[int]:
    """Yield a pipe that is full, and says so instead of waiting."""
    reader, writer = os.pipe()
    flags = fcntl.fcntl(writer, fcntl.F_GETFL)
    fcntl.fcntl(writer, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    with suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    yield writer
    os.close(reader)
    os.close(writer)


@contextmanager
def left() -> Iterator[int]:
    """Yield a pipe whose reader has left."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@contextmanager
def leaving() -> Iterator[int]:
    """Yield a pipe whose reader leaves after the first line, as `head -1` does."""
    with subprocess.Popen(
        ["head", "-n", "1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as head:
        assert head.stdin is not None
        yield head.stdin.fileno()
        with suppress(OSError):
            head.stdin.close()


FORMS = (full, closed, unwritable, hung_up, blocked, left, leaving)
READERS = (left, leaving)  # who leaves ends what is done for him


@dataclass(frozen=True)
class Case:
    """A command and how it is not heard."""

    name: str
    form: Callable[..., object]
    json: bool
    both: bool  # standard error fails too

    def __str__(self) -> str:
        parts = (self.name, self.form.__name__, "json" if self.json else "", "2>&1" * self.both)
        return " ".join(part for part in parts if part)


def cases(names: Sequence[str] = tuple(WORDS)) -> list[Case]:
    """Return all of them."""
    every = itertools.product(names, FORMS, (False, True), (False, True))
    return [Case(*one) for one in every]


def some(count: int, seed: int) -> list[Case]:
    """Return a few of them: each form at least once, if there are so many."""
    chance, rest = random.Random(seed), cases()
    chance.shuffle(rest)
    first = [next(case for case in rest if case.form is form) for form in FORMS]
    return (first + [case for case in rest if case not in first])[:count]


class Place:
    """A folder with a workspace in which one run has been trained, to be copied for each case."""

    def __init__(self, root: Path) -> None:
        self._healthy, self.path = root / "healthy", root / "place"
        self._healthy.mkdir(parents=True)
        text = "".join(f"{i} times {i} is {i * i}.\n" for i in range(200))
        (self._healthy / "text.txt").write_text(text, encoding="utf-8")
        self.path = self._healthy
        for words in (WORDS["train"], ("export", "last", "--output", "old.lmrun")):
            subprocess.run(self.command(words), env=self.env, cwd=self.path, check=True,
                           stdout=subprocess.DEVNULL)  # fmt: skip
        self.path = root / "place"

    @property
    def env(self) -> dict[str, str]:
        """The environment: no display, and a workspace of its own."""
        hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONWARNINGS")
        env = {name: value for name, value in os.environ.items() if name not in hidden}
        return {**env, "PLAYGROUND_HOME": str(self.path / "home"), "PYTHONPATH": str(ROOT)}

    def command(self, words: Sequence[str]) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-m", "playground", *words]

    def fresh(self) -> None:
        """Copy the healthy one."""
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self._healthy, self.path)
        shutil.rmtree(self.path / "home" / "logs")

    def runs(self) -> list[dict[str, object]]:
        """Return the records of all runs, the oldest first."""
        files = sorted((self.path / "home" / "runs").glob("*/run.json"))
        return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def unheard(case: Case, place: Place) -> list[str]:
    """Run a command that nobody hears; return what is wrong with how it ended."""
    place.fresh()
    words = [*WORDS[case.name], *(["--json"] if case.json else [])]
    with case.form() as output, tempfile.TemporaryFile() as heard:  # type: ignore[attr-defined]
        try:
            code = subprocess.run(
                closing(place.command(words), output is None, output is None and case.both),
                env=place.env,
                cwd=place.path,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output if case.both and output is not None else heard,
                timeout=SECONDS,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return ["did not end"]
        heard.seek(0)
        said = heard.read().decode("utf-8", "replace")
    return [*wrong_ending(case, code, said), *wrong_traces(case, place)]


def closing(command: list[str], output: bool, errors: bool) -> list[str]:
    """Return a command that begins with closed descriptors."""
    closed_ones = f"{'>&-' * output} {'2>&-' * errors}"
    return ["sh", "-c", f'exec "$@" {closed_ones}', "sh", *command] if output else command


def wrong_ending(case: Case, code: int, said: str) -> Iterator[str]:
    """Yield what is wrong with an exit code and with what was said on standard error."""
    allowed = CODES.get(case.name, {0, 1} | ({130} if case.form in READERS else set()))
    if code not in allowed:
        yield f"ended with {code}"
    yield from (f"said {word!r}: {said[-300:]}" for word in UNFIT if word in said)
    if case.name not in CODES and len(said.splitlines()) > 1:
        yield f"said more than a sentence: {said[-300:]}"


def wrong_traces(case: Case, place: Place) -> Iterator[str]:
    """Yield what is wrong with what it left on the disk."""
    log = place.path / "home" / "logs" / "playground.log"
    if log.exists() and " ERROR " in log.read_text(encoding="utf-8"):
        yield f"logged an error: {log.read_text(encoding='utf-8')[-600:]}"
    runs, gone = place.runs(), case.form in READERS
    if case.name in ("train", "resume"):
        steps = STEPS if case.name == "train" else 2 * STEPS
        ended = [(run["status"], run["steps"]) for run in runs][-1]
        if ended != ("finished", steps) and not (gone and ended[0] == "stopped"):
            yield f"the training is {ended}"
    done = {
        "rename": lambda: runs[0]["title"] == "another",
        "delete": lambda: not runs,
        "export": lambda: (place.path / "new.lmrun").is_file(),
        "import": lambda: len(runs) == 2,
    }.get(case.name)
    if done is not None and not done() and not gone:
        yield "it was not done"
    left_over = [file.name for file in place.path.rglob("*.part")]
    if left_over:
        yield f"left {left_over}"


def main() -> None:
    """Try everything, and print what became of it."""
    parser = options(__doc__)
    parser.add_argument("--commands", nargs="+", choices=tuple(WORDS), default=tuple(WORDS))
    names = parser.parse_args().commands
    table, problems = Table(("command", "cases", "seconds")), []
    assert set(COMMANDS) <= set(WORDS)
    with tempfile.TemporaryDirectory(prefix="unheard-") as folder:
        place = Place(Path(folder))
        for name in names:
            began, tried = time.monotonic(), cases([name])
            for case in tried:
                problems += [f"{case}: {problem}" for problem in unheard(case, place)]
            table.add(name, len(tried), f"{time.monotonic() - began:.0f}")
    finish(table, problems)


if __name__ == "__main__":
    main()
