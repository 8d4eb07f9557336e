"""How fast a large text is read and turned into characters' ids, and in how much memory.

    python -m tests.benchmarks.corpus [--size 1000] [--repeats 3] [--texts en,zh] [--json FILE]

Makes texts of `--size` MB in a temporary folder. Our way reads a text as the window does when it
is opened, then encodes it into the cache as for a run. Two plain ways do both at once with all of
the text in memory, on its first `--plain` MB only, for they take fifty times the text's size:

    dict      {character: id}, looked up for one character after the other
    unique    the code points through numpy.unique

Each way runs in a process of its own, in turn; its peak memory is the system's count for that
process, so it holds Python and numpy too, which "import" shows alone. Windows does not tell it.
"""

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from playground.engine.config import TextConfig
from playground.engine.corpus import open_corpus
from playground.engine.texts.prose import read_prose
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import train_tokenizer
from playground.engine.work import finish
from tests.benchmarks.report import Line, interleaved, options, publish, say

MB = 1_000_000
# Prose, encoding and line break of each text.
KINDS = {
    "en": ("fables-en", "utf-8", "\n"),
    "zh": ("fables-zh", "utf-8", "\n"),
    "gb": ("fables-zh", "gb18030", "\n"),
    "crlf": ("fables-en", "utf-8", "\r\n"),
}
QUICK = 2.0  # MB
Times = dict[str, float]  # seconds by stage


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("--size", type=float, default=1000, metavar="MB")
    parser.add_argument("--plain", type=float, default=20, metavar="MB")
    parser.add_argument("--repeats", type=int, default=3, metavar="N")
    parser.add_argument("--texts", default=",".join(KINDS), metavar="KIND,…")
    args = parser.parse_args(words)
    size = QUICK if args.quick else args.size
    repeats = 1 if args.quick else args.repeats
    lines: list[Line] = []
    for kind in args.texts.split(","):
        say(f"{kind}, {size:g} MB")
        lines += measure(kind, size, min(size, args.plain), repeats)
    publish(lines, args)


def measure(kind: str, size: float, plain: float, repeats: int) -> list[Line]:
    """Let all ways read a text of `size` MB, the plain ones of `plain` MB; return the lines."""
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder, "whole.txt"), Path(folder, "part.txt")
        make_text(whole, kind, round(size * MB))
        make_text(part, kind, round(plain * MB))
        runs = {way: Runs(way, part if way in PLAIN else whole) for way in WAYS}
        interleaved({way: each.take for way, each in runs.items()}, repeats)
    return [*speeds(kind, runs), *memories(kind, runs)]


def make_text(path: Path, kind: str, size: int) -> None:
    """Write a text of `size` bytes: the lines of some prose, again and again in other orders."""
    name, encoding, line_break = KINDS[kind]
    lines = [(line + line_break).encode(encoding) for line in read_prose(name, 0, 1).split("\n")]
    shuffle = random.Random(1).shuffle
    with path.open("wb") as file:
        left = size
        while left > 0:
            shuffle(lines)
            for line in lines:
                if len(line) > left:
                    file.write(b"." * left)
                    left = 0
                    break
                left -= file.write(line)


def ours(path: Path) -> Times:
    """Read and encode as the program does."""
    begun = time.perf_counter()
    corpus = finish(open_corpus([path]))
    read = time.perf_counter()
    tokenizer = finish(train_tokenizer(corpus, TextConfig()))
    finish(encode_corpus(corpus, tokenizer, TextConfig(), path.parent / "cache"))
    encoded = time.perf_counter()
    for file in (path.parent / "cache" / "ids").glob("*"):  # none of a text that fits in memory
        file.unlink()
    return {"read": read - begun, "encode": encoded - read, "both": encoded - begun}


def by_dict(path: Path) -> Times:
    """Look each character up."""
    begun = time.perf_counter()
    text = decoded(path)
    id_of = {character: id for id, character in enumerate(sorted(set(text)))}
    np.array([id_of[character] for character in text], dtype=np.uint16)
    return {"both": time.perf_counter() - begun}


def by_unique(path: Path) -> Times:
    """Let numpy sort the code points."""
    begun = time.perf_counter()
    codes = np.frombuffer(decoded(path).encode("utf-32-le"), dtype="<u4")
    _, ids = np.unique(codes, return_inverse=True)
    ids.astype(np.uint16)
    return {"both": time.perf_counter() - begun}


def decoded(path: Path) -> str:
    """Return the whole text."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return text.replace("\r\n", "\n")


def nothing(path: Path) -> Times:
    """Import what the others import."""
    return {}


WAYS: dict[str, Callable[[Path], Times]] = {
    "import": nothing,
    "ours": ours,
    "dict": by_dict,
    "unique": by_unique,
}
PLAIN = {"dict": "a Python dict", "unique": "np.unique"}


def alone(way: str, path: Path) -> tuple[Times, float | None]:
    """Run a way in a new process; return its times and its peak memory in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        return process.apply(measured, (way, path))


def measured(way: str, path: Path) -> tuple[Times, float | None]:
    """Run a way here."""
    times = WAYS[way](path)
    if sys.platform == "win32":  # does not tell
        return times, None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return times, peak / MB if sys.platform == "darwin" else peak * 1024 / MB


class Runs:
    """A way, and what its runs on a text took."""

    def __init__(self, way: str, file: Path) -> None:
        self.megabytes = file.stat().st_size / MB
        self.peaks: list[float] = []  # MB of memory
        self._way, self._file = way, file
        self._times: list[Times] = []

    def take(self) -> float:
        """Run once more; return the seconds from file to ids."""
        times, peak = alone(self._way, self._file)
        self._times.append(times)
        if peak is not None:
            self.peaks.append(peak)
        return times.get("both", 0.0)

    def speed(self, stage: str) -> tuple[float, ...]:
        """Return the MB a second of each run."""
        return tuple(self.megabytes / times[stage] for times in self._times)


def speeds(kind: str, runs: Mapping[str, Runs]) -> list[Line]:
    """Return how fast a text is read, encoded, and both, beside the plain ways."""
    ours = runs["ours"]
    what = f"{kind}, {ours.megabytes:g} MB"
    unit = "MB/s"
    lines = [
        Line(f"corpus.read.{kind}", f"{what}: read", unit, ours.speed("read"), more=True),
        Line(f"corpus.encode.{kind}", f"{what}: encoded", unit, ours.speed("encode"), more=True),
    ]
    for way, name in PLAIN.items():
        pair = ours.speed("both"), runs[way].speed("both")
        key = f"corpus.both.{kind}.{way}"
        lines.append(Line(key, f"{what}: read and encoded", unit, *pair, name, more=True))
    return lines


def memories(kind: str, runs: Mapping[str, Runs]) -> list[Line]:
    """Return the peak memory of every way; the sizes of the texts are not the same."""
    return [
        Line(
            f"corpus.memory.{kind}.{way}.{each.megabytes:g}",
            f"{kind}, {each.megabytes:g} MB: memory, {way}",
            "MB",
            tuple(each.peaks),
        )
        for way, each in runs.items()
        if each.peaks
    ]


if __name__ == "__main__":
    main()
