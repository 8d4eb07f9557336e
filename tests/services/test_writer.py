"""The thread that writes: in order, none lost, and what fails is told and tried again."""

import threading

import pytest

from playground.services.writer import MOST, Writer


def test_works_are_done_in_order_on_another_thread() -> None:
    writer, done = Writer(), []
    for number in range(20):
        writer.add(lambda number=number: done.append((number, threading.current_thread().name)))
    writer.wait()
    assert done == [(number, "writer") for number in range(20)]
    assert not writer.busy


def test_a_failure_is_raised_once_and_then_tried_again_before_all_others() -> None:
    writer, done, full = Writer(), [], [True]

    def first() -> None:
        if full:
            raise OSError("full")
        done.append("first")

    writer.add(first)
    with pytest.raises(OSError, match="full"):
        writer.wait()
    with pytest.raises(OSError, match="full"):
        writer.wait()
    assert writer.busy
    full.clear()
    writer.add(lambda: done.append("second"))
    writer.wait()
    assert done == ["first", "second"]


def test_a_failure_is_told_by_the_next_who_asks() -> None:
    writer, failed = Writer(), threading.Event()

    def work() -> None:
        if not failed.is_set():
            failed.set()
            raise OSError("full")

    def ask() -> None:
        while writer.busy:
            writer.check()

    writer.add(work)
    failed.wait()
    with pytest.raises(OSError, match="full"):
        ask()
    writer.wait()


def test_who_adds_too_much_waits() -> None:
    writer, may = Writer(), threading.Event()
    for _ in range(MOST):
        writer.add(may.wait)
    one_more = threading.Thread(target=writer.add, args=(may.wait,))
    one_more.start()
    one_more.join(0.05)
    assert one_more.is_alive()
    may.set()
    one_more.join()
    writer.wait()
