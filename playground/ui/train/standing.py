"""How far a run is, in words and as a share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.engine.events import EPOCHS
from playground.ui.figures import clock, whole
from playground.ui.language import tr
from playground.ui.phase import Phase
from playground.ui.studio import Studio
from playground.ui.train.deeds import Seen
from playground.ui.train.watching import Watching

if TYPE_CHECKING:
    from playground.services.runs import Run


@dataclass(frozen=True)
class Standing:
    """What the progress bar shows and what is written below it."""

    share: float | None = None  # 0 to 1; -1 if it cannot be told, None without any bar
    left: str = ""
    right: str = ""
    words: str = ""  # instead of `left`: what stays for a while


def standing(watching: Watching, studio: Studio) -> Standing:
    """Return how far the run is that is shown."""
    if watching.seen is Seen.PLAN:
        return Standing()
    if watching.seen is Seen.RUN and watching.run is not None:
        run = watching.run
        return Standing(run.share_done, "", clock(run.seconds), _steps_words(run))
    pace = studio.pace
    if studio.phase is Phase.PREPARING or pace is None or pace.last is None:
        return _preparing(watching)
    speed = pace.tokens_per_second
    right = tr("{count} tokens/s", count=whole(round(speed))) if speed else ""
    return Standing(pace.share, phase_words(studio), right)


def note(watching: Watching, studio: Studio, *, waiting: bool) -> str:
    """Return what is to be known before Start is pressed; `waiting` for a text to be open."""
    if watching.seen is Seen.LIVE:
        return ""
    training = studio.training_run
    if studio.phase is not Phase.IDLE and training is not None:
        return _busy(training, studio)
    if watching.seen is Seen.RUN:
        return _other_text(watching, studio)
    if waiting:
        return tr("It starts as soon as the text is open.")
    if studio.corpus is None and not studio.opening:
        return tr("Without a text of yours it starts with the built-in tales.")
    return ""


def phase_words(studio: Studio) -> str:
    """Return what the training does now, or how long it still takes."""
    pace = studio.pace
    seconds = pace.seconds_left if pace is not None else None
    if studio.measuring:
        return tr("Measuring…")
    if studio.phase is Phase.RUNNING:
        return tr("{time} left", time=clock(seconds)) if seconds is not None else ""
    if studio.phase is Phase.STOPPING:
        return tr("Saving…") if studio.saves else tr("Waiting for the current step…")
    if studio.phase is Phase.PAUSING:
        return tr("Pausing after the current step…")
    return tr("Paused") if studio.phase is Phase.PAUSED else ""


def _busy(training: Run, studio: Studio) -> str:
    """Return why nothing can start now, and what comes first."""
    title, count = training.title, len(studio.waiting.entries)
    if count:
        number = whole(count)
        return tr("“{title}” is being trained now; waiting: {count}.", title=title, count=number)
    if studio.phase is Phase.PAUSED:
        return tr("“{title}” is paused; one run at a time.", title=title)
    return tr("“{title}” is being trained now, one run at a time.", title=title)


def _steps_words(run: Run) -> str:
    if run.reason == EPOCHS:
        return tr(
            "{steps} steps, stopped early: the text was read {count} times",
            steps=whole(run.steps),
            count=f"{run.config.training.max_epochs:g}",
        )
    if run.stopped_early:
        return tr(
            "{steps} steps, stopped early: no better check since step {best}",
            steps=whole(run.steps),
            best=whole(run.best_step),
        )
    return tr("{steps} steps", steps=whole(run.steps))


def _other_text(watching: Watching, studio: Studio) -> str:
    """Return that another text is open than the one the run was trained on."""
    run, corpus = watching.run, studio.corpus
    if run is None or corpus is None or corpus.sha256 == run.text.sha256:
        return ""
    return tr("“{text}” is open: a new run trains on that.", text=corpus.name)


def _preparing(watching: Watching) -> Standing:
    progress = watching.history.progress
    if progress is None:
        return Standing(-1.0, tr("Starting…"))
    share = min(1.0, progress.done / progress.total) if progress.total else -1.0
    return Standing(share, tr(progress.what))
