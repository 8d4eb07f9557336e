"""The command line: find the command, run it, and say in a sentence what went wrong.

Nothing heavy is imported here: `playground --help` must answer at once.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from playground import __version__
from playground.commands import COMMANDS, DONE, FAILED, STOPPED, USAGE
from playground.commands.naming import leave_lost_folder, place
from playground.commands.output import Output, ReaderGone
from playground.engine.allocation import keep_freed_memory
from playground.engine.free_memory import lacks_memory, too_small
from playground.engine.waiting import wait_briefly
from playground.errors import PlaygroundError

DESCRIPTION = (
    "LM Playground: see how a language model learns, on your own text, on your own laptop."
)
EPILOG = """\
without a command the window opens (without a display, the demo runs)

examples:
  playground train shakespeare.txt --model gpt --minutes 2
  playground generate last --prompt "ROMEO:" --temperature 0.7
  playground train fables-en --model char-rnn --steps 500 --json

RUN is a folder, its name, a unique beginning of it, or "last".
exit codes: 0 done; 1 one sentence on stderr; 2 wrong usage; 130 stopped, and saved
"""


class UsageError(Exception):
    """The words on the command line make no sense."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        super().__init__(message)
        self.parser = parser


class Parser(argparse.ArgumentParser):
    """Raises instead of leaving, and never guesses an option from its beginning."""

    def __init__(self, **keywords: object) -> None:
        keywords.setdefault("formatter_class", Formatter)
        super().__init__(allow_abbrev=False, **keywords)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Raise a `UsageError`."""
        raise UsageError(self, message)

    def _print_message(self, message: str, file: object = None) -> None:
        """Print the help; argparse would not tell that it could not be written."""
        sys.stdout.write(message)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of examples; the explanations begin in one column."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = sys.argv[1:] if words is None else words
    return guarded(lambda out: dispatch(given, out), json="--json" in given)


def open_window(files: Sequence[str]) -> int:
    """Open the window with some text files, and return the exit code once it is closed."""
    return guarded(lambda out: window_or_demo(files, out))


def guarded(work: Callable[[Output], int], *, json: bool = False) -> int:
    """Do some work; say in a sentence what goes wrong, and return the exit code."""
    out = Output(json=json)
    leave_lost_folder()
    wait_briefly()
    keep_freed_memory()
    try:
        code = work(out)
        out.flush()
    except UsageError as error:
        out.complain(*error.parser.format_usage().rstrip().splitlines())
        out.error(f"{error.parser.prog}: error: {error}")
        code = USAGE
    except PlaygroundError as error:
        out.error(str(error))
        code = FAILED
    except (KeyboardInterrupt, ReaderGone):
        code = STOPPED
    except Exception as error:
        code = _say_bug(error, out)
    # What was to be read could not be written; a training has its run all the same.
    return FAILED if code == DONE and out.failure and not out.is_only_talk else code


def _say_bug(error: Exception, out: Output) -> int:
    """Say what went wrong that should not have; too little memory is nobody's mistake."""
    from playground.log import log_bug

    if lacks_memory(error):
        out.error(str(too_small()))
    else:
        out.error(bug_sentence(error, log_bug(error)))
    return FAILED


def dispatch(words: Sequence[str], out: Output) -> int:
    """Parse the words and run what they ask for."""
    parser = build_parser(words)
    try:
        args = parser.parse_args(words)
    except SystemExit:  # --help and --version have answered
        return DONE
    except OSError as error:  # they could not
        out.give_up(error)
        return DONE
    settle_home(args.home)
    if args.command is None:
        return window_or_demo((), out)
    from playground.log import start_log

    start_log()
    return COMMANDS[args.command].load().run(args, out)


def settle_home(word: str | None) -> None:
    """Take the workspace that a person has named, here or in the environment."""
    if word is not None:
        home = place(word, "--home")
    elif os.environ.get("PLAYGROUND_HOME"):
        home = place(os.environ["PLAYGROUND_HOME"], "PLAYGROUND_HOME")
    else:
        return
    os.environ["PLAYGROUND_HOME"] = os.path.abspath(home)


def window_or_demo(files: Sequence[str], out: Output) -> int:
    """Open the window; without a display, run the demo instead."""
    settle_home(None)
    from playground.commands.window import open_window
    from playground.log import start_log

    start_log()
    code = open_window(files, out)
    return dispatch(["demo"], out) if code is None else code


def build_parser(words: Sequence[str]) -> Parser:
    """Return the parser; only the command among the words gets its options."""
    parser = Parser(prog="playground", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"LM Playground {__version__}")
    add_common(parser, default=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    wanted = command_in(words)
    for command in COMMANDS.values():
        inner = commands.add_parser(command.name, help=command.help, description=command.help)
        if command.name == wanted:
            command.load().add_arguments(inner)
            add_common(inner, default=argparse.SUPPRESS)
            inner.set_defaults(parser=inner)
    return parser


def add_common(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Add what every command understands, before and after its name."""
    group = parser.add_argument_group("for every command")
    group.add_argument(
        "--home",
        metavar="DIR",
        default=default,
        help="the workspace, where runs are kept (also: PLAYGROUND_HOME)",
    )
    group.add_argument(
        "--json",
        action="store_true",
        default=default or False,
        help="print one JSON object a line",
    )


def command_in(words: Sequence[str]) -> str | None:
    """Return the first word that is a command and not the value of --home."""
    for before, word in zip(("", *words), words, strict=False):
        if word in COMMANDS and before != "--home":
            return word
    return None


def bug_sentence(error: BaseException, log: os.PathLike[str] | None) -> str:
    """Say that something is wrong with the program, and where the details are."""
    what = (
        f"Something is wrong inside LM Playground ({type(error).__name__}). Nothing saved is lost."
    )
    if log is None:
        return f"{what} The log could not be written: {error}"
    return f"{what} The details are in {log}"
