"""What all benchmarks share: fair rounds, the machine in words, a table, a file for the README.

    def main() -> None:
        parser = options(__doc__)            # has --json FILE and --quick
        words = parser.parse_args()
        times = interleaved({"ours": ours, "theirs": theirs}, rounds=5)
        publish([Line("sampling.gpt", "mini-GPT writes", "tokens/s", times["ours"],
                      times["theirs"], "nanoGPT", more=True)], words)

A key is never renamed: `readme.py` asks for it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median

from playground.engine.allocation import keep_freed_memory

CPU_FILE = Path("/proc/cpuinfo")
SAY_EVERY = 2.0  # seconds at least between two rounds that are announced


@dataclass(frozen=True)
class Line:
    """One quantity, ours and a peer's, with a value for each round or seed."""

    key: str
    what: str
    unit: str  # "s", "tokens/s", "nats" …
    ours: tuple[float, ...]
    peer: tuple[float, ...] = ()  # of the same rounds; empty where there is nobody to compare with
    peer_name: str = ""
    more: bool = False  # whether more is better

    def gains(self) -> tuple[float, ...]:
        """Return how many times better than the peer we are; of losses, by how many nats."""
        pairs = list(zip(self.ours, self.peer, strict=True)) if self.peer else []
        if self.unit == "nats":
            return tuple(theirs - ours for ours, theirs in pairs)
        return tuple(ours / theirs if self.more else theirs / ours for ours, theirs in pairs)

    def gain(self) -> str:
        """Return median and spread of `gains` in words."""
        if not self.peer:
            return ""
        if self.unit == "nats":
            return f"{spread(self.gains(), 'nats')} nats"
        return f"{spread(self.gains())} ×"


def options(about: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options that all benchmarks have.

    Freed memory is kept from here on, as in the program; others measured beside us gain too.
    """
    keep_freed_memory()
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all values for readme.py")
    parser.add_argument("--quick", action="store_true", help="small, to see whether it runs at all")
    return parser


def interleaved(
    contestants: Mapping[str, Callable[[], float]], rounds: int
) -> dict[str, tuple[float, ...]]:
    """Let all measure once a round, each round with another one first; return their values.

    What slows the machine down for a while then meets all of them.
    """
    names = list(contestants)
    values: dict[str, list[float]] = {name: [] for name in names}
    said = -SAY_EVERY
    for i in range(rounds):
        if (now := time.monotonic()) >= said + SAY_EVERY:
            say(f"round {i + 1} of {rounds}")
            said = now
        first = i % len(names)
        for name in names[first:] + names[:first]:
            values[name].append(contestants[name]())
    return {name: tuple(found) for name, found in values.items()}


def publish(lines: Sequence[Line], words: argparse.Namespace) -> None:
    """Print the table, and write the file if one is wanted."""
    result = {
        "benchmark": module_name().rpartition(".")[2],
        "date": date.today().isoformat(),
        "command": command(sys.argv[1:]),
        "machine": machine(),
        "quick": words.quick,
        "lines": [asdict(line) for line in lines],
    }
    if words.json:
        words.json.parent.mkdir(parents=True, exist_ok=True)
        words.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(in_words(machine()) + f"; {result['date']}\n{result['command']}\n")
    print(as_table(lines))


def as_table(lines: Sequence[Line]) -> str:
    """Return the lines as a table, with medians and the lowest and highest values."""
    rows = [
        (
            line.what,
            f"{spread(line.ours, line.unit)} {line.unit}",
            f"{line.peer_name} {spread(line.peer, line.unit)} {line.unit}" if line.peer else "",
            line.gain(),
        )
        for line in lines
    ]
    return table(("median (lowest–highest)", "ours", "peer", "better by"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns stand below each other."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    marks = ["-" * width for width in widths]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (head, marks, *rows)
    )


def spread(values: Sequence[float], unit: str = "") -> str:
    """Return the median and the lowest and highest value, such as "3.10 (2.98–3.30)"."""
    middle, low, high = (
        number(value, unit) for value in (median(values), min(values), max(values))
    )
    return middle if len(values) == 1 else f"{middle} ({low}–{high})"


def number(value: float, unit: str = "") -> str:
    """Return a number with about three digits; a loss with three after the point."""
    if unit == "nats":
        return f"{value:.3f}"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"


def machine() -> dict[str, str | int]:
    """Return what the times depend on."""
    from importlib.metadata import version

    from playground.engine.cores import cores

    return {
        "cpu": cpu_name(),
        "cores": cores(),
        "system": platform.system().replace("Darwin", "macOS"),
        "python": platform.python_version(),
        "torch": version("torch").partition("+")[0],
    }


def in_words(found: Mapping[str, str | int]) -> str:
    """Return a machine as a person would name it."""
    return (
        f"{found['cpu']}, {found['cores']} cores, {found['system']}, "
        f"Python {found['python']}, PyTorch {found['torch']}"
    )


def cpu_name() -> str:
    """Return the processor's name; asking the system is the only way."""
    if CPU_FILE.exists():
        for line in CPU_FILE.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if platform.system() == "Darwin":
        asked = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    return platform.processor() or platform.machine()


def command(words: Sequence[str]) -> str:
    """Return the command that measures the same again, without where things lie here."""
    kept = []
    skip = False
    for word in words:
        if not skip and word != "--json" and not word.startswith("--json="):
            kept.append(Path(word).name if os.sep in word else word)
        skip = word == "--json"
    return " ".join(["python -m", module_name(), *kept])


def module_name() -> str:
    """Return the name of the module that was started, such as "tests.benchmarks.training"."""
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    return spec.name if spec else Path(sys.argv[0]).stem


def say(words: str) -> None:
    """Tell the person who waits what is going on, beside the results."""
    print(words, file=sys.stderr, flush=True)
