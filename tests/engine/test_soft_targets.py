"""Soft targets are the shares of what a text has after the same tokens, and they help."""

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TrainingConfig
from playground.engine.events import Stepped
from playground.engine.soft_targets import (
    OFTEN,
    RAMP,
    SHARE,
    TOLD,
    SoftTargets,
    share_at,
    soft_loss,
)
from playground.engine.token_text import TokenText
from playground.engine.train import new_state, train


def text_of(ids, dtype=np.uint16):
    return TokenText(np.asarray(ids, dtype), len(ids), 0)


def habitual(length, letters, seed):
    """A text in which what follows depends on the last two letters."""
    rng = np.random.default_rng(seed)
    chances = rng.dirichlet(np.full(letters, 0.3), size=(letters, letters))
    ids = [0, 1]
    while len(ids) < length:
        ids.append(int(rng.choice(letters, p=chances[ids[-2], ids[-1]])))
    return ids


def told_by_hand(ids, read, longest):
    """Return what follows the longest piece of the end of `read` that `ids` has often."""
    for length in range(min(longest, len(read)), 0, -1):
        piece = tuple(read[-length:])
        following = Counter(
            ids[i + length] for i in range(len(ids) - length) if tuple(ids[i : i + length]) == piece
        )
        if following.total() >= OFTEN:
            return {token: n / following.total() for token, n in following.items()}
    return {}


@pytest.mark.parametrize(("letters", "length"), [(5, 900), (60, 900), (5, 30), (5, 4)])
def test_the_longest_context_that_was_seen_often_tells(letters, length):
    ids = habitual(length, letters, seed=1)
    windows = torch.tensor([habitual(12, letters, seed) for seed in (1, 2)])
    tokens, shares = SoftTargets(text_of(ids), letters).after(windows)
    rows = iter(zip(tokens.tolist(), shares.tolist(), strict=True))
    for window in windows.tolist():
        for end in range(1, len(window) + 1):
            found = {t: s for t, s in zip(*next(rows), strict=True) if s}
            assert found == pytest.approx(told_by_hand(ids, window[:end], longest=4))


def test_of_many_followers_the_likeliest_are_told():
    ids = [token for follower in range(1, 61) for token in (0, follower) * (1 + follower % 7)]
    tokens, shares = SoftTargets(text_of(ids), 61).after(torch.tensor([[0]]))
    assert shares.shape == (1, TOLD)
    total = sum(1 + follower % 7 for follower in range(1, 61))
    likeliest = sorted((1 + follower % 7 for follower in range(1, 61)), reverse=True)[:TOLD]
    assert shares[0].tolist() == pytest.approx([count / total for count in likeliest])
    assert all(
        share == pytest.approx((1 + token % 7) / total)
        for token, share in zip(tokens[0].tolist(), shares[0].tolist(), strict=True)
    )


@pytest.mark.parametrize("vocab_size", [1, 2, 256, 6_207, 6_208, 32_768, 65_536])
def test_grams_of_any_vocabulary_fit_into_a_number(vocab_size):
    last = vocab_size - 1
    ids = [last] * 20
    tokens, shares = SoftTargets(text_of(ids), vocab_size).after(torch.tensor([[last] * 6]))
    assert tokens[:, 0].tolist() == [last] * 6
    assert shares[:, 0].tolist() == [1.0] * 6


def test_a_context_of_one_length_is_not_taken_for_another():
    """Of packed numbers, a short context may be as large as a long one."""
    ids = [0] * 30 + [3, 1] * 30
    soft = SoftTargets(text_of(ids), 4)
    tokens, shares = soft.after(torch.tensor([[0, 0, 0, 0, 0], [2, 3, 1, 3, 1]]))
    first = [int(row[0]) if share[0] else None for row, share in zip(tokens, shares, strict=True)]
    assert first == [0, 0, 0, 0, 0, None, 1, 3, 1, 3]


def test_from_the_goal_on_the_share_falls_to_zero():
    assert share_at(math.nan, 2.0) == share_at(4.0, 2.0) == share_at(2.0, 2.0) == SHARE
    assert share_at(2.0 - RAMP / 2, 2.0) == pytest.approx(SHARE / 2)
    assert share_at(2.0 - 1.01 * RAMP, 2.0) == share_at(1.0, 2.0) == 0
    assert share_at(2.0, math.inf) == 0


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_loss_and_its_gradient_are_those_of_the_cross_entropy(share):
    torch.manual_seed(1)
    ids = habitual(2_000, 20, seed=3)
    window = torch.tensor([ids[100:151], ids[700:751]])
    targets = window[:, 1:].flatten()
    following = SoftTargets(text_of(ids), 20).after(window[:, :-1])
    logits = torch.randn(100, 20, dtype=torch.float32, requires_grad=True)
    loss, hard = soft_loss(logits, targets, following, share)
    (3 * loss).backward()

    dense = torch.zeros(100, 20).scatter_add(1, following[0], share * following[1])
    dense += (1 - dense.sum(1, keepdim=True)) * F.one_hot(targets, 20)
    again = logits.detach().clone().requires_grad_()
    expected = F.cross_entropy(again, dense)
    (3 * expected).backward()
    torch.testing.assert_close(loss, expected)
    torch.testing.assert_close(logits.grad, again.grad)
    torch.testing.assert_close(hard, F.cross_entropy(again.detach(), targets))
    assert not hard.requires_grad


MODELS = {
    "gpt": GPTConfig(context=16, n_layer=1, n_head=2, n_embd=32),
    "char-rnn": CharRNNConfig(context=16, n_hidden=32, n_embd=16),
}
TRAINING = TrainingConfig(
    steps=30, batch_size=8, learning_rate=0.01, warmup_steps=3, threads=1, sample_length=0
)


def run(tiny, model, **training):
    config = RunConfig(model, MODELS[model], replace(TRAINING, **training))
    state = new_state(config, tiny.tokenizer.vocab_size)
    return list(train(state, tiny.train, tiny.valid, tiny.tokenizer, config))


@pytest.mark.parametrize("model", MODELS)
def test_a_short_training_learns_more(tiny, model):
    with_counts, without = (
        run(tiny, model, soft_targets=soft)[-1].valid_loss for soft in (True, False)
    )
    assert with_counts < without - 0.02


@pytest.mark.parametrize("model", MODELS)
def test_the_losses_shown_are_those_of_what_came_next(tiny, model):
    first, plain = (
        next(e for e in run(tiny, model, steps=2, soft_targets=soft) if isinstance(e, Stepped))
        for soft in (True, False)
    )
    assert first.loss == pytest.approx(plain.loss, rel=1e-5)
    assert first.grad_norm != pytest.approx(plain.grad_norm, rel=1e-3)
