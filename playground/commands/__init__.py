"""The table of commands: the only place that lists them.

A command's module is imported when it is called, so that `playground --help` answers at
once. It has `add_arguments(parser)` and `run(args, out)`, which returns the exit code.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from playground.commands.output import Output

DONE, FAILED, USAGE, STOPPED = 0, 1, 2, 130  # exit codes


class CommandModule(Protocol):
    """What the file of a command has."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options."""

    def run(self, args: argparse.Namespace, out: Output) -> int:
        """Do it and return the exit code."""


@dataclass(frozen=True)
class Command:
    """One command of `playground`."""

    name: str
    help: str
    module: str = ""  # where its file is not named like it

    def load(self) -> CommandModule:
        """Import the file of the command."""
        return cast(CommandModule, import_module(f"{__name__}.{self.module or self.name}"))


COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        Command("train", "Train a new model on a text."),
        Command("resume", "Go on with a run that was stopped, or train it further."),
        Command("generate", "Let a model write."),
        Command("inspect", "See what a model expects next."),
        Command("runs", "List your runs."),
        Command("rename", "Give a run another title."),
        Command("delete", "Move runs to the trash, or bring them back."),
        Command("export", "Write a run into one file, to hand on.", "exporting"),
        Command("import", "Take in a run that somebody exported.", "importing"),
        Command("baselines", "Measure how predictable a text is without learning."),
        Command("texts", "List the built-in texts, or write one out."),
        Command("demo", "Train on a built-in text for a minute and draw the curve."),
        Command("doctor", "Check this computer and the workspace."),
    )
}
