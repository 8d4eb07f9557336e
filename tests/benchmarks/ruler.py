"""How long the ruler of a text takes, per MB of text. Run by hand:

python -m tests.benchmarks.ruler [FILE …] [--repeats N] [--json]
"""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from playground.engine.baselines import Ruler, measure
from playground.engine.baselines.compressors import PACKING
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus, built_in_corpus, open_corpus
from playground.engine.work import finish

SIZES = (100_000, 1_000_000, 5_000_000)  # characters of the made-up texts
PARTS = ("n-grams", "gzip and xz", "all")


def main(words: Sequence[str] | None = None) -> None:
    """Print a table, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(words)
    corpora = [finish(open_corpus([file])) for file in args.files] or made_up()
    if not args.json:
        print(f"{'seconds per MB, median (lowest to highest)':>69}")
        print(f"{'text':<24} {'MB':>6}  " + "".join(f"{part:>22}" for part in PARTS))
    for corpus in corpora:
        runs = [timed(corpus) for _ in range(args.repeats)]
        times = {part: [seconds[part] for seconds, _ in runs] for part in PARTS}
        if args.json:
            print(json.dumps(as_json(corpus, runs[0][1], times)), flush=True)
        else:
            cells = "".join(f"{spread(times[part], corpus.size / 1e6):>22}" for part in PARTS)
            print(f"{corpus.name[:24]:<24} {corpus.size / 1e6:6.2f}  {cells}", flush=True)


def made_up() -> list[Corpus]:
    """Return texts of several sizes in English, and one in Chinese."""
    stories = [built_in_corpus("story-en", size) for size in SIZES]
    return [*stories, built_in_corpus("fables-en"), built_in_corpus("fables-zh")]


def timed(corpus: Corpus) -> tuple[dict[str, float], Ruler]:
    """Return the seconds that each part takes, and the ruler."""
    spent = dict.fromkeys(PARTS, 0.0)
    work = measure(corpus, TextConfig().valid_share)
    part, before = "n-grams", time.perf_counter()
    while True:
        try:
            event = next(work)
        except StopIteration as end:
            spent[part] += time.perf_counter() - before
            spent["all"] = sum(spent.values())
            return spent, end.value
        now = time.perf_counter()  # the work done since the last report belongs to that report
        spent[part] += now - before
        part, before = "gzip and xz" if event.what == PACKING else "n-grams", now


def spread(seconds: list[float], megabytes: float) -> str:
    """Return median, lowest and highest time per MB."""
    median, low, high = statistics.median(seconds), min(seconds), max(seconds)
    return f"{median / megabytes:.2f} ({low / megabytes:.2f} to {high / megabytes:.2f})"


def as_json(corpus: Corpus, ruler: Ruler, times: dict[str, list[float]]) -> dict[str, object]:
    """Return what programs read."""
    return {
        "text": corpus.name,
        "bytes": corpus.size,
        "characters": corpus.characters,
        "seconds": times,
        "seconds_per_mb": {
            part: statistics.median(seconds) / corpus.size * 1e6 for part, seconds in times.items()
        },
        "bits": ruler.bits,
        "notes": [str(note) for note in ruler.notes()],
    }


if __name__ == "__main__":
    main()
