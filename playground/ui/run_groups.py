"""The groups of the runs list, in the order in which they stand there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from playground.text import mark

if TYPE_CHECKING:
    from playground.services.runs import Run

GROUPS = {
    "running": mark("Running"),
    "paused": mark("Paused"),
    "interrupted": mark("Interrupted"),
    "stopped": mark("Stopped"),
    "finished": mark("Finished"),
    "broken": mark("Damaged"),
    "starters": mark("Starters"),
}
GROUP_OF_STATUS = {
    "running": "running",
    "paused": "paused",
    "interrupted": "interrupted",
    "finished": "finished",
    "stopped": "stopped",
    "diverged": "stopped",
}


def neighbour(run: Run, runs: Iterable[Run]) -> Run | None:
    """Return the run that stands below `run` in the list, or above it if it is the last one."""
    order = list(GROUPS)
    shown = sorted(runs, key=lambda each: order.index(GROUP_OF_STATUS[each.status]))
    places = [number for number, each in enumerate(shown) if each.path == run.path]
    if not places or len(shown) == 1:
        return None
    place = places[0]
    return shown[place + 1] if place + 1 < len(shown) else shown[place - 1]
