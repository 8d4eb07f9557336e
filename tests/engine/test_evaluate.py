import math

import numpy as np
import pytest
import torch

from playground.engine import evaluate
from playground.engine.evaluate import bits_per_character, mean_loss, spread, whole_loss
from playground.engine.models.base import LanguageModel
from playground.engine.token_text import TokenText
from playground.engine.work import finish
from tests.engine.variants import VARIANTS, shaken


def random_text(length):
    ids = np.random.default_rng(0).integers(0, 11, length).astype(np.uint16)
    return TokenText(ids, length, 0)


def naive_loss(model: LanguageModel, ids, context):
    """Every token but the first, each predicted inside its window of `context` tokens."""
    nats = []
    for first in range(0, len(ids) - 1, context):
        window = torch.tensor([ids[first : first + context].astype(int).tolist()])
        logs = torch.log_softmax(model(window).detach().double(), dim=-1)[0]
        targets = ids[first + 1 : first + context + 1]
        nats += [-float(logs[t, int(id)]) for t, id in enumerate(targets)]
    assert len(nats) == len(ids) - 1
    return sum(nats) / len(nats)


@pytest.mark.parametrize("length", [9, 10, 16, 17, 18, 403])
def test_the_whole_text_is_read_in_windows(length):
    model, text = shaken(*VARIANTS[0]), random_text(length)
    assert finish(whole_loss(model, text, 8)) == pytest.approx(naive_loss(model, text.ids, 8))


def test_a_huge_text_is_read_in_part(monkeypatch):
    monkeypatch.setattr(evaluate, "MOST_TOKENS", 80)
    model, text = shaken(*VARIANTS[0]), random_text(1000)
    starts = spread(text, 8, 80)
    assert len(starts) == 10
    assert finish(whole_loss(model, text, 8)) == pytest.approx(mean_loss(model, text, starts, 8))


def test_checks_are_spread_from_the_first_token_to_the_last():
    starts = spread(random_text(1001), context=10, tokens=100)
    assert starts.tolist() == [0, 110, 220, 330, 440, 550, 660, 770, 880, 990]
    assert spread(random_text(11), context=10, tokens=100).tolist() == [0]


def test_mean_loss_is_the_mean_over_the_windows():
    model, text = shaken(*VARIANTS[0]), random_text(500)
    starts = np.array([3, 100, 491])
    expected = [naive_loss(model, text.ids[start : start + 9], 8) for start in starts]
    assert mean_loss(model, text, starts, 8) == pytest.approx(sum(expected) / 3)


def test_guessing_among_two_letters_costs_one_bit():
    text = TokenText(np.zeros(100, np.uint16), 100, 0)
    assert bits_per_character(math.log(2), text) == pytest.approx(1.0)


def test_bits_are_shared_out_to_the_characters_of_a_token():
    text = TokenText(np.zeros(100, np.uint16), characters=400, unknown=0)
    assert bits_per_character(2 * math.log(2), text) == pytest.approx(0.5)
