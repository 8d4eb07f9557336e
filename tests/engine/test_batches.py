import math

import numpy as np
import pytest
import torch

from playground.engine.batches import EvenWindows, Streams
from playground.engine.token_text import TokenText


def counting(length):
    """A text in which each token is its own place."""
    return TokenText(np.arange(length, dtype=np.uint16), length, 0)


@pytest.mark.parametrize("kind", [EvenWindows, Streams])
def test_windows_are_stretches_of_the_text(kind):
    batches = kind(counting(1000), batch_size=7, context=5, seed=1)
    for step in range(60):
        ids = batches.at(step).ids
        assert ids.shape == (7, 6)
        assert ids.dtype == torch.int64
        assert (ids.diff(dim=1) == 1).all()
        assert ids.min() >= 0
        assert ids.max() < 1000


@pytest.mark.parametrize("step", [2**53 - 1, 2**59, 2**63])
def test_there_is_a_batch_for_any_step_that_a_file_may_name(step):
    ids = EvenWindows(counting(1000), batch_size=64, context=5, seed=1).at(step).ids
    assert (ids.diff(dim=1) == 1).all()
    places = [EvenWindows(counting(1000), 1, 5, seed=1).at(64 * step + i).ids for i in range(64)]
    assert torch.equal(ids, torch.cat(places))  # as if the steps were smaller


def test_windows_are_cut_into_shorter_ones():
    batches = EvenWindows(counting(1000), batch_size=3, context=32, seed=1)
    for split, windows, length in ((1, 3, 32), (2, 6, 16), (4, 12, 8), (64, 12, 8)):
        batch = batches.at(5, split)
        assert batch.ids.shape == (windows, length + 1)
        assert batch.tokens == 3 * 32
        assert (batch.ids.diff(dim=1) == 1).all()
    assert EvenWindows(counting(50), 3, 5, seed=1).at(0, 4).ids.shape == (3, 6)


def test_windows_that_read_on_are_never_cut():
    batches = Streams(counting(1000), batch_size=3, context=32, seed=1)
    assert torch.equal(batches.at(7, 4).ids, batches.at(7).ids)


@pytest.mark.parametrize("kind", [EvenWindows, Streams])
def test_a_step_depends_on_the_seed_and_its_number_only(kind):
    first = kind(counting(1000), 4, 5, seed=1)
    ordered = [first.at(step) for step in range(100)]
    again = kind(counting(1000), 4, 5, seed=1)
    for step in reversed(range(100)):
        assert torch.equal(again.at(step).ids, ordered[step].ids)
        assert again.at(step).seed == ordered[step].seed
    other = kind(counting(1000), 4, 5, seed=2)
    assert any(not torch.equal(other.at(step).ids, ordered[step].ids) for step in range(100))


@pytest.mark.parametrize("kind", [EvenWindows, Streams])
def test_every_step_has_a_dropout_seed_of_its_own(kind):
    batches = kind(counting(1000), 4, 5, seed=1)
    assert len({batches.at(step).seed for step in range(300)}) == 300


def test_even_windows_reach_both_ends_of_the_text():
    batches = EvenWindows(counting(12), batch_size=64, context=8, seed=0)
    ids = batches.at(0).ids
    assert set(ids[:, 0].tolist()) == {0, 1, 2, 3}


def test_even_windows_follow_the_golden_ratio():
    places, batch_size = 1000 - 8, 4
    batches = EvenWindows(counting(1000), batch_size, context=8, seed=5)
    starts = np.concatenate([batches.at(step).ids[:, 0].numpy() for step in range(300)])
    ratio = (math.sqrt(5) - 1) / 2
    first = starts[0]
    for number, start in enumerate(starts):
        apart = (start - first - number * ratio * places) % places
        assert min(apart, places - apart) < 2


@pytest.mark.parametrize("split", [1, 4])
@pytest.mark.parametrize("laps", [1, 3])
def test_even_windows_read_everything_about_equally_often(laps, split):
    tokens, context = 32_000, 32
    batches = EvenWindows(counting(tokens), batch_size=5, context=context, seed=3)
    read = np.zeros(tokens, int)
    for step in range(laps * tokens // (5 * context)):
        read[batches.at(step, split).ids[:, 1:].numpy().ravel()] += 1  # none twice in a step
    inside = read[context:-context]
    assert (inside > 0).mean() > (0.88 if laps == 1 else 0.999)  # 0.63 and 0.95 by chance
    assert laps - 1 <= inside.min() <= inside.max() <= laps + 1


@pytest.mark.parametrize("kind", [EvenWindows, Streams])
def test_the_shortest_text_is_one_window(kind):
    batches = kind(counting(9), batch_size=5, context=8, seed=0)
    assert batches.at(3).ids.tolist() == [list(range(9))] * 5


def test_streams_read_on_where_they_stopped():
    batches = Streams(counting(403), batch_size=4, context=10, seed=3)
    before = batches.at(0)
    assert before.fresh
    for step in range(1, 10):
        now = batches.at(step)
        assert not now.fresh
        assert torch.equal(now.ids[:, 0], before.ids[:, -1])  # the last target is read next
        before = now
    assert batches.at(10).fresh  # each stream has 100 tokens, that is 10 windows


def test_streams_share_the_text_out_evenly():
    starts = Streams(counting(403), batch_size=4, context=10, seed=3).at(0).ids[:, 0]
    assert starts.diff().tolist() == [100, 100, 100]


def test_streams_begin_elsewhere_on_the_next_lap():
    batches = Streams(counting(437), batch_size=4, context=10, seed=3)  # 109 tokens a stream
    starts = {int(batches.at(10 * lap).ids[0, 0]) for lap in range(40)}
    assert starts <= set(range(10))
    assert len(starts) > 5


def test_more_streams_than_the_text_has_room_for_overlap():
    batches = Streams(counting(40), batch_size=8, context=16, seed=0)
    ids = batches.at(5).ids
    assert ids.shape == (8, 17)
    assert ids.max() < 40
