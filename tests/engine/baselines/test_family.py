import math

import numpy as np
import pytest

from playground.engine.baselines import family as family_module
from playground.engine.baselines.family import learn
from playground.engine.baselines.grams import count, with_start
from playground.engine.work import finish
from tests.engine.baselines.second_method import SlowModel

ALPHABET = "abcdefgh"


def random_symbols(length: int, seed: int = 0) -> np.ndarray:
    steps = np.random.default_rng(seed).geometric(0.5, length)
    return (np.cumsum(steps) % len(ALPHABET) + 1).astype(np.int32)


def as_text(symbols: np.ndarray) -> str:
    return "".join(ALPHABET[i - 1] for i in symbols)


@pytest.mark.parametrize("length", [1, 2, 9, 10, 300])
def test_models_of_all_orders_count_the_whole_text(length):
    symbols = random_symbols(length)
    family = finish(learn(symbols, 5, len(ALPHABET)))
    assert family.counted == length
    assert [model.order for model in family.models] == [1, 2, 3, 4, 5]
    for model in family.models:
        slow = SlowModel(as_text(symbols), ALPHABET, [d.tolist() for d in model.discounts])
        for context in ([], [3], [1, 2, 3, 4, 5], symbols[-4:].tolist()):
            expected = [slow.probability(as_text(np.array(context, int)), c) for c in ALPHABET]
            assert model.distribution(context) == pytest.approx(expected, abs=1e-9)


def test_counting_in_blocks_changes_nothing(monkeypatch):
    symbols = random_symbols(5000)
    whole = finish(learn(symbols, 4, 8))
    monkeypatch.setattr(family_module, "BLOCK", 313)
    blocks = finish(learn(symbols, 4, 8))
    for one, other in zip(whole.models, blocks.models, strict=True):
        for a, b in zip(one.levels, other.levels, strict=True):
            assert a.grams.keys.tolist() == b.grams.keys.tolist()
            assert a.grams.counts.tolist() == b.grams.counts.tolist()
        assert np.array_equal(one.discounts, other.discounts)


def test_a_text_with_too_many_different_grams_is_counted_from_its_end(monkeypatch):
    symbols = random_symbols(5000)
    monkeypatch.setattr(family_module, "BLOCK", 500)
    monkeypatch.setattr(family_module, "MOST_GRAMS", 600)
    family = finish(learn(symbols, 4, 8))
    assert 1000 <= family.counted < 5000
    top = family.models[-1].levels[-1]
    last = symbols[-family.counted - 3 :]  # the first gram begins with what is before
    assert top.grams.counts.sum() == family.counted
    assert top.grams.keys.tolist() == count(last, 4, 8).keys.tolist()


def test_longer_contexts_help_where_there_is_something_to_see():
    period = np.tile(np.array([1, 2, 1, 3, 1, 2, 1, 4], dtype=np.int32), 300)
    family = finish(learn(period, 5, 8))
    asked = count(with_start(period, 5), 5, 8)
    bits = [model.bits(asked.ends(model.order)) for model in family.models]
    assert bits == sorted(bits, reverse=True)
    assert bits[-1] / len(period) < 0.1 < bits[0] / len(period)


def test_noise_costs_what_guessing_costs_however_long_the_context():
    noise = np.random.default_rng(1).integers(1, 9, 20_000).astype(np.int32)
    family = finish(learn(noise[:18_000], 5, 8))
    asked = count(noise[18_000 - 4 :], 5, 8)
    for model in family.models:
        cost = model.bits(asked.ends(model.order)) / 2000
        assert math.log2(8) - 0.01 < cost < math.log2(8) + 0.15


def test_it_reports_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(family_module, "BLOCK", 100)
    work = learn(random_symbols(5000), 5, 8)
    first, second = next(work), next(work)
    assert 0 <= first.done < second.done <= second.total == 4500
    work.close()
