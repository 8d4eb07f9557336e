"""Three ways to tell of a training: for programs, for a terminal, for a file."""

import time
from dataclasses import dataclass
from typing import Protocol

from playground.commands.output import Output
from playground.engine.config import TrainingConfig
from playground.engine.events import (
    Advised,
    Done,
    Evaluated,
    Event,
    Passed,
    Progress,
    Sampled,
    Started,
    Stepped,
)
from playground.engine.models import MODELS
from playground.services.metrics import to_json
from playground.services.pace import Pace
from playground.terminal.bar import bar, clock, short
from playground.terminal.colour import BLUE, GREY, Paint
from playground.terminal.live import Live, size
from playground.terminal.words import shorten, wrap

FOR_PROGRAMS = (Started, Stepped, Evaluated, Passed, Sampled, Advised, Done)


class Reporter(Protocol):
    """Shows events as they happen."""

    def show(self, event: Event) -> None:
        """Show one event."""

    def leave(self) -> None:
        """Make room for other lines."""


def reporter_for(out: Output, training: TrainingConfig) -> Reporter:
    """Return the reporter that suits who reads the output."""
    if out.json:
        return JsonReporter(out)
    return LiveReporter(out, training) if out.terminal else PlainReporter(out, training)


class JsonReporter:
    """One JSON object a line, of the steps at most 20 a second."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._due = 0.0

    def show(self, event: Event) -> None:
        """Print the line of an event."""
        if isinstance(event, Stepped):
            if time.monotonic() < self._due:
                return
            self._due = time.monotonic() + 0.05
        if isinstance(event, FOR_PROGRAMS):
            self._out.emit(to_json(event))

    def leave(self) -> None:
        """Nothing is in the way."""


@dataclass
class Standing:
    """How a training stands: what the progress line says."""

    pace: Pace
    loss: float | None = None  # running mean of about 20 steps, nats per token
    bpc: float | None = None  # of the last check, bits per character

    def add(self, event: Event) -> None:
        """Take notice of an event."""
        self.pace.add((event,))
        if isinstance(event, Stepped):
            before = event.loss if self.loss is None else self.loss
            self.loss = before + (event.loss - before) / 20
        elif isinstance(event, Evaluated):
            self.bpc = event.valid_bpc

    def words(self) -> str:
        """Return everything that is known, without the bar."""
        left, speed = self.pace.seconds_left, self.pace.tokens_per_second
        parts = [f"{100 * self.pace.share:3.0f} %"]
        if left is not None:
            parts.append(f"{clock(left)} left")
        if self.loss is not None:
            parts.append(f"loss {self.loss:.3f}")
        if self.bpc is not None:
            parts.append(f"{self.bpc:.2f} bits/char")
        if speed:
            parts.append(f"{short(speed)} tokens/s")
        return "  ".join(parts)


def introduction(event: Started) -> tuple[str, str]:
    """Return the two lines that are said when training begins."""
    title = MODELS[event.model].title
    threads = f"{event.threads} thread{'s' if event.threads != 1 else ''}"
    verb = f"Going on after step {event.step:,} with" if event.step else "Training"
    return (
        f"{verb} {title}: {event.parameters:,} parameters, {event.tokens:,} tokens of text, "
        f"{event.device}, {threads}.",
        f"Run: {event.run}",
    )


class PlainReporter:
    """Lines for a file or a pipe: one every few seconds."""

    SECONDS = 5.0
    SAMPLE_SECONDS = 20.0
    QUIET_SECONDS = 2.0

    def __init__(self, out: Output, training: TrainingConfig) -> None:
        self._out = out
        self._standing = Standing(Pace(training))
        self._due = self._sample_due = time.monotonic()
        self._work = ""  # what is being prepared
        self._progress_due = 0.0

    def show(self, event: Event) -> None:
        """Print a line if the last one is a while ago."""
        now = time.monotonic()
        self._standing.add(event)
        if isinstance(event, Started):
            for line in introduction(event):
                self._out.line(line)
        elif isinstance(event, Passed):
            self._out.line(passed_words(event))
        elif isinstance(event, Progress):
            self._show_progress(event, now)
        elif isinstance(event, Stepped) and now >= self._due:
            self._due = now + self.SECONDS
            self._out.line(f"step {event.step:,}  {self._standing.words()}")
        elif isinstance(event, Sampled) and now >= self._sample_due:
            self._sample_due = now + self.SAMPLE_SECONDS
            for line in wrap(event.text.strip(), 76, 4):
                self._out.line(f"    {line}")
        self._out.flush()

    def leave(self) -> None:
        """Nothing is in the way."""

    def _show_progress(self, event: Progress, now: float) -> None:
        if event.what != self._work:  # short work needs no word
            self._work, self._progress_due = event.what, now + self.QUIET_SECONDS
        elif now >= self._progress_due:
            self._progress_due = now + self.SECONDS
            self._out.line(progress_words(event))


class LiveReporter:
    """A progress bar on a terminal, and below it what the model writes now."""

    SECONDS = 0.1
    SAMPLE_LINES = 4

    def __init__(self, out: Output, training: TrainingConfig) -> None:
        self._out = out
        self._paint = Paint(True)
        self._live = Live(self._write)
        self._standing = Standing(Pace(training))
        self._due = 0.0
        self._sample = ""

    def show(self, event: Event) -> None:
        """Draw the block again if it is time."""
        self._standing.add(event)
        if isinstance(event, Started):
            self._live.clear()
            for line in introduction(event):
                self._out.line(line)
        elif isinstance(event, Passed):
            self._live.clear()
            self._out.line(passed_words(event))
            self._due = 0.0
        elif isinstance(event, Sampled):
            self._sample = event.text.strip()
            self._due = 0.0
        if isinstance(event, Done):
            self._live.draw(self.lines())
        elif time.monotonic() >= self._due:
            if isinstance(event, Progress):
                self._live.draw([shorten(progress_words(event), size()[0])])
            else:
                self._live.draw(self.lines())
            self._due = time.monotonic() + self.SECONDS

    def leave(self) -> None:
        """Let the last block stand."""
        self._live.leave()

    def lines(self) -> list[str]:
        """Return the block: the bar, then the beginning of the last sample."""
        columns = size()[0]
        words = self._standing.words()
        room = max(8, min(30, columns - len(words) - 2))
        line = shorten(f"{bar(self._standing.pace.share, room)}  {words}", columns)
        sample = [self._paint(text, GREY) for text in self.sample(columns)]
        return [self._paint(line[:room], BLUE) + line[room:], *sample]

    def sample(self, columns: int) -> list[str]:
        """Return the lines of the last sample that are shown."""
        if not self._sample:
            return []
        return ["  " + line for line in wrap(self._sample, columns - 2, self.SAMPLE_LINES)]

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def passed_words(event: Passed) -> str:
    """Return which line was passed, and when."""
    return f"Passed {event.line} ({event.bits:.2f} bits/char) after {event.seconds:.1f} s."


def progress_words(event: Progress) -> str:
    """Return how far a piece of preparation is."""
    return f"{event.what} … {event.done / event.total:.0%}" if event.total else f"{event.what} …"
