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


def naive_nats(model: LanguageModel, ids, first, context):
    """Return -log p of each token of the window that begins at `first`, after its first token."""
    window = torch.tensor([ids[first : first + context].astype(int).tolist()])
    logs = torch.log_softmax(model(window).detach().double(), dim=-1)[0]
    return [-float(logs[t, int(id)]) for t, id in enumerate(ids[first + 1 : first + context + 1])]


def naive_loss(model: LanguageModel, ids, context):
    """Every token but the first, each predicted in the first window that has enough before it."""
    nats, first = naive_nats(model, ids, 0, context), 0
    while len(nats) < len(ids) - 1:
        first = min(first + context - context // 4, len(ids) - 1 - context)
        window = naive_nats(model, ids, first, context)
        nats += window[len(nats) - first :]
    return sum(nats) / len(nats)


@pytest.mark.parametrize("context", [1, 3, 4, 8])
@pytest.mark.parametrize("length", [5, 9, 10, 14, 15, 16, 17, 18, 403])
def test_the_whole_text_is_read_in_overlapping_windows(length, context):
    model, text = shaken(*VARIANTS[0]), random_text(length)
    found = finish(whole_loss(model, text, context))
    assert found == pytest.approx(naive_loss(model, text.ids, context))


def test_a_text_shorter_than_the_context_is_read_in_one_window():
    model, text = shaken(*VARIANTS[0]), random_text(6)
    expected = sum(naive_nats(model, text.ids, 0, 5)) / 5
    assert finish(whole_loss(model, text, 8)) == pytest.approx(expected)


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


def test_mean_loss_is_the_mean_over_what_the_windows_predict():
    model, text = shaken(*VARIANTS[0]), random_text(500)
    starts = np.array([3, 100, 491])
    nats = [naive_nats(model, text.ids, start, 8)[2:] for start in starts]
    assert mean_loss(model, text, starts, 8) == pytest.approx(np.mean(nats))


def test_a_window_that_is_only_partly_predicted_is_read_whole():
    """With its first quarter the model knows more of the rest."""
    model, text = shaken(*VARIANTS[0]), random_text(500)
    start = np.array([100])
    alone = np.mean(naive_nats(model, text.ids, 102, 6))
    assert mean_loss(model, text, start, 8) != pytest.approx(alone, abs=1e-6)


def test_guessing_among_two_letters_costs_one_bit():
    text = TokenText(np.zeros(100, np.uint16), 100, 0)
    assert bits_per_character(math.log(2), text) == pytest.approx(1.0)


def test_bits_are_shared_out_to_the_characters_of_a_token():
    text = TokenText(np.zeros(100, np.uint16), characters=400, unknown=0)
    assert bits_per_character(2 * math.log(2), text) == pytest.approx(0.5)


def test_an_unknown_token_pays_for_what_it_hides():
    """A second method: the model as a distribution over all characters, sharing one evenly."""
    model, hidden = shaken(*VARIANTS[0]), 40
    ids = random_text(200).ids
    text = TokenText(ids, len(ids), int((ids == 10).sum()), unknown_id=10, hidden=hidden)
    nats, first = [], 0
    while len(nats) < len(ids) - 1:
        first = min(first + 6, len(ids) - 9) if nats else 0
        window = torch.tensor([ids[first : first + 8].astype(int).tolist()])
        known = torch.softmax(model(window).detach().double(), dim=-1)[0]  # (T, 11)
        shared = known[:, 10:] / hidden  # each of the characters that are hidden
        every = torch.cat((known[:, :10], shared.expand(-1, hidden)), dim=1)  # (T, 50)
        assert every.sum(1).tolist() == pytest.approx([1.0] * 8)
        came = ids[first + 1 : first + 9].astype(int)
        costs = [-math.log(every[t, id]) for t, id in enumerate(came)]
        nats += costs[len(nats) - first :]
    assert finish(whole_loss(model, text, 8)) == pytest.approx(sum(nats) / len(nats))
