"""The job: every event arrives once and in order, and it can be held and stopped."""

import itertools
import threading

import pytest
from PySide6.QtCore import QObject

from playground.engine.events import Event, Sampled
from playground.errors import DiskFull
from playground.ui.job import BATCH_SECONDS, Job

PATIENCE = 20_000


def numbered(numbers):
    for number in numbers:
        yield Sampled(number, "")


class Receiver(QObject):
    """Keeps what a job reports.

    As a QObject it gets nothing any more when it is gone; the method of any other object
    would be called all the same, and take the tests down.
    """

    def __init__(self, job):
        super().__init__()
        self.events: list[Event] = []
        self.batches = 0
        self.errors: list[Exception] = []
        job.reported.connect(self.take)
        job.failed.connect(self.errors.append)

    def take(self, events):
        self.batches += bool(events)
        self.events += events

    @property
    def steps(self):
        return [event.step for event in self.events]


@pytest.fixture
def run_job(qtbot):
    started = []

    def begin(work):
        job = Job(work)
        receiver = Receiver(job)
        started.append(job)
        return job, receiver

    yield begin
    for job in started:
        job.stop()
        assert job.wait(PATIENCE)


def finish(qtbot, job):
    with qtbot.waitSignal(job.finished, timeout=PATIENCE):
        job.start()


def test_every_event_arrives_once_and_in_order(qtbot, run_job):
    job, receiver = run_job(lambda: numbered(range(20_000)))
    finish(qtbot, job)
    assert receiver.steps == list(range(20_000))


def test_events_come_in_few_batches(qtbot, run_job):
    job, receiver = run_job(lambda: numbered(range(20_000)))
    finish(qtbot, job)
    assert receiver.batches < 200  # one signal per event would be 20,000


def test_after_a_rest_nothing_waits_for_the_next_event(qtbot, run_job):
    """A check right behind a slow step is seen at once, not with the step after it."""
    rested, seen = threading.Event(), threading.Event()

    def work():
        yield from numbered([1])
        rested.wait(4 * BATCH_SECONDS)  # nothing is handed over meanwhile
        yield from numbered([2, 3, 4])
        seen.wait()

    job, receiver = run_job(work)
    job.start()
    try:
        qtbot.waitUntil(lambda: receiver.steps == [1, 2, 3, 4], timeout=PATIENCE)
    finally:
        seen.set()


def test_the_work_begins_on_the_thread(qtbot, run_job):
    threads = []

    def work():
        threads.append(threading.get_ident())
        return iter(())

    job, _ = run_job(work)
    finish(qtbot, job)
    assert threads != [threading.get_ident()]


def test_a_failure_comes_after_all_events_before_it(qtbot, run_job):
    def work():
        yield from numbered(range(5))
        raise ValueError("a bug")

    job, receiver = run_job(work)
    order = []
    job.reported.connect(lambda events: order.extend(events))
    job.failed.connect(order.append)
    finish(qtbot, job)
    assert receiver.steps == [0, 1, 2, 3, 4]
    assert isinstance(order[-1], ValueError)
    assert len(receiver.errors) == 1


def test_a_lack_of_memory_is_no_bug(qtbot, run_job):
    def work():
        yield from numbered(range(2))
        raise MemoryError

    job, receiver = run_job(work)
    finish(qtbot, job)
    (error,) = receiver.errors
    assert "There is not enough memory for this" in str(error)


def test_stop_closes_the_generator(qtbot, run_job):
    closed = []

    def work():
        try:
            yield from numbered(itertools.count())
        finally:
            closed.append(True)

    job, receiver = run_job(work)
    job.start()
    qtbot.waitUntil(lambda: len(receiver.events) > 0, timeout=PATIENCE)
    with qtbot.waitSignal(job.finished, timeout=PATIENCE):
        job.stop()
    assert closed == [True]
    assert receiver.steps == list(range(len(receiver.steps)))


def test_stop_before_the_thread_has_started_does_no_work(qtbot, run_job):
    begun = []

    def work():
        begun.append(True)
        return iter(())

    job, _ = run_job(work)
    job.stop()
    finish(qtbot, job)
    assert not begun


def test_what_close_returns_is_reported_last(qtbot, run_job):
    class Work:
        def __iter__(self):
            return iter([Sampled(1, "")])

        def close(self):
            return [Sampled(2, "saved")]

    job, receiver = run_job(Work)
    finish(qtbot, job)
    assert receiver.steps == [1, 2]


class Told:
    """Endless work that keeps book of what it was told."""

    def __init__(self):
        self.told = []
        self.made = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.made += 1
        return Sampled(self.made, "")

    def pause(self):
        self.told.append("pause")

    def unpause(self):
        self.told.append("unpause")

    def close(self):
        self.told.append("close")


def test_nothing_happens_while_it_is_paused(qtbot, run_job):
    work = Told()
    job, receiver = run_job(lambda: work)
    job.start()
    qtbot.waitUntil(lambda: len(receiver.events) > 0, timeout=PATIENCE)
    with qtbot.waitSignal(job.paused, timeout=PATIENCE):
        job.pause()
    made = work.made
    assert job.holds
    assert work.told == ["pause"]
    assert receiver.steps == list(range(1, made + 1))  # what happened before is all there
    qtbot.wait(50)
    assert work.made == made
    with qtbot.waitSignal(job.unpaused, timeout=PATIENCE):
        job.unpause()
    qtbot.waitUntil(lambda: len(receiver.events) > made, timeout=PATIENCE)
    assert work.told == ["pause", "unpause"]


def test_stop_while_paused_takes_no_further_step(qtbot, run_job):
    work = Told()
    job, receiver = run_job(lambda: work)
    job.start()
    qtbot.waitUntil(lambda: len(receiver.events) > 0, timeout=PATIENCE)
    with qtbot.waitSignal(job.paused, timeout=PATIENCE):
        job.pause()
    made = work.made
    with qtbot.waitSignal(job.finished, timeout=PATIENCE):
        job.stop()
    assert work.made == made
    assert work.told == ["pause", "close"]


class OnAFullDisk(Told):
    """Work that may be asked again when the disk has refused something."""

    def __init__(self):
        super().__init__()
        self.full = threading.Event()
        self.can_go_on = True

    def __next__(self):
        self.refuse()
        return super().__next__()

    def pause(self):
        super().pause()
        self.refuse()

    def unpause(self):
        super().unpause()
        self.refuse()

    def refuse(self):
        if self.full.is_set():
            raise DiskFull(file="resume.safetensors", need=3, free=0)


def test_on_a_full_disk_it_holds_all_it_has_until_there_is_room(qtbot, run_job):
    work = OnAFullDisk()
    job, receiver = run_job(lambda: work)
    job.start()
    qtbot.waitUntil(lambda: len(receiver.events) > 0, timeout=PATIENCE)
    with qtbot.waitSignal(job.paused, timeout=PATIENCE):
        work.full.set()
    assert job.holds
    assert "The disk is full" in str(receiver.errors[0])
    with qtbot.waitSignal(job.paused, timeout=PATIENCE):
        job.unpause()  # nothing has changed
    assert isinstance(receiver.errors[-1], DiskFull)
    made = work.made
    work.full.clear()
    with qtbot.waitSignal(job.unpaused, timeout=PATIENCE):
        job.unpause()
    qtbot.waitUntil(lambda: len(receiver.events) > made, timeout=PATIENCE)
    with qtbot.waitSignal(job.finished, timeout=PATIENCE):  # it comes after the last events
        job.stop()
    assert receiver.steps == list(range(1, work.made + 1))


def test_on_a_full_disk_work_that_cannot_be_asked_again_ends(qtbot, run_job):
    work = OnAFullDisk()
    work.can_go_on = False
    work.full.set()
    job, receiver = run_job(lambda: work)
    finish(qtbot, job)
    assert [type(error) for error in receiver.errors] == [DiskFull]
    assert work.told == ["close"]
