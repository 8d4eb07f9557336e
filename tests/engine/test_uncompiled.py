"""The compiler of torch stays out: to import it takes longer than a short training."""

import inspect

import pytest
import torch
from torch import nn

from playground.engine.config import CharRNNConfig, GPTConfig
from playground.engine.models import MODELS
from playground.engine.uncompiled import AdamW, ShapesOnly


def test_steps_are_those_of_torch():
    torch.manual_seed(0)
    first = torch.randn(5, 3)
    ours, theirs = nn.Parameter(first.clone()), nn.Parameter(first.clone())
    settings = {"lr": 0.1, "betas": (0.9, 0.95), "weight_decay": 0.2, "fused": True}
    for weight, optimizer in (
        (ours, AdamW([ours], **settings)),
        (theirs, torch.optim.AdamW([theirs], **settings)),
    ):
        for _ in range(5):
            optimizer.zero_grad()
            weight.pow(3).sum().backward()
            optimizer.step()
    assert not torch.equal(ours, first)
    assert torch.equal(ours, theirs)


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        *(("char-rnn", CharRNNConfig(cell=cell, n_layer=2)) for cell in ("tanh", "gru", "lstm")),
        ("gpt", GPTConfig(style="classic", n_layer=2)),
        ("gpt", GPTConfig(style="modern", n_layer=2, ngram_memory=True)),
    ],
)
def test_shapes_are_those_of_the_weights(key, settings):
    weights = MODELS[key].build(settings, 11).state_dict()
    with ShapesOnly():
        assert all(w.is_meta for w in MODELS[key].build(settings, 11).state_dict().values())
    assert MODELS[key].shapes(settings, 11) == {n: tuple(w.shape) for n, w in weights.items()}


@pytest.mark.parametrize("draw", [nn.init.normal_, nn.init.xavier_uniform_, nn.init.orthogonal_])
def test_no_weights_are_drawn_for_shapes(draw):
    with ShapesOnly():
        weight = nn.Parameter(torch.empty(3, 5))
        assert draw(weight) is weight
    assert weight.is_meta


def test_torch_still_wraps_what_we_take_from_inside():
    """Should torch no longer do so, `uncompiled` can go."""
    assert inspect.unwrap(torch.optim.AdamW.step) is not torch.optim.AdamW.step
