"""The log file: what a bug leaves behind, down to a crash in native code."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import platform
import re
import shlex
import sys
import threading
import warnings
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from playground import __version__, paths
from playground.files import descriptor, read_bytes

LIMIT = 1_000_000  # bytes; then the file becomes BEFORE, and the one before that goes
BEFORE = "playground.1.log"
LOGGER = "playground"
BUG = "A bug"
CRASHED = "Fatal Python error"  # what `faulthandler` writes of a crash in native code
DATED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
OF_A_BUG = re.compile(rf"[^ ]+ [^ ]+ \d+ ERROR {BUG}(.*)")  # not what an entry may quote
PRIVATE = ("--prompt", "--title")  # what a person writes is nobody else's business
LEFT_OUT = "..."


class Entry(logging.Formatter):
    """An entry begins with the date; what is in it, such as a name with a line break, never does.

    So nothing that is logged can be mistaken for another entry, nor moves a cursor when it is read.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of an entry; all its lines but the first are indented."""
        first, *more = super().format(record).split("\n")
        return "\n".join(map(printable, (first, *(f"    {line}" for line in more))))


class LogFile(logging.FileHandler):
    """Our log; other handlers belong to whoever uses the program as a library."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Do without a line that the disk refuses; `logging` would print a traceback."""

    def _open(self) -> TextIOWrapper:
        """Open the file, if it is one: nothing is written through a link or into a pipe."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        handle = descriptor(Path(self.baseFilename), flags)
        return open(handle, "a", encoding=self.encoding, errors=self.errors)


def printable(line: str) -> str:
    """Return a line with everything escaped that cannot be seen."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in line
    )


def command_line(words: Sequence[str]) -> str:
    """Return the words that the program was called with, without what a person writes."""
    said: list[str] = []
    for word in words:
        option, value, _ = word.partition("=")
        if said and said[-1] in PRIVATE:
            said.append(LEFT_OUT)
        elif value and option in PRIVATE:
            said.append(f"{option}={LEFT_OUT}")
        else:
            said.append(word)
    return shlex.join(said)


class NoLog(logging.NullHandler):
    """Where our log would be if it could be written."""


def log_file() -> Path:
    """Return the file that the program writes its log to."""
    return paths.logs() / "playground.log"


def start_log() -> Path | None:
    """Begin to log; return the file, or None where none can be written.

    A second call changes nothing.
    """
    logger = logging.getLogger(LOGGER)
    for handler in _handlers():
        return Path(handler.baseFilename) if isinstance(handler, LogFile) else None
    logger.setLevel(logging.INFO)
    logger.propagate = False
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _rotate(path)
        handler = LogFile(path, encoding="utf-8", errors="backslashreplace")
    except OSError:  # a read-only workspace must not keep the program from saying so itself
        logger.addHandler(NoLog())
        return None
    handler.setFormatter(Entry("%(asctime)s %(process)d %(levelname)s %(message)s"))
    logger.addHandler(handler)
    if handler.stream is not None:
        faulthandler.enable(handler.stream)
    logger.info(
        "LM Playground %s, Python %s, %s: %s",
        __version__,
        platform.python_version(),
        platform.platform(),
        command_line(sys.argv),
    )
    return path


def fill_descriptors() -> None:
    """Open what the program was started without: input, output or errors.

    Otherwise the first file that is opened would take the place, and what a library says would be
    written into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free


def keep_quiet() -> None:
    """Let what libraries and the interpreter would print go into the log instead.

    That is: warnings, exceptions in a thread of somebody else's, and those that cannot be raised.
    """
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread
    warnings.showwarning = _warned


def _unraisable(args: sys.UnraisableHookArgs) -> None:
    logging.getLogger(LOGGER).error("Ignored in %r: %r", args.object, args.exc_value)


def _in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        log_bug(args.exc_value)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    logging.getLogger(LOGGER).warning("%s:%s: %s: %s", filename, lineno, category.__name__, message)


def stop_log() -> None:
    """Close the log file; for tests, and for programs that use ours as a library."""
    logger = logging.getLogger(LOGGER)
    faulthandler.disable()
    for handler in _handlers():
        logger.removeHandler(handler)
        handler.close()


def is_refused() -> bool:
    """Tell whether a log was begun that cannot be written."""
    return any(isinstance(handler, NoLog) for handler in _handlers())


def log_bug(error: BaseException, times: int = 1) -> Path | None:
    """Write down an unexpected exception; return the file that has it, if there is one.

    Args:
        error: The exception.
        times: How often it came in a row.
    """
    path = start_log()
    often = f", {times:,} times in a row" if times > 1 else ""
    logging.getLogger(LOGGER).error("%s%s: %r", BUG, often, error, exc_info=error)
    return path


def last_bug() -> str | None:
    """Return the date and the exception of the last bug in the log, if there was one."""
    return _last_bug_in(log_file()) or _last_bug_in(log_file().with_name(BEFORE))


def _handlers() -> list[LogFile | NoLog]:
    """Return what `start_log` made."""
    handlers = logging.getLogger(LOGGER).handlers
    return [handler for handler in handlers if isinstance(handler, LogFile | NoLog)]


def _last_bug_in(path: Path) -> str | None:
    try:
        text = read_bytes(path, 10 * LIMIT).decode("utf-8", "replace")
    except OSError:
        return None
    found, date = None, ""
    for line in text.replace("\r\n", "\n").split("\n"):
        if DATED.match(line):
            date = line[:19]
            if bug := OF_A_BUG.match(line):
                found = date + bug[1]
        elif line.startswith(CRASHED):
            found = f"{date}: {line}"
    return found


def _rotate(path: Path) -> None:
    if path.exists() and path.stat().st_size > LIMIT:
        # Windows does not rename what another window has open; then the file just grows on.
        with contextlib.suppress(PermissionError):
            path.replace(path.with_name(BEFORE))
