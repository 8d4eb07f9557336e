"""Which run is the newest: told by a time that its record keeps, not by names or other clocks.

A run notes when it came into the workspace (`added`: microseconds of UTC since 1970), and always a
later time than the runs that are there. What claims to come from the future is believed by
nobody: a clock was wrong, or the record comes from elsewhere.
"""

import calendar
import time
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path

from playground.errors import PlaygroundError
from playground.services import record, values
from playground.services.runs import BrokenRun, Run, run_folders

DAY = 24 * 3600 * 1_000_000  # microseconds: clocks may differ, and time zones be mistaken
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
Rank = tuple[int, int, int, str]


def now() -> int:
    """Return the time, in microseconds since 1970."""
    return time.time_ns() // 1000


def newest_first(runs: Iterable[Run | BrokenRun]) -> list[Run | BrokenRun]:
    """Return runs in the order in which they came into the workspace, the last one first."""
    latest = now() + DAY
    return sorted(runs, key=lambda run: _rank(run, latest), reverse=True)


def next_added(folder: Path) -> int:
    """Return the time at which a run is added to those in `folder`: later than all of theirs."""
    moment = now()
    known = (_added(path) for path in run_folders(folder))
    return max(moment, 1 + max((added for added in known if added <= moment + DAY), default=0))


def _rank(run: Run | BrokenRun, latest: int) -> Rank:
    """Return what a run is sorted by; times behind `latest` only tell such runs apart."""
    if isinstance(run, BrokenRun):
        added, created = 0, _named(run.name)
    else:
        added, created = run.added, microseconds(run.created)
    place = added if 0 < added <= latest else created if created <= latest else 0
    return place, added, created, run.name


def microseconds(moment: datetime) -> int:
    """Return a date as microseconds since 1970; one without a time zone is taken for ours."""
    try:
        aware = moment if moment.tzinfo is not None else moment.astimezone()
        return int((aware - EPOCH).total_seconds() * 1_000_000)
    except (OverflowError, OSError, ValueError):  # a year that no clock has
        return 0


def _added(folder: Path) -> int:
    try:
        return values.whole(record.read_record(folder).get("added"))
    except (PlaygroundError, ValueError):
        return 0


def _named(name: str) -> int:
    """Return the time in the name of a folder whose record cannot be read, about."""
    try:
        return 1_000_000 * calendar.timegm(time.strptime(name[:15], "%Y%m%d-%H%M%S"))
    except ValueError:
        return 0
