"""`playground delete`: move runs to the trash, and out of it again."""

import argparse

from playground.commands import DONE
from playground.commands.output import Output
from playground.commands.places import call
from playground.errors import TrashEmpty
from playground.services.runs import json_line
from playground.services.workspace import Workspace, read

DESCRIPTION = """\
Move runs to the trash of the workspace. --undo brings the last one back; --empty-trash
throws everything in the trash away for good."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.usage = "%(prog)s RUN … | --undo | --empty-trash"
    parser.description = DESCRIPTION
    parser.add_argument("names", metavar="RUN", nargs="*", help='a run; "last" is the newest')
    parser.add_argument("--undo", action="store_true", help="bring the last deleted run back")
    parser.add_argument("--empty-trash", action="store_true", help="free the room for good")


def run(args: argparse.Namespace, out: Output) -> int:
    """Delete, restore or throw away."""
    workspace = Workspace()
    if bool(args.names) + args.undo + args.empty_trash != 1:
        args.parser.error("say one of: RUN …, --undo, --empty-trash")
    if args.undo:
        return undo(workspace, out)
    if args.empty_trash:
        return empty(workspace, out)
    for found in [read(workspace.locate(name)) for name in args.names]:  # all or none are known
        trashed = workspace.delete(found)
        out.emit({"event": "deleted", "run": str(trashed.origin), "trash": str(trashed.path)})
        out.line(f"{found.name} is in the trash.  Bring it back:  {call(args)} delete --undo")
    return DONE


def undo(workspace: Workspace, out: Output) -> int:
    """Bring the last deleted run back."""
    deleted = workspace.deleted()
    if not deleted:
        raise TrashEmpty(folder=workspace.trash.folder)
    found = workspace.restore(deleted[0])
    out.emit({"event": "restored", **json_line(found)})
    out.line(f"{found.name} is back.")
    return DONE


def empty(workspace: Workspace, out: Output) -> int:
    """Throw away what is in the trash."""
    count = workspace.trash.empty()
    out.emit({"event": "emptied", "runs": count})
    out.line(f"{count} run{'s' if count != 1 else ''} thrown away for good.")
    return DONE
