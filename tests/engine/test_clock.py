import pytest

from playground.engine import clock
from playground.engine.clock import Clock


@pytest.fixture
def now(monkeypatch):
    """The time, which passes only when a test says so."""
    times = [1000.0]
    monkeypatch.setattr(clock.time, "monotonic", lambda: times[0])
    monkeypatch.setattr(clock.time, "process_time", lambda: worked[0])
    return times


worked = [0.0]  # seconds that the process has computed


def work(now, watch, seconds, steps):
    """Compute for so many seconds, and look at the clock after each step."""
    for _ in range(steps):
        now[0] += seconds / steps
        worked[0] += seconds / steps
        assert watch.seconds > 0


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


def test_a_process_that_was_stopped_goes_on_with_the_budget_it_had(now):
    watch = Clock()
    watch.unpause()
    work(now, watch, seconds=4.0, steps=40)
    now[0] += 3600  # Ctrl+Z, or the lid is closed
    work(now, watch, seconds=2.0, steps=20)
    assert watch.seconds == pytest.approx(6.0, abs=0.11)  # the step in which it slept is lost


def test_a_long_step_counts_and_so_does_a_busy_computer(now):
    watch = Clock()
    watch.unpause()
    work(now, watch, seconds=90.0, steps=1)  # the first one of a large model
    work(now, watch, seconds=1.0, steps=10)
    work(now, watch, seconds=60.0, steps=1)  # computes all the time
    now[0] += 5.0  # other programs have the cores, but for a little
    worked[0] += 0.5
    assert watch.seconds == pytest.approx(156.0)


def test_a_device_that_computes_elsewhere_counts(now):
    watch = Clock()
    watch.unpause()
    for _ in range(5):
        now[0] += 3.0  # this process only waits
        assert watch.seconds > 0
    assert watch.seconds == pytest.approx(15.0)
