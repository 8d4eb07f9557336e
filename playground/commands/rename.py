"""`playground rename`: give a run another title."""

import argparse

from playground.commands import DONE
from playground.commands.generate import typed
from playground.commands.output import Output
from playground.services.runs import json_line
from playground.services.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = "Give a run another title; its folder keeps its name."
    parser.add_argument("name", metavar="RUN", help='a run; "last" is the newest')
    parser.add_argument("title", metavar="TITLE", help="what to call it from now on")


def run(args: argparse.Namespace, out: Output) -> int:
    """Rename a run."""
    workspace = Workspace()
    if not args.title.strip():
        args.parser.error("argument TITLE: say a title of at least one character")
    found = workspace.rename(workspace.find(args.name), typed(args.title))
    out.emit(json_line(found))
    out.line(f"{found.name} is called “{found.title}” now.")
    return DONE
