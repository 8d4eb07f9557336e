"""What happened in a run, put into columns."""

import math

import numpy as np
import pytest

from playground.engine.events import Evaluated, Sampled, Started, Stepped
from playground.ui.history import STEPS, TIME, TOKENS, History


def step(i: int, loss: float = 2.0) -> Stepped:
    return Stepped(i, loss, 1e-3, 0.5, 100 * i, 0.25 * i)


def check(i: int, loss: float = 2.0, bpc: float | None = None) -> Evaluated:
    return Evaluated(i, loss, loss, loss / math.log(2) if bpc is None else bpc, 0.25 * i, True)


def test_columns_hold_exactly_the_events():
    history = History()
    history.add([step(1, 3.0), step(2, 2.5), check(2, 2.6), Sampled(2, "abc"), step(3, 2.0)])
    assert history.steps.values.tolist() == [1, 2, 3]
    assert history.loss.values.tolist() == [3.0, 2.5, 2.0]
    assert history.tokens.values.tolist() == [100, 200, 300]
    assert [e.valid_loss for e in history.evaluations] == [2.6]
    assert [s.text for s in history.samples] == ["abc"]


def test_places_on_each_axis():
    history = History()
    history.add([step(i) for i in range(1, 5)])
    history.add([check(2), check(3)])
    assert history.place(STEPS).tolist() == [1, 2, 3, 4]
    assert history.place(TIME).tolist() == [0.25, 0.5, 0.75, 1.0]
    assert history.place(TOKENS).tolist() == [100, 200, 300, 400]
    assert history.evaluation_places(STEPS).tolist() == [2, 3]
    assert history.evaluation_places(TIME).tolist() == [0.5, 0.75]
    assert history.evaluation_places(TOKENS).tolist() == [200, 300]


def test_bits_per_character_are_learned_from_the_first_check():
    history = History(tokens_per_character=0.5)
    assert history.bits_per_nat == pytest.approx(0.5 / math.log(2))
    history.add([step(1), check(1, loss=4.0, bpc=1.5)])
    assert history.bits_per_nat == pytest.approx(1.5 / 4.0)


def test_a_resumed_run_writes_over_what_it_does_again():
    history = History()
    history.add([step(i) for i in range(1, 11)])
    history.add([check(5), check(10), Sampled(10, "late")])
    history.add([Started("run", "gpt", 1, 1, "cpu", 1, step=7)])
    assert history.steps.values.tolist() == list(range(1, 8))
    assert [e.step for e in history.evaluations] == [5]
    assert history.samples == []
    history.add([step(8, 1.0), step(9, 0.9)])
    assert history.loss.values[-2:].tolist() == [1.0, 0.9]
    assert (np.diff(history.place(STEPS)) > 0).all()


def test_a_step_that_comes_twice_counts_once():
    history = History()
    history.add([step(1), step(2), step(3), step(2, 9.0)])
    assert history.steps.values.tolist() == [1, 2]
    assert history.loss.values.tolist() == [2.0, 9.0]
