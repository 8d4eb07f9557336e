"""How fast a large text is read and turned into characters' ids, and in how much memory.

    python -m tests.benchmarks.corpus [--size 1000] [--repeats N] [--texts en,zh,gb,crlf] [--json]

Makes texts of `--size` MB in a temporary folder. Our way reads a text as the window does when it
is opened, then encodes it into the cache as for a run. Two plain ways do both at once with all of
the text in memory, on its first `--plain` MB only, for they take fifty times the text's size:

    dict      {character: id}, looked up for one character after the other
    unique    the code points through numpy.unique

Each way runs in a process of its own, in turn; its peak memory is the system's count for that
process, so it holds Python and numpy too, which "import" shows alone.
"""

import argparse
import json
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from playground.engine.config import TextConfig
from playground.engine.corpus import open_corpus
from playground.engine.texts.prose import read_prose
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import train_tokenizer
from playground.engine.work import finish

MB = 1_000_000
# Prose, encoding and line break of each text.
KINDS = {
    "en": ("fables-en", "utf-8", "\n"),
    "zh": ("fables-zh", "utf-8", "\n"),
    "gb": ("fables-zh", "gb18030", "\n"),
    "crlf": ("fables-en", "utf-8", "\r\n"),
}
Times = dict[str, float]  # seconds by stage


def main(words: Sequence[str] | None = None) -> None:
    """Print a table, or one JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=float, default=1000, metavar="MB")
    parser.add_argument("--plain", type=float, default=20, metavar="MB")
    parser.add_argument("--repeats", type=int, default=3, metavar="N")
    parser.add_argument("--texts", default=",".join(KINDS), metavar="KIND,…")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(words)
    if not args.json:
        print(f"{'MB/s, median (lowest to highest)':>55}{'peak':>24}")
        print(f"{'text':<5}{'way':<8}{'MB':>6}{'read':>18}{'encode':>18}{'both':>18}{'MB':>6}")
    for kind in args.texts.split(","):
        with tempfile.TemporaryDirectory() as folder:
            whole, part = Path(folder, "whole.txt"), Path(folder, "part.txt")
            make_text(whole, kind, round(args.size * MB))
            make_text(part, kind, round(min(args.size, args.plain) * MB))
            files = {way: part if way in PLAIN else whole for way in WAYS}
            rounds = [{way: alone(way, files[way]) for way in WAYS} for _ in range(args.repeats)]
            for way, file in files.items():
                report(kind, way, file.stat().st_size, [each[way] for each in rounds], args.json)


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
    for file in (path.parent / "cache" / "ids").iterdir():
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
PLAIN = ("dict", "unique")


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


def report(
    kind: str, way: str, size: int, runs: list[tuple[Times, float | None]], as_json: bool
) -> None:
    """Print what was measured of one way."""
    times = {stage: [times[stage] for times, _ in runs] for stage in runs[0][0]}
    peaks = [peak for _, peak in runs if peak is not None]
    peak = max(peaks) if peaks else None
    if as_json:
        speeds = {stage: size / MB / statistics.median(each) for stage, each in times.items()}
        line = {"text": kind, "way": way, "bytes": size, "seconds": times}
        print(json.dumps({**line, "mb_per_s": speeds, "peak_mb": peak}), flush=True)
        return
    cells = "".join(f"{spread(times.get(stage), size):>18}" for stage in ("read", "encode", "both"))
    shown = "" if peak is None else f"{peak:.0f}"
    print(f"{kind:<5}{way:<8}{size / MB:>6.0f}{cells}{shown:>6}", flush=True)


def spread(seconds: list[float] | None, size: int) -> str:
    """Return median, lowest and highest speed."""
    if not seconds:
        return ""
    speeds = [size / MB / each for each in seconds]
    return f"{statistics.median(speeds):.0f} ({min(speeds):.0f} to {max(speeds):.0f})"


if __name__ == "__main__":
    main()
