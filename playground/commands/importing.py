"""`playground import`: take in a run that somebody exported."""

import argparse

from playground.commands import DONE, STOPPED
from playground.commands.follow import Stopped, result_of
from playground.commands.naming import file_to_read
from playground.commands.output import Output
from playground.commands.places import call
from playground.commands.stopping import Stopping
from playground.commands.waiting import Waiting
from playground.services.runs import json_line
from playground.services.workspace import Workspace

DESCRIPTION = """\
Make a run of a file that was exported (.lmrun), here or on another computer. The file is checked
first; nothing in it is executed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = DESCRIPTION
    parser.add_argument("file", metavar="FILE", help="a file that was exported")


def run(args: argparse.Namespace, out: Output) -> int:
    """Import a run."""
    from playground.services.importing import import_run

    workspace, file = Workspace(), file_to_read(args.file, "FILE")
    with Stopping() as stopping:
        try:
            folder = result_of(import_run(file, workspace.folder), Waiting(out), stopping)
        except Stopped:
            return STOPPED
    found = workspace.find(str(folder))
    out.emit({"event": "imported", **json_line(found)})
    out.line(f"“{found.title}” is {found.name} now.")
    if found.small:
        out.line("It came as a small file: it can write, but its training cannot go on.")
    if found.has_weights:
        out.line(f'Let it write:  {call(args)} generate {found.name} --prompt "…"')
    return DONE
