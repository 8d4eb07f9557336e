"""`playground runs`: list what has been trained."""

import argparse

from playground.commands import DONE
from playground.commands.output import Output
from playground.commands.places import call
from playground.services.runs import BrokenRun, Run, json_line
from playground.services.workspace import Workspace
from playground.terminal.live import size
from playground.terminal.words import one_line, pad, shorten, width

HEADER = ("title", "model", "status", "steps", "bits/char", "name")
TITLE = 28  # columns at most


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = "List your runs, newest first."
    parser.add_argument(
        "--starters", action="store_true", help="list the models that came with the program"
    )


def run(args: argparse.Namespace, out: Output) -> int:
    """Print one line for each run."""
    workspace = Workspace()
    runs: list[Run | BrokenRun] = [*(workspace.starters() if args.starters else workspace.runs())]
    broken = [] if args.starters else workspace.broken()
    for found in (*runs, *broken):
        out.emit(json_line(found))
    if runs:
        for line in table([row(found) for found in runs if isinstance(found, Run)]):
            out.line(shorten(line, size()[0]) if out.terminal else line)
    elif args.starters:
        out.line("No models came with this program.")
    elif not broken:
        out.line(f"No runs yet in {workspace.folder}")
        out.line(f"Train one:  {call(args)} train FILE")
    for found in broken:
        out.line(str(found.problem))
    return DONE


def row(found: Run) -> tuple[str, ...]:
    """Return what the table says of a run."""
    bpc = f"{found.valid_bpc:.3f}" if found.valid_bpc is not None else "–"
    title = shorten(one_line(found.title), TITLE)
    status = "stopped early" if found.stopped_early else found.status
    return (title, found.model, status, f"{found.steps:,}", bpc, found.name)


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Return aligned lines under a header; numbers stand to the right."""
    cells = [HEADER, *rows]
    widths = [max(width(line[i]) for line in cells) for i in range(len(HEADER))]
    numbers = {HEADER.index("steps"), HEADER.index("bits/char")}
    return [
        "  ".join(
            " " * (widths[i] - width(text)) + text if i in numbers else pad(text, widths[i])
            for i, text in enumerate(line)
        ).rstrip()
        for line in cells
    ]
