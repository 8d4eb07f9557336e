import pytest

from playground.engine import clock
from playground.engine.clock import Clock


@pytest.fixture
def now(monkeypatch):
    """The time, which passes only when a test says so."""
    times = [1000.0]
    monkeypatch.setattr(clock.time, "monotonic", lambda: times[0])
    return times


def test_stands_still_until_it_is_set_going(now):
    watch = Clock(5.0)
    now[0] += 10
    assert watch.seconds == 5.0


def test_counts_and_leaves_out_pauses(now):
    watch = Clock()
    watch.unpause()
    now[0] += 3
    watch.pause()
    now[0] += 100
    watch.unpause()
    now[0] += 4
    assert watch.seconds == pytest.approx(7.0)


def test_saying_it_twice_changes_nothing(now):
    watch = Clock()
    watch.unpause()
    now[0] += 3
    watch.unpause()
    now[0] += 3
    watch.pause()
    watch.pause()
    assert watch.seconds == pytest.approx(6.0)
