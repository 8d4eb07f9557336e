import math

import numpy as np
import pytest

from playground.engine.check_windows import (
    balanced,
    count_grams,
    mean_cost,
    representative,
    window_costs,
)
from playground.engine.evaluate import predicted_of, spread
from playground.engine.token_text import TokenText

CONTEXT = 16


def text_of(ids):
    return TokenText(np.asarray(ids, np.uint8), len(ids), 0)


def uneven(length, seed):
    """A text of which some stretches are one letter again and again, and some are noise."""
    rng = np.random.default_rng(seed)
    stretches = []
    while sum(map(len, stretches)) < length:
        size, letters = int(rng.integers(50, 400)), int(rng.choice([1, 2, 8]))
        stretches.append(rng.integers(0, letters, size))
    return text_of(np.concatenate(stretches)[:length])


TRAIN, VALID = uneven(40_000, 1), uneven(20_000, 2)
GRAMS = count_grams(TRAIN, 8)


def test_costs_are_those_of_each_token_that_a_window_predicts():
    starts = np.array([0, 123, len(VALID) - 1 - CONTEXT])
    found = window_costs(GRAMS, VALID, starts, CONTEXT)
    for start, cost in zip(starts, found, strict=True):
        end = start + CONTEXT + 1
        nats = [
            -np.log(GRAMS.distribution([int(id) + 1 for id in VALID.ids[i - 3 : i]])[VALID.ids[i]])
            for i in range(end - predicted_of(CONTEXT), end)
        ]
        assert cost == pytest.approx(np.mean(nats))


def test_the_windows_cost_what_all_the_windows_do():
    everywhere = spread(VALID, CONTEXT, len(VALID))
    whole = window_costs(GRAMS, VALID, everywhere, CONTEXT).mean()
    for tokens in (160, 320, 640):
        blind = spread(VALID, CONTEXT, tokens)
        chosen = representative(GRAMS, VALID, CONTEXT, tokens)
        assert len(chosen) == len(blind)
        assert np.isin(chosen, everywhere).all()
        assert abs(window_costs(GRAMS, VALID, chosen, CONTEXT).mean() - whole) < 0.01


def test_the_mean_cost_is_that_of_counting_on_the_whole_text():
    keys = [int(id) + 1 for id in VALID.ids]
    probabilities = [GRAMS.distribution(keys[i - 3 : i])[keys[i] - 1] for i in range(3, 4_000)]
    part = text_of(VALID.ids[:4_000])
    starts = representative(GRAMS, part, CONTEXT, 640)
    assert mean_cost(GRAMS, part, starts, CONTEXT) == pytest.approx(
        -np.log(probabilities).mean(), abs=0.03
    )
    assert mean_cost(GRAMS, VALID, starts, 7) == math.inf


def test_another_model_finds_them_as_hard_as_the_text_too():
    """Compared with windows chosen blindly, over many places to begin."""
    other = count_grams(uneven(40_000, 3), 8)
    errors = {"blind": [], "chosen": []}
    for seed in range(4, 24):
        text = uneven(20_000, seed)
        whole = window_costs(other, text, spread(text, CONTEXT, len(text)), CONTEXT).mean()
        for name, starts in (
            ("blind", spread(text, CONTEXT, 320)),
            ("chosen", representative(GRAMS, text, CONTEXT, 320)),
        ):
            errors[name].append(window_costs(other, text, starts, CONTEXT).mean() - whole)
    sizes = {name: np.sqrt(np.mean(np.square(found))) for name, found in errors.items()}
    assert sizes["chosen"] < 0.5 * sizes["blind"]


def test_the_same_texts_give_the_same_windows():
    again = representative(count_grams(TRAIN, 8), VALID, CONTEXT, 320)
    assert again.tolist() == representative(GRAMS, VALID, CONTEXT, 320).tolist()


@pytest.mark.parametrize(
    ("length", "context"), [(17, 16), (33, 16), (500, 16), (20_000, 2), (20_000, 7)]
)
def test_without_a_choice_the_windows_are_only_spread(length, context):
    text = text_of(VALID.ids[:length])
    found = representative(GRAMS, text, context, 400)
    assert found.tolist() == spread(text, context, 400).tolist()


@pytest.mark.parametrize("count", [1, 3, 20])
def test_each_stretch_gives_one(count):
    chosen = balanced(np.random.default_rng(0).random(40), count)
    assert (chosen * count // 40).tolist() == list(range(count))


def test_a_training_text_of_one_token_can_be_counted():
    assert count_grams(text_of([0]), 1).order == 4
