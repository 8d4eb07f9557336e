"""Garbage is collected on the window's thread only."""

import gc
import threading

import pytest

from playground.engine.events import Sampled
from playground.ui.collector import Collector
from playground.ui.jobs import Jobs

PATIENCE = 20_000


@pytest.fixture
def automatic():
    """Python collects whenever it likes."""
    gc.enable()
    yield
    gc.disable()


@pytest.fixture
def collector(qtbot, automatic):
    made = Collector()
    yield made
    made.close()
    assert gc.isenabled()


@pytest.fixture
def collecting_threads():
    """The threads on which Python has collected."""
    threads = []

    def note(phase, _info):
        if phase == "start":
            threads.append(threading.get_ident())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


class Knot:
    """Garbage that only a collection finds."""

    def __init__(self):
        self.itself = self


def tie_knots():
    for number in range(100):
        for _ in range(1000):
            Knot()
        yield Sampled(number, "")


def test_a_job_that_makes_garbage_is_never_interrupted_by_a_collection(
    qtbot, collector, collecting_threads
):
    jobs = Jobs()
    jobs.start(tie_knots)
    with qtbot.waitSignal(jobs.idle, timeout=PATIENCE):
        pass
    collector.collect()
    assert set(collecting_threads) == {threading.get_ident()}


def test_without_it_python_would_collect_on_the_jobs_thread(qtbot, automatic, collecting_threads):
    jobs = Jobs()
    jobs.start(tie_knots)
    with qtbot.waitSignal(jobs.idle, timeout=PATIENCE):
        pass
    assert set(collecting_threads) - {threading.get_ident()}


def test_it_collects_when_a_generation_is_due(collector):
    gone = []
    knots = [Knot() for _ in range(gc.get_threshold()[0] + 100)]
    import weakref

    weakref.finalize(knots[0], gone.append, True)
    del knots
    collector.collect()
    assert gone == [True]


def test_it_leaves_a_quiet_program_alone(collector, collecting_threads):
    gc.collect()
    collecting_threads.clear()
    collector.collect()
    assert not collecting_threads


def test_what_was_off_before_stays_off():
    Collector().close()
    assert not gc.isenabled()


def test_the_window_collects_with_it(window, collecting_threads):
    assert not gc.isenabled()
