"""`playground demo`: train on a built-in text for a minute and draw the curve as it falls."""

from __future__ import annotations

import argparse
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground.commands import DONE, STOPPED
from playground.commands.output import Output
from playground.commands.reporting import JsonReporter, LiveReporter, PlainReporter, Reporter
from playground.commands.stopping import Stopping
from playground.engine.config import RunConfig, SamplingConfig, TrainingConfig
from playground.engine.events import Evaluated, Event, Finished, Stepped
from playground.engine.models import MODELS
from playground.engine.scores import score
from playground.services.runs import PICTURE, Run
from playground.services.workspace import Loaded, Workspace
from playground.terminal.axis import Point, Span, smooth
from playground.terminal.colour import BLUE, ORANGE, Paint
from playground.terminal.curve import Series, draw
from playground.terminal.live import size

if TYPE_CHECKING:
    from playground.pictures.chart import Learning

TEXTS = {"en": "fables-en", "zh": "fables-zh"}
WRITTEN = 300  # tokens of the text at the end
DESCRIPTION = """\
Train a small model on a built-in text for a minute. The loss curve is drawn as it falls
(line: training, dots: validation), then the model writes. A picture of the curve is left
in the run's folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = DESCRIPTION
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--seconds", metavar="S", type=float, help="how long to train [60]")
    budget.add_argument("--minutes", metavar="M", type=float, help="how long to train [1]")
    parser.add_argument(
        "--language", choices=tuple(TEXTS), default="en", help="of the text: English, Chinese [en]"
    )
    parser.add_argument(
        "--model", choices=tuple(MODELS), default="gpt", help="which model learns [gpt]"
    )


def run(args: argparse.Namespace, out: Output) -> int:
    """Train, write, leave a picture."""
    config = config_from(args)
    curve = Curve(config.training)
    reporter: Reporter = (
        CurveReporter(out, config.training, curve)
        if out.terminal
        else (JsonReporter(out) if out.json else PlainReporter(out, config.training))
    )
    with Stopping() as stopping:
        from playground.commands.follow import follow
        from playground.engine.corpus import built_in_corpus
        from playground.engine.work import finish
        from playground.services.choosing import choose

        workspace = Workspace()
        out.line("Training a small model on tales that came with this program. Ctrl+C stops it.")
        out.flush()
        corpus = built_in_corpus(TEXTS[args.language])
        here = finish(choose(corpus, config, workspace.cache))
        config = replace(config, settings=here.settings, training=here.training)
        training = workspace.create(corpus, config)
        done = follow(training, Both(curve, reporter), stopping, out)
        if done is None:
            return STOPPED
        if not (out.terminal or out.json):
            out.write("\n".join([*curve.lines(76, 16, Paint(False)), ""]))
        found = workspace.find(done.run)
        if not found.has_weights:  # stopped before the first step
            return STOPPED
        picture = leave_picture(curve, found)
        for line in ("", "What it writes now:", ""):
            out.line(line)
        text = write(workspace.load(found), stopping)
        out.text(f"{text.strip()}\n\n")
        out.line(f"Picture of the curve: {picture}")
        out.line(f"Run: {found.path}")
        out.emit({"event": "written", "text": text, "picture": str(picture)})
    return STOPPED if stopping.asked else DONE


def config_from(args: argparse.Namespace) -> RunConfig:
    """Return the settings: those that the model likes, for the time that was asked for."""
    seconds = args.seconds if args.seconds is not None else 60 * (args.minutes or 1.0)
    if not 0 < seconds < math.inf:
        args.parser.error("argument --seconds: must be above 0")
    spec = MODELS[args.model]
    training = replace(spec.training, minutes=seconds / 60, sample_length=160)
    return RunConfig(args.model, spec.config(), training)


class Curve:
    """The losses so far, in bits per character, by the seconds of training."""

    def __init__(self, training: TrainingConfig) -> None:
        self._seconds = 60 * training.minutes
        self._bits = 1 / math.log(2)  # per nat; corrected by the first check
        self._train: list[Point] = []
        self.valid: list[Point] = []
        self.checks: list[Evaluated] = []
        self.finished: Finished | None = None

    @property
    def train(self) -> list[Point]:
        """Losses on batches."""
        return [(x, loss * self._bits) for x, loss in self._train]

    def add(self, event: Event) -> None:
        """Take notice of an event."""
        if isinstance(event, Stepped):
            self._train.append((event.seconds, event.loss))
        elif isinstance(event, Evaluated):
            self._bits = event.valid_bpc / event.valid_loss
            self.valid.append((event.seconds, event.valid_bpc))
            self.checks.append(event)
        elif isinstance(event, Finished):
            self.finished = event

    def learning(self, title: str, rules: list[tuple[str, float]]) -> Learning:
        """Return what a picture of it shows."""
        from playground.pictures.chart import Learning

        measured = [(event.seconds, event.train_loss * self._bits) for event in self.checks]
        found = score(self.checks, self.finished, over=True)
        told = (found.train_loss * self._bits, found.valid_bpc) if found is not None else None
        return Learning(title, self.train, self.valid, rules, measured, told)

    def lines(self, columns: int, rows: int, paint: Paint) -> list[str]:
        """Return the curve in characters."""
        mean = smooth(self.train)
        values = [loss for _, loss in (*mean, *self.valid)] or [0.0]
        y = Span(math.floor(min(values) * 2) / 2, math.ceil(max(values) * 2) / 2 + 0.01)
        series = (Series(mean, BLUE), Series(self.valid, ORANGE, joined=False))
        return draw(series, Span(0, self._seconds), y, columns, rows, paint)


class Both:
    """A reporter that remembers the curve before it shows the event."""

    def __init__(self, curve: Curve, reporter: Reporter) -> None:
        self._curve = curve
        self._reporter = reporter

    def show(self, event: Event) -> None:
        """Remember and show an event."""
        self._curve.add(event)
        self._reporter.show(event)

    def leave(self) -> None:
        """Let the last block stand."""
        self._reporter.leave()


class CurveReporter(LiveReporter):
    """The live block of a training, with the curve on top."""

    SECONDS = 0.25

    def __init__(self, out: Output, training: TrainingConfig, curve: Curve) -> None:
        super().__init__(out, training)
        self._curve = curve

    def lines(self) -> list[str]:
        """Return the curve, the bar and the sample."""
        columns, height = size()
        below = super().lines()
        room = min(18, height - len(below) - 3)
        curve = self._curve.lines(min(columns, 100), room, self._paint) if room > 4 else []
        return [self._paint.bold("bits per character, by seconds"), *curve, "", *below]


def leave_picture(curve: Curve, found: Run) -> Path:
    """Draw the curve into the folder of the run and return the file."""
    from playground.pictures.chart import learning_png
    from playground.services.disk import write_whole

    title = f"{found.title} · {MODELS[found.model].title}"
    rules = [("guessing", math.log2(found.vocab_size))]
    if found.text.letters is not None:
        rules.append(("letter counts", found.text.letters))
    picture = learning_png(curve.learning(title, rules))
    path = found.path / PICTURE
    write_whole(path, picture)
    return path


def write(loaded: Loaded, stopping: Stopping) -> str:
    """Return a text of the model."""
    from playground.engine.sample import generate

    pieces = []
    for token in generate(loaded.model, loaded.tokenizer, "", SamplingConfig(length=WRITTEN)):
        pieces.append(token.text)
        if stopping.asked:
            break
    return "".join(pieces)
