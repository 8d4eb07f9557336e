"""What commands print: plain text for people, or one JSON object a line for programs."""

import contextlib
import io
import os
import sys
from typing import Any, TextIO

from playground.services.metrics import dump


class ReaderGone(Exception):
    """Who read our output has left (`| head`): there is nobody to talk to."""


class Output:
    """Standard output and standard error, in UTF-8 whatever the locale says."""

    def __init__(self, *, json: bool = False) -> None:
        self.json = json
        sys.stdout = _speaking_utf8(sys.stdout)
        sys.stderr = _speaking_utf8(sys.stderr)
        self.terminal = not json and is_terminal(sys.stdout)

    def line(self, text: str = "") -> None:
        """Print a line for people; nothing with --json."""
        if not self.json:
            self.write(f"{text}\n")

    def emit(self, data: dict[str, Any]) -> None:
        """Print a line for programs; nothing without --json."""
        if self.json:
            self.write(f"{dump(data)}\n")
            self.flush()

    def write(self, text: str) -> None:
        """Print text as it is."""
        self._try(lambda: sys.stdout.write(text))

    def flush(self) -> None:
        """Send what was printed on its way."""
        self._try(sys.stdout.flush)

    def error(self, sentence: str) -> None:
        """Print what went wrong: on standard error, and with --json on standard output too."""
        with contextlib.suppress(ReaderGone):
            self.emit({"event": "error", "message": sentence})
        with contextlib.suppress(OSError):
            print(sentence, file=sys.stderr, flush=True)

    def _try(self, action: Any) -> None:
        try:
            action()
        except (BrokenPipeError, ConnectionResetError):
            raise self._reader_gone() from None
        except OSError as error:
            if os.name == "nt":  # how Windows says it
                raise self._reader_gone() from error
            raise

    def _reader_gone(self) -> ReaderGone:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # so that Python's last flush does not fail
        os.close(nowhere)
        return ReaderGone()


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
