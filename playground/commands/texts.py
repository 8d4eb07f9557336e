"""`playground texts`: the built-in texts."""

import argparse

from playground.commands import DONE
from playground.commands.naming import file_to_write
from playground.commands.output import Output
from playground.commands.places import call
from playground.engine.free_memory import free_memory, megabytes
from playground.errors import LengthTooLarge
from playground.services.targets import saving

LARGEST = 1_000_000_000  # characters of a text that is made
BYTES = 10  # of memory for each of them: as stories, as one text, and as UTF-8

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
    out.line()
    out.line(f"Train on one:  {call(args)} train {next(iter(TEXTS))}")
    return DONE


def refuse_too_long(size: int) -> None:
    """Refuse a text that does not fit into memory, before any is taken.

    Raises:
        LengthTooLarge: It is longer than that.
    """
    free = free_memory()
    if free is not None and size * BYTES > free:
        said = {"need": megabytes(size * BYTES), "free": megabytes(free)}
        raise LengthTooLarge(**said, size=f"{size:,}", most=f"{free // BYTES:,}")


def make(args: argparse.Namespace, out: Output) -> int:
    """Write a text out."""
    from playground.engine.texts import TEXTS

    if args.text not in TEXTS:
        args.parser.error(f"argument NAME: must be one of {', '.join(TEXTS)}, not {args.text}")
    if args.size is not None and not 1 <= args.size <= LARGEST:
        args.parser.error(f"argument --size: must be 1 to {LARGEST:,}, not {args.size:,}")
    path = None if args.output is None else file_to_write(args.output, "--output")
    spec = TEXTS[args.text]
    refuse_too_long(args.size or spec.default_size)
    text = spec.make(args.size or spec.default_size, args.seed)
    if path is None:
        out.emit({"text": text})
        out.text(text)
        return DONE
    with saving(path, over=args.force) as part:
        part.write_bytes(text.encode())
    out.emit({"file": str(path), "characters": len(text)})
    out.line(f"{path}: {len(text):,} characters.")
    return DONE
