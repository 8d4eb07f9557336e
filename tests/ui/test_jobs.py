"""All jobs together: none is lost, none outlives the window."""

import itertools

import pytest

from playground.engine.events import Sampled
from playground.ui.jobs import Jobs

PATIENCE = 20_000


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    assert made.wait(PATIENCE)


def endless():
    return (Sampled(number, "") for number in itertools.count())


def test_nothing_is_lost_when_one_connects_after_the_start(qtbot, jobs):
    job = jobs.start(lambda: iter([Sampled(1, "")]))
    got = []
    with qtbot.waitSignal(jobs.idle, timeout=PATIENCE):
        job.reported.connect(got.extend)
    assert got == [Sampled(1, "")]


def test_it_says_when_the_last_one_has_ended(qtbot, jobs):
    running = [jobs.start(endless) for _ in range(3)]
    assert jobs.busy
    running[0].stop()
    qtbot.waitUntil(running[0].isFinished, timeout=PATIENCE)
    assert jobs.busy
    with qtbot.waitSignal(jobs.idle, timeout=PATIENCE):
        jobs.stop()
    assert not jobs.busy
    assert all(job.isFinished() for job in running)


def test_wait_ends_even_what_has_not_begun(qtbot, jobs):
    job = jobs.start(endless)  # its thread waits for the event loop
    assert jobs.wait(PATIENCE)
    assert job.isFinished()


def test_nothing_begins_after_closing(qtbot, jobs):
    jobs.close()
    begun = []

    def work():
        begun.append(True)
        return iter(())

    jobs.start(work)
    qtbot.wait(20)
    assert not jobs.busy
    assert not begun


def test_waiting_has_an_end(qtbot, jobs):
    import threading

    gate = threading.Event()

    def stubborn():
        gate.wait()
        return iter(())

    job = jobs.start(stubborn)
    qtbot.waitUntil(job.isRunning, timeout=PATIENCE)
    assert not jobs.wait(10)
    gate.set()
    assert jobs.wait(PATIENCE)
