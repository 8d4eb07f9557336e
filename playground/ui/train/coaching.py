"""What the coach is told of the run that is watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from playground.engine.coach import Advice, Course, advise
from playground.engine.config import RunConfig
from playground.engine.events import EARLY_ENDS
from playground.engine.lines import Line
from playground.engine.remedy import remedy
from playground.ui.train.deeds import Seen
from playground.ui.train.watching import Watching

ENDS = {  # status to how the coach calls it
    "finished": "finished",
    "stopped": "stopped",
    "paused": "stopped",
    "interrupted": "stopped",
    "diverged": "diverged",
}


def advice_on(
    watching: Watching, config: RunConfig, lines: Sequence[Line], floor: float | None
) -> Advice | None:
    """Return what the coach says, if there is anything to say.

    Args:
        watching: The run, and what happened in it.
        config: Its settings.
        lines: What a model has to pass on its text.
        floor: What no model can pass, if that is known.
    """
    history, run = watching.history, watching.run
    if not history.evaluations and not (run is not None and run.status == "diverged"):
        return None
    ended = ""
    if watching.seen is Seen.RUN and run is not None:
        ended = ENDS.get(run.status, "")
    finished = history.finished
    exact = finished.valid_bpc if finished is not None else None
    cure = remedy(config) if ended == "diverged" else None
    over = watching.seen is Seen.RUN
    course = Course(history.evaluations, lines, floor, ended, exact=exact, remedy=cure, over=over)
    if finished is not None and finished.reason in EARLY_ENDS:
        most, best = config.training.max_epochs, finished.best_step
        course = replace(course, early=finished.reason, best_step=best, epochs=most)
    return advise(course)
