"""What a terminal shows while a command works towards its result."""

from playground.commands.output import Output
from playground.commands.reporting import progress_words
from playground.engine.events import Event, Progress
from playground.terminal.live import Live, size
from playground.terminal.words import shorten


class Waiting:
    """Shows on a terminal how far the work is, and takes it away at the end."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._live = Live(self._write) if out.terminal else None

    def show(self, event: Event) -> None:
        """Draw the line again."""
        if self._live is not None and isinstance(event, Progress):
            self._live.draw([shorten(progress_words(event), size()[0])])

    def leave(self) -> None:
        """Make room for the result."""
        if self._live is not None:
            self._live.clear()

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
