"""How fast we train: time to quality and tokens a second, against others in turn.

    python -m tests.benchmarks.training FILE --nanogpt DIR [--transformers] [--json FILE]

FILE is a text, tiny shakespeare for numbers to compare; DIR a checkout of
https://github.com/karpathy/nanoGPT, whose README's recipe for a CPU is run whole, once a seed.
`--transformers` also times the GPT-2 of Hugging Face. All use torch's own settings for how
threads wait. With three seeds this takes half an hour on two cores; run it on a quiet machine.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from playground.engine.cores import cores
from tests.benchmarks import nanogpt, quality, speed
from tests.benchmarks.ours import Text, read_text
from tests.benchmarks.report import Line, options, publish

PARTS = ("quality", "transformers", "cells")
INSTALL = "transformers is not here; install it with: pip install 'lm-playground[bench]'"


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    args = parse(words)
    text = read_text(args.file)
    module = nanogpt.load(args.nanogpt)
    lines: list[Line] = []
    if "quality" in args.parts:
        torch.set_num_threads(args.threads or cores())  # nanoGPT's; ours sets its own
        lines += quality.time_to_quality(text, module, plan(args, text))
    rounds, steps = (2, 2) if args.quick else (args.rounds, args.steps)
    if "transformers" in args.parts:
        threads = args.threads or 2
        lines += speed.transformers_speed(text, module, args.transformers, threads, rounds, steps)
    if "cells" in args.parts:
        lines += speed.cells_speed(text, args.threads or 1, rounds, steps)
    publish(lines, args)


def parse(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for."""
    parser = options(__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--nanogpt", type=nanogpt.checkout, required=True, metavar="DIR")
    parser.add_argument("--transformers", action="store_true", help="time Hugging Face's GPT-2 too")
    parser.add_argument("--seeds", type=int, default=3, metavar="N")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="for all, ours and not")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument(
        "--budgets", type=float, nargs="+", default=quality.LADDER, metavar="SECONDS"
    )
    parser.add_argument("--goal", type=float, default=quality.GOAL, metavar="NATS")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="for tokens a second")
    parser.add_argument("--steps", type=int, default=20, metavar="N", help="in each of them")
    args = parser.parse_args(words)
    if args.transformers and not speed.hugging_face_is_here():
        parser.error(INSTALL)
    return args


def plan(args: argparse.Namespace, text: Text) -> quality.Plan:
    """Return what the runs to quality are; the quick ones teach nothing."""
    recipe = nanogpt.Recipe()
    if args.quick:
        targets = {"goal": 10.0, "5-grams": 10.0}
        return quality.Plan(replace(recipe, max_iters=20), (1,), (0.5,), targets, args.threads)
    targets = {"goal": args.goal, "5-grams": quality.five_grams(text)}
    falling = dict(sorted(targets.items(), key=lambda target: -target[1]))
    seeds = range(1, args.seeds + 1)
    return quality.Plan(recipe, seeds, sorted(args.budgets), falling, args.threads)


if __name__ == "__main__":
    main()
