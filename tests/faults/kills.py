"""Kill real trainings at random moments, let them go on, and compare what they learned.

    python -m tests.faults.kills [--kills 200] [--workers 2] [--seed 1]

Each training is a process of its own, `playground train`, killed by the system without warning
(SIGKILL), then `playground resume`, killed again, and so on until it is done. With a budget in
steps all losses and the weights must be those of a run that was never interrupted, to the bit; with
one in minutes it must use up its budget. Half of the trainings save all the time, so that many
are killed while they write; the others save as the program does, and tell how much work is done
again.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from playground.services.runs import STATE_NUMBERS, Run, read_run
from tests.faults.report import Table, finish, options
from tests.services.small_runs import weights

ROOT = Path(__file__).resolve().parents[2]
TEXT = "".join(f"{i} times {i} is {i * i}.\n" for i in range(2000))
SMALL = (
    *("--context", "16", "--batch-size", "4", "--threads", "1", "--sample-length", "20"),
    *("--patience", "0"),  # use up the budget
)
MODELS = {
    "char-rnn": ("--n-hidden", "32", "--n-embd", "16"),
    "gpt": ("--n-layer", "1", "--n-head", "2", "--n-embd", "32"),
}
HURRY = "import playground.services.recorder as it; it.SAVE_SECONDS = 0.05; "
PATIENCE = 300.0  # seconds after which a process hangs
MOST_REDONE = 15.0  # seconds of work


@dataclass(frozen=True)
class Case:
    """One kind of training."""

    model: str
    steps: int  # 0: by the clock
    seconds: float  # that it takes, about
    hurried: bool  # whether it saves all the time

    @property
    def name(self) -> str:
        """What the table calls it."""
        budget = f"{self.steps:,} steps" if self.steps else f"{self.seconds:.0f} s"
        return f"{self.model}, {budget}{', saving all the time' if self.hurried else ''}"

    def command(self, *words: str) -> list[str]:
        """Return a command line of Python that runs `playground` with `words`."""
        start = "import sys; from playground.cli import main; sys.exit(main())"
        return [sys.executable, "-c", (HURRY if self.hurried else "") + start, *words, "--json"]

    def train(self, file: Path) -> list[str]:
        """Return the command line that begins a run."""
        budget = f"--steps={self.steps}" if self.steps else f"--minutes={self.seconds / 60}"
        settings = (*MODELS[self.model], *SMALL, "--model", self.model)
        return self.command("train", str(file), budget, *settings)


@dataclass
class Found:
    """What happened to one kind of training."""

    kills: int = 0
    runs: int = 0
    redone: list[float] = field(default_factory=list)  # seconds of work, one for each kill
    problems: list[str] = field(default_factory=list)


class Killer:
    """Trains one case over and over in a folder of its own, and kills it."""

    def __init__(self, case: Case, folder: Path, seed: int) -> None:
        self.case = case
        self.found = Found()
        self._random = random.Random(f"{case.name} {seed}")
        self._file = folder / "squares.txt"
        self._file.write_text(TEXT, encoding="utf-8")
        self._homes = (folder / f"home{number}" for number in range(1_000_000))
        self._home = next(self._homes)
        self._whole: Run | None = None

    def work(self, kills: int) -> Found:
        """Kill so often; then let the last training end."""
        try:
            if self.case.steps:
                self._whole = self._train_through()
            while self.found.kills < kills:
                self._one_run(kills)
        except Exception as error:  # what went wrong belongs into the table
            self.found.problems.append(f"{type(error).__name__}: {error}")
        return self.found

    def _train_through(self) -> Run:
        code, lines, words = self._ended(self._start(self.case.train(self._file)))
        assert code == 0, words
        return read_run(Path(lines[-1]["run"]))

    def _one_run(self, kills: int) -> None:
        """Begin a run, kill it again and again, and compare its end with the whole one."""
        self._home = next(self._homes)
        self.found.runs += 1
        command = self.case.train(self._file)
        while True:
            process = self._start(command)
            folder = self._wait_for_start(process)
            began = time.time()
            left = self.case.seconds * self._random.random()
            if self.found.kills == kills or self._ends_within(process, left):
                break
            process.kill()
            killed = time.time()
            process.communicate()
            if read_run(folder).status == "finished":  # it was faster
                self._compare(read_run(folder))
                return
            self._note_kill(folder, began, killed)
            command = self.case.command("resume", folder.name)
        code, lines, words = self._ended(process)
        if code != 0 or "Traceback" in words:
            self.found.problems.append(words or f"exit code {code}")
        else:
            self._compare(read_run(Path(lines[-1]["run"])))

    def _note_kill(self, folder: Path, began: float, killed: float) -> None:
        saved = folder / STATE_NUMBERS
        last = max(began, saved.stat().st_mtime if saved.exists() else 0.0)
        self.found.kills += 1
        self.found.redone.append(killed - last)
        status = read_run(folder).status
        if status != "interrupted":
            self.found.problems.append(f"after a kill the run is called {status}")

    def _compare(self, run: Run) -> None:
        if self._whole is None:
            budget = 60 * run.config.training.minutes
            if run.status != "finished" or not budget <= run.seconds < budget + 5:
                self.found.problems.append(f"{run.status} after {run.seconds:.1f} of {budget} s")
            return
        if curve(run) != curve(self._whole):
            self.found.problems.append(f"{run.path}: other losses than {self._whole.path}")
        mine, others = weights(run), weights(self._whole)
        if mine.keys() != others.keys() or not all(torch.equal(mine[n], others[n]) for n in mine):
            self.found.problems.append(f"{run.path}: other weights than {self._whole.path}")

    def _start(self, command: list[str]) -> "subprocess.Popen[str]":
        env = {**os.environ, "PLAYGROUND_HOME": str(self._home), "PYTHONPATH": str(ROOT)}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, encoding="utf-8", env=env, stdout=pipe, stderr=pipe)

    def _wait_for_start(self, process: "subprocess.Popen[str]") -> Path:
        assert process.stdout is not None
        for line in process.stdout:
            event = json.loads(line)
            if event.get("event") == "started":
                return Path(event["run"])
        raise AssertionError(process.communicate()[1] or "it ended before it began")

    def _ends_within(self, process: "subprocess.Popen[str]", seconds: float) -> bool:
        """Tell whether a process ends so soon; what it says meanwhile is read, and kept."""
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        process.said = out, err  # type: ignore[attr-defined]
        return True

    def _ended(self, process: "subprocess.Popen[str]") -> tuple[int, list[dict[str, Any]], str]:
        said = getattr(process, "said", None) or process.communicate(timeout=PATIENCE)
        return process.returncode, [json.loads(line) for line in said[0].splitlines()], said[1]


def curve(run: Run) -> list[dict[str, Any]]:
    """Return what was measured, without the clock's part in it."""
    lines = (run.path / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    return [{**e, "seconds": 0} for e in events if e["event"] in ("stepped", "evaluated")]


def cases(seconds: float) -> Iterator[Case]:
    """Yield the kinds of training, each of about so many seconds."""
    for hurried in (True, False):
        for model, speed in (("char-rnn", 450), ("gpt", 200)):  # steps a second, about
            yield Case(model, round(speed * seconds), seconds, hurried)
            yield Case(model, 0, seconds, hurried)


def kill(kinds: list[Case], kills: int, workers: int, seed: int, folder: Path) -> dict[Case, Found]:
    """Train all kinds side by side until so many were killed; return what became of them."""
    share = max(1, kills // len(kinds))
    with ThreadPoolExecutor(workers) as pool:
        works = {}
        for number, case in enumerate(kinds):
            place = folder / str(number)
            place.mkdir(parents=True)
            killer = Killer(case, place, seed)
            works[case] = pool.submit(killer.work, share)
        return {case: work.result() for case, work in works.items()}


def main() -> None:
    """Kill, and print what became of it."""
    parser = options(__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2, help="trainings at a time")
    parser.add_argument("--seconds", type=float, default=20.0, help="that a training takes")
    parser.add_argument("--seed", type=int, default=1)
    words = parser.parse_args()
    kinds = list(cases(words.seconds))
    kills = -(-words.kills // len(kinds)) * len(kinds)
    with tempfile.TemporaryDirectory() as folder:
        found = kill(kinds, kills, words.workers, words.seed, Path(folder))
    table = Table(("training", "kills", "runs ended", "work done again, at most"))
    problems = []
    for case, one in found.items():
        most = max(one.redone, default=0.0)
        table.add(case.name, one.kills, one.runs, f"{most:.1f} s")
        problems += one.problems
        if most > MOST_REDONE:
            problems.append(f"{case.name}: {most:.1f} s of work were done again")
    finish(table, problems)


if __name__ == "__main__":
    main()
