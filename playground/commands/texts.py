"""`playground texts`: the built-in texts."""

import argparse
from pathlib import Path

from playground.commands import DONE
from playground.commands.output import Output
from playground.commands.places import call
from playground.services.targets import saving

DESCRIPTION = """\
List the built-in texts. `playground texts make NAME` writes one out, to look at it or to
change it; `playground train NAME` trains on it without that."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.usage = "%(prog)s [make NAME [--size N] [--seed S] [--output FILE [--force]]]"
    parser.description = DESCRIPTION
    parser.add_argument("action", choices=("make",), nargs="?", metavar="make", help="write one")
    parser.add_argument("text", metavar="NAME", nargs="?", help="which one")
    parser.add_argument("--size", metavar="N", type=int, help="about so many characters [its own]")
    parser.add_argument("--seed", metavar="S", type=int, default=1, help="for made-up texts [1]")
    parser.add_argument("--output", metavar="FILE", help="where to [standard output]")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def run(args: argparse.Namespace, out: Output) -> int:
    """List the texts, or make one."""
    from playground.engine.texts import TEXTS

    if args.action:
        return make(args, out)
    for key, spec in TEXTS.items():
        size = spec.default_size or len(spec.make(0, 1))
        line = {"text": key, "title": spec.title, "help": spec.help, "language": spec.language}
        out.emit({**line, "characters": size, "floor": spec.floor()})
        out.line(f"{key:<12} {size:>9,} characters  {spec.help}")
    out.line(f"\nTrain on one:  {call(args)} train {next(iter(TEXTS))}")
    return DONE


def make(args: argparse.Namespace, out: Output) -> int:
    """Write a text out."""
    from playground.engine.texts import TEXTS

    if args.text not in TEXTS:
        args.parser.error(f"argument NAME: must be one of {', '.join(TEXTS)}, not {args.text}")
    if args.size is not None and args.size < 1:
        args.parser.error(f"argument --size: must be 1 or more, not {args.size}")
    spec = TEXTS[args.text]
    text = spec.make(args.size or spec.default_size, args.seed)
    if args.output is None:
        out.emit({"text": text})
        if not out.json:
            out.write(text)
        return DONE
    path = Path(args.output)
    with saving(path, over=args.force) as part:
        part.write_bytes(text.encode())
    out.emit({"file": str(path), "characters": len(text)})
    out.line(f"{path}: {len(text):,} characters.")
    return DONE
