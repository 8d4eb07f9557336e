"""`playground export`: write a run into one file."""

import argparse

from playground.commands import DONE, STOPPED
from playground.commands.follow import Stopped, result_of
from playground.commands.naming import file_to_write
from playground.commands.output import Output
from playground.commands.stopping import Stopping
from playground.commands.waiting import Waiting
from playground.services.runs import EXPORTED
from playground.services.workspace import Workspace

DESCRIPTION = """\
Write a run, with its model, its curve and its snapshots, into one file that can be handed on
and imported anywhere. Where the text lies on this computer is left out."""
LMRUN = "lmrun"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = DESCRIPTION
    parser.add_argument("name", metavar="RUN", help='a run; "last" is the newest')
    parser.add_argument(
        "--to", choices=(LMRUN,), default=LMRUN, help="the kind of file; `import` reads lmrun"
    )
    parser.add_argument("--output", metavar="FILE", help="[the name of the run, in this folder]")
    parser.add_argument(
        "--small",
        action="store_true",
        help="only the model and its curve, to mail it: the training cannot go on from such a file",
    )
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def run(args: argparse.Namespace, out: Output) -> int:
    """Export a run."""
    from playground.services.sharing import export_run

    found = Workspace().find(args.name)
    word = found.name + EXPORTED if args.output is None else args.output
    file = file_to_write(word, "--output")
    with Stopping() as stopping:
        try:
            result_of(
                export_run(found, file, over=args.force, small=args.small), Waiting(out), stopping
            )
        except Stopped:
            return STOPPED
    size = file.stat().st_size
    out.emit({"event": "exported", "run": str(found.path), "file": str(file), "bytes": size})
    out.line(f"{found.name} is in {file} now ({size / 1e6:,.1f} MB).")
    if args.small and not found.small:
        out.line("It can write wherever it is imported, but its training cannot go on from there.")
    return DONE
