"""What the buttons offer, case by case."""

from types import SimpleNamespace

import pytest

from playground.ui.phase import Phase
from playground.ui.train.deeds import Deed, Offer, Seen, offer


def run(**values):
    facts = {"read_only": False, "has_state": True, "share_done": 0.5, "status": "stopped"}
    facts |= {"has_weights": True, "stopped_early": False}
    return SimpleNamespace(**{**facts, **values})


def test_a_plan_can_start():
    assert offer(Seen.PLAN, Phase.IDLE, None) == Offer(Deed.START)


@pytest.mark.parametrize("phase", [p for p in Phase if p is not Phase.IDLE])
def test_while_something_is_trained_a_plan_can_wait_for_its_turn(phase):
    assert offer(Seen.PLAN, phase, None) == Offer(Deed.LATER, Deed.WATCH)
    assert offer(Seen.RUN, phase, run()) == Offer(Deed.NEW, Deed.WATCH)


def test_while_it_measures_there_is_nothing_to_pause():
    offered = offer(Seen.LIVE, Phase.RUNNING, None, measuring=True)
    assert offered == Offer(Deed.PAUSE, Deed.STOP, primary_enabled=False)


@pytest.mark.parametrize(
    ("phase", "primary", "can_primary", "can_stop"),
    [
        (Phase.PREPARING, Deed.PAUSE, False, True),
        (Phase.RUNNING, Deed.PAUSE, True, True),
        (Phase.PAUSING, Deed.PAUSE, False, True),
        (Phase.PAUSED, Deed.UNPAUSE, True, True),
        (Phase.STOPPING, Deed.PAUSE, False, False),
    ],
)
def test_the_training_itself_can_be_paused_and_stopped(phase, primary, can_primary, can_stop):
    offered = offer(Seen.LIVE, phase, None)
    assert offered == Offer(primary, Deed.STOP, can_primary, can_stop)


@pytest.mark.parametrize("status", ["stopped", "paused", "interrupted"])
def test_what_was_broken_off_can_go_on(status):
    assert offer(Seen.RUN, Phase.IDLE, run(status=status)) == Offer(
        Deed.RESUME, Deed.NEW, third=Deed.WRITE
    )


def test_what_is_finished_writes_and_can_be_trained_longer():
    finished = run(status="finished", share_done=1.0)
    assert offer(Seen.RUN, Phase.IDLE, finished) == Offer(Deed.WRITE, Deed.LONGER, third=Deed.NEW)
    early = run(status="finished", stopped_early=True)
    assert offer(Seen.RUN, Phase.IDLE, early) == Offer(Deed.WRITE, Deed.RESUME, third=Deed.NEW)


def test_without_a_model_nothing_can_write():
    assert offer(Seen.RUN, Phase.IDLE, run(has_weights=False)) == Offer(Deed.RESUME, Deed.NEW)
    broken = run(status="diverged", has_weights=False)
    assert offer(Seen.RUN, Phase.IDLE, broken) == Offer(Deed.NEW)


@pytest.mark.parametrize(
    "facts", [{"read_only": True}, {"has_state": False}, {"status": "diverged"}]
)
def test_what_cannot_go_on_is_a_model_for_a_new_run(facts):
    assert offer(Seen.RUN, Phase.IDLE, run(**facts)) == Offer(Deed.WRITE, Deed.NEW)
