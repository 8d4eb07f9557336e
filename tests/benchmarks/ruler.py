"""How long the ruler of a text takes, in seconds per MB of text.

    python -m tests.benchmarks.ruler [FILE …] [--repeats 5] [--json FILE]

Measures the files, or made-up texts of several sizes in English and one in Chinese: counting up
to 5-grams, packing with gzip and xz, and all of it. Below the table stand the bits per character
that the ruler found. There is nobody to compare with.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from playground.engine.baselines import NAMES, Ruler, measure
from playground.engine.baselines.compressors import PACKING
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus, built_in_corpus, open_corpus
from playground.engine.work import finish
from tests.benchmarks.report import Line, options, publish, say, table

MADE_UP = (  # text and characters; None is all of it
    ("story-en", 100_000),
    ("story-en", 1_000_000),
    ("story-en", 5_000_000),
    ("fables-en", None),
    ("fables-zh", None),
)
PARTS = {"5-grams": "up to 5-grams", "packing": "gzip and xz", "all": "whole ruler"}


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = options(__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    args = parser.parse_args(words)
    lines: list[Line] = []
    found: dict[str, Ruler] = {}
    for name, corpus in texts(args.files, args.quick):
        say(name)
        runs = [timed(corpus) for _ in range(1 if args.quick else args.repeats)]
        lines += lines_of(name, corpus, [seconds for seconds, _ in runs])
        found[name] = runs[0][1]
    publish(lines, args)
    print(f"\n{bits(found)}")
    for name, ruler in found.items():
        for note in ruler.notes():
            print(f"{name}: {note}")


def texts(files: Sequence[Path], quick: bool) -> Iterator[tuple[str, Corpus]]:
    """Yield the texts with what they are called in the keys."""
    for file in files:
        yield file.stem, finish(open_corpus([file]))
    for key, size in () if files else MADE_UP[:1] if quick else MADE_UP:
        yield f"{key}.{size}" if size else key, built_in_corpus(key, size)


def timed(corpus: Corpus) -> tuple[dict[str, float], Ruler]:
    """Return the seconds that each part takes, and the ruler."""
    spent = dict.fromkeys(PARTS, 0.0)
    work = measure(corpus, TextConfig().valid_share)
    part, before = "5-grams", time.perf_counter()
    while True:
        try:
            event = next(work)
        except StopIteration as end:
            spent[part] += time.perf_counter() - before
            spent["all"] = sum(spent.values())
            return spent, end.value
        now = time.perf_counter()  # the work done since the last report belongs to that report
        spent[part] += now - before
        part, before = "packing" if event.what == PACKING else "5-grams", now


def lines_of(name: str, corpus: Corpus, runs: Sequence[dict[str, float]]) -> list[Line]:
    """Return the lines of a text."""
    megabytes = corpus.size / 1e6
    return [
        Line(
            f"ruler.{part}.{name}",
            f"{corpus.name}, {megabytes:.2f} MB: {what}",
            "s/MB",
            tuple(seconds[part] / megabytes for seconds in runs),
        )
        for part, what in PARTS.items()
    ]


def bits(found: dict[str, Ruler]) -> str:
    """Return the bits per character that were found, as a table."""
    rows = [(name, *(f"{ruler.bits[line]:.3f}" for line in NAMES)) for name, ruler in found.items()]
    return table(("bits per character", *NAMES), rows)


if __name__ == "__main__":
    main()
