"""A new model's first heads look at the tokens just before, each at one of them."""

import math

import pytest
import torch

from playground.engine.config import GPTConfig
from playground.engine.models.gpt import GPT
from playground.engine.models.rotary import rotate, rotation


def first_weights(config, ids):
    """Return what the heads of the first layer look at, (N, T, T), by the textbook's formula."""
    model = GPT(config, vocab_size=40)
    attention = model.blocks[0].attention
    x = model.blocks[0].attention_norm(model.embedding(ids))  # (1, T, C)
    qkv = attention.qkv(x).unflatten(2, (3, config.n_head, -1))  # (1, T, 3, N, D)
    q, k, _ = (part[0].transpose(0, 1) for part in qkv.unbind(2))  # (N, T, D)
    turn = rotation(0, ids.shape[1], q.shape[2], config.rotary_base, q)
    q, k = rotate(attention.q_norm(q), turn), rotate(attention.k_norm(k), turn)
    scores = q @ k.mT / math.sqrt(q.shape[2])
    ahead = torch.full(scores.shape[1:], -math.inf).triu(1)
    return torch.softmax(scores + ahead, dim=-1)


@pytest.mark.parametrize(
    "size", [{}, {"n_head": 2, "n_embd": 64}, {"n_head": 6, "n_embd": 192}, {"rotary_base": 1e4}]
)
def test_each_head_looks_at_one_distance(size):
    torch.manual_seed(1)
    config = GPTConfig(context=64, **size)
    ids = torch.randint(40, (1, 64))
    with torch.no_grad():
        weights = first_weights(config, ids)
    for n, head in enumerate(weights):
        by_distance = torch.stack([head.diagonal(-d)[20:].mean() for d in range(32)])
        assert by_distance.argmax() == n + 1
        assert by_distance[n + 1] > 0.15


def test_tokens_can_still_be_told_apart():
    torch.manual_seed(1)
    model = GPT(GPTConfig(), vocab_size=40)
    embedded = model.embedding.weight / model.embedding.weight.norm(dim=1, keepdim=True)
    alike = (embedded @ embedded.T).fill_diagonal_(0)
    assert alike.max() < 0.6
    keys = embedded @ model.blocks[0].attention.qkv.weight[128:256].T
    assert keys.std(dim=0).mean() > 0.01


@pytest.mark.parametrize("n_embd", [2, 4, 6])
def test_the_smallest_heads_work_too(n_embd):
    model = GPT(GPTConfig(context=8, n_head=1, n_embd=n_embd), vocab_size=3)
    assert model(torch.zeros(1, 8, dtype=torch.int64)).isfinite().all()


def test_a_classic_model_begins_as_gpt_2():
    torch.manual_seed(1)
    model = GPT(GPTConfig(style="classic"), vocab_size=40)
    embedding = model.embedding.weight.detach()
    assert float(embedding.std()) == pytest.approx(0.02, rel=0.1)
    assert embedding.mean(dim=0).abs().max() < 0.02
