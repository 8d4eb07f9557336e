"""What commands print: plain text for people, or one JSON object a line for programs."""

import contextlib
import io
import json
import os
import re
import sys
from typing import Any, TextIO

from playground.services.metrics import dump
from playground.terminal.words import CONTROL, UNSEEN, Harmless, harmless


class ReaderGone(Exception):
    """Who read our output has left (`| head`): there is nobody to talk to."""


class Output:
    """Standard output and standard error, in UTF-8 whatever the locale says.

    Names, titles and prompts come from anywhere: whatever is said in a line is made harmless here,
    so that it moves no cursor and writes over nothing. Texts are shown so on a terminal, and are
    written exactly as they are into a file or a pipe.

    A reader who has left ends what we do for him. Output that cannot be written for another
    reason (a full disk behind `> log.txt`, a terminal that was closed) ends nothing: `failure`
    tells the reason, and what is printed from then on goes nowhere.
    """

    def __init__(self, *, json: bool = False) -> None:
        self.json = json
        self.failure = ""  # why standard output could not be written
        self.is_only_talk = False  # what is printed; what matters is on the disk
        sys.stdout = _speaking_utf8(sys.stdout)
        sys.stderr = _speaking_utf8(sys.stderr)
        self.terminal = not json and is_terminal(sys.stdout)
        self._show = Harmless() if sys.stdout.isatty() else str

    def line(self, text: str = "") -> None:
        """Print one line for people; nothing with --json."""
        if not self.json:
            self.write(f"{harmless(text, keep='')}\n")

    def text(self, text: str) -> None:
        """Print a text for people, or the next piece of one; nothing with --json."""
        if not self.json:
            self.write(self._show(text))

    def emit(self, data: dict[str, Any]) -> None:
        """Print a line for programs; nothing without --json."""
        if self.json:
            self.write(f"{escaped(dump(data))}\n")
            self.flush()

    def write(self, text: str) -> None:
        """Print as it is what this program itself has drawn."""
        self._try(lambda: sys.stdout.write(text))

    def flush(self) -> None:
        """Send what was printed on its way."""
        self._try(sys.stdout.flush)

    def error(self, sentence: str) -> None:
        """Print what went wrong: on standard error, and with --json on standard output too."""
        with contextlib.suppress(ReaderGone):
            self.emit({"event": "error", "message": sentence})
        self.complain(sentence)

    def complain(self, *sentences: str) -> None:
        """Print sentences on standard error, each in a line."""
        try:
            for sentence in sentences:
                print(harmless(sentence, keep=""), file=sys.stderr, flush=True)
        except OSError:
            _send_nowhere(sys.stderr)

    def give_up(self, error: OSError) -> None:
        """Print nowhere from now on, since standard output has refused.

        Raises:
            ReaderGone: Who read it has left.
        """
        _send_nowhere(sys.stdout)
        if isinstance(error, (BrokenPipeError, ConnectionResetError)) or os.name == "nt":
            raise ReaderGone from None  # on Windows all of them say so
        if not self.failure:
            self.failure = error.strerror or type(error).__name__
            self.complain(
                f"What is printed here cannot be written ({self.failure}); the work goes on."
            )

    def _try(self, action: Any) -> None:
        try:
            action()
        except OSError as error:
            self.give_up(error)


def _send_nowhere(stream: TextIO) -> None:
    """Let all that is written to a stream vanish, so that Python's last flush does not fail."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()


def escaped(line: str) -> str:
    """Return a line of JSON in which nothing stands that a terminal obeys; it means the same."""
    return UNSEEN.sub(_escape, CONTROL.sub(_escape, line))


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]  # two escapes for what lies beyond the first 65,536


def is_terminal(stream: TextIO) -> bool:
    """Tell whether a person looks at the stream, on something that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Nowhere(io.TextIOBase, TextIO):
    """Takes everything and keeps nothing."""

    def write(self, text: str) -> int:
        """Take some text."""
        return len(text)


def _speaking_utf8(stream: TextIO | None) -> TextIO:
    """Return a stream to which every character can be written."""
    if stream is None:  # a program of Windows that was started without a console
        return Nowhere()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream
