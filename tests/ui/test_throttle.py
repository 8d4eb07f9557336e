"""Many requests, few redraws."""

from playground.ui.throttle import Throttle


def test_the_first_request_counts_at_once_and_the_others_together(qtbot, dressed):
    throttle, drawn = Throttle(), []
    throttle.due.connect(lambda: drawn.append(1))
    for _ in range(1000):
        throttle.request()
    assert len(drawn) == 1
    qtbot.waitUntil(lambda: not throttle.waiting)
    assert len(drawn) == 2


def test_after_a_rest_a_request_counts_at_once(qtbot, dressed):
    throttle, drawn = Throttle(), []
    throttle.due.connect(lambda: drawn.append(1))
    throttle.request()
    qtbot.waitUntil(lambda: not throttle.waiting)
    assert len(drawn) == 1
    throttle.request()
    assert len(drawn) == 2


def test_nothing_is_due_without_a_request(qtbot, dressed):
    throttle = Throttle()
    with qtbot.assertNotEmitted(throttle.due, wait=0):
        assert not throttle.waiting
