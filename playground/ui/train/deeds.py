"""What the buttons of the Train tab do, and when. Knows nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from playground.ui.phase import Phase

if TYPE_CHECKING:
    from playground.services.runs import Run


class Deed(Enum):
    """What a button does."""

    START = "start"
    PAUSE = "pause"
    UNPAUSE = "unpause"
    STOP = "stop"
    LATER = "later"  # start when the training that runs has ended
    RESUME = "resume"  # go on where a run ended
    LONGER = "longer"  # train a finished run further
    NEW = "new"  # a new run with the settings of the one that is seen
    WRITE = "write"  # let the run write, on the Generate tab
    WATCH = "watch"  # show the run that is being trained


class Seen(Enum):
    """What the Train tab shows."""

    PLAN = "plan"  # the settings of the next run
    LIVE = "live"  # the run that is being trained
    RUN = "run"  # another run


@dataclass(frozen=True)
class Offer:
    """The deeds that are offered: the button to press, and those beside it."""

    primary: Deed
    secondary: Deed | None = None
    primary_enabled: bool = True
    secondary_enabled: bool = True
    third: Deed | None = None


def offer(seen: Seen, phase: Phase, run: Run | None, *, measuring: bool = False) -> Offer:
    """Return what can be done.

    Args:
        seen: What the tab shows.
        phase: What the training of this window does.
        run: The run that is shown, if it is not the one that is being trained.
        measuring: Whether all steps are done, so that there is nothing to pause.
    """
    if seen is Seen.LIVE:
        return _live(phase, measuring=measuring)
    if phase is not Phase.IDLE:
        return Offer(Deed.LATER if seen is Seen.PLAN else Deed.NEW, Deed.WATCH)
    if seen is Seen.PLAN or run is None:
        return Offer(Deed.START)
    writes = Deed.WRITE if run.has_weights else None
    if run.read_only or not run.has_state or run.status == "diverged":
        return Offer(writes, Deed.NEW) if writes else Offer(Deed.NEW)
    if run.share_done < 1 and not run.stopped_early:
        return Offer(Deed.RESUME, Deed.NEW, third=writes)
    more = Deed.RESUME if run.stopped_early else Deed.LONGER
    return Offer(writes, more, third=Deed.NEW) if writes else Offer(Deed.NEW, more)


def _live(phase: Phase, *, measuring: bool) -> Offer:
    if phase is Phase.PAUSED:
        return Offer(Deed.UNPAUSE, Deed.STOP)
    return Offer(
        Deed.PAUSE,
        Deed.STOP,
        primary_enabled=phase is Phase.RUNNING and not measuring,
        secondary_enabled=phase is not Phase.STOPPING,
    )
