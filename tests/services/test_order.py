"""Which run is the newest, whatever clocks, names and time zones say."""

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from playground.engine.corpus import Corpus
from playground.engine.work import finish
from playground.services import order
from playground.services.importing import import_run
from playground.services.order import DAY, microseconds, next_added, now
from playground.services.sharing import export_run
from playground.services.workspace import Workspace
from tests.services.small_runs import config_of

NOW = now()


def date(after: int) -> str:
    """Return a date so many microseconds after now, as a record has it."""
    return datetime.fromtimestamp((NOW + after) / 1e6, timezone.utc).isoformat()


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Travel to another time zone."""

    def travel(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield travel
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(os.name == "nt", reason="no time zones by a variable")
def test_the_last_is_the_newest_after_a_flight(
    workspace: Workspace, corpus: Corpus, in_zone: Callable[[str], None]
) -> None:
    for zone, title in (("Asia/Tokyo", "a"), ("America/Los_Angeles", "b"), ("UTC", "c")):
        in_zone(zone)
        list(workspace.create(corpus, config_of(steps=1), title))
        assert workspace.find("last").title == title
    assert [run.title for run in workspace.runs()] == ["c", "b", "a"]


def test_a_run_of_2099_is_not_the_newest_for_ever(
    workspace: Workspace, add_run: Callable[..., Path]
) -> None:
    far = NOW + 73 * 365 * DAY
    add_run("20990101-000000-future-gpt", title="future", added=far, created=date(far - NOW))
    add_run("20261123-142530-now-gpt", title="now", added=NOW)
    add_run("20261122-142530-before-gpt", title="before", added=NOW - DAY)
    assert [run.title for run in workspace.runs()] == ["now", "before", "future"]
    assert next_added(workspace.folder) < NOW + DAY


def test_the_year_9999_of_an_imported_run_counts_for_nothing(
    workspace: Workspace, corpus: Corpus, tmp_path: Path
) -> None:
    list(workspace.create(corpus, config_of(steps=1), "sent"))
    sent = workspace.find("last").path
    record = json.loads((sent / "run.json").read_text(encoding="utf-8"))
    record |= {"created": "9999-12-31T23:59:59-12:00", "added": 2**53 - 1}
    (sent / "run.json").write_text(json.dumps(record), encoding="utf-8")
    file = finish(export_run(workspace.find(str(sent)), tmp_path / "a.lmrun"))
    other = Workspace(tmp_path / "other")
    list(other.create(corpus, config_of(steps=1), "before"))
    finish(import_run(file, other.folder))
    list(other.create(corpus, config_of(steps=1), "after"))
    assert [run.title for run in other.runs()] == ["after", "sent", "before"]


def test_a_name_that_was_changed_by_hand_changes_no_order(
    workspace: Workspace, add_run: Callable[..., Path]
) -> None:
    old = add_run("20261122-142530-old-gpt", title="old", added=NOW - 9)
    add_run("20261123-142530-new-gpt", title="new", added=NOW)
    old.rename(old.with_name("zebra"))
    assert workspace.find("last").title == "new"


def test_runs_of_older_versions_are_sorted_by_their_dates(
    workspace: Workspace, add_run: Callable[..., Path]
) -> None:
    tokyo, angeles = "2026-11-23T20:00:00+09:00", "2026-11-23T05:00:00-08:00"  # two hours later
    add_run("20261123-200000-a-gpt", title="tokyo", created=tokyo)
    add_run("20261123-050000-b-gpt", title="angeles", created=angeles)
    add_run("20261123-060000-c-gpt", title="nowhere", created="2026-11-21T06:00:00")
    assert [run.title for run in workspace.runs()] == ["angeles", "tokyo", "nowhere"]


def test_a_clock_that_went_back_a_little_changes_no_order(
    workspace: Workspace, add_run: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_run(added=NOW)
    monkeypatch.setattr(order, "now", lambda: NOW - 3600 * 1_000_000)
    assert next_added(workspace.folder) == NOW + 1


@pytest.mark.parametrize("added", [-1, "soon", 1.5, 10**30, None, True])
def test_what_is_no_time_is_no_damage(
    workspace: Workspace, add_run: Callable[..., Path], added: object
) -> None:
    add_run(added=added)
    assert workspace.find("last").added == 0


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("hours", [-23, 0, 23, None])
def test_years_that_no_clock_has_are_numbers_too(year: int, hours: int | None) -> None:
    zone = None if hours is None else timezone(timedelta(hours=hours))
    assert isinstance(microseconds(datetime(year, 1 if year == 1 else 12, 1, tzinfo=zone)), int)
