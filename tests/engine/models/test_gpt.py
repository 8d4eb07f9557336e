"""The transformer against NumPy written from the formulas, its gradients and its windows."""

import numpy as np
import pytest
import torch
from torch import nn

from playground.engine.config import GPTConfig
from playground.engine.models.gpt import GPT
from playground.engine.models.rms_norm import RMSNorm
from tests.engine.models.gradients import assert_gradients_agree
from tests.engine.models.reference import Reference

VOCAB = 7
STYLES = ["classic", "modern"]


def make_model(style, context=8):
    torch.manual_seed(0)
    config = GPTConfig(
        context=context, style=style, n_layer=2, n_head=2, n_embd=8, mlp_ratio=1.5, rotary_base=50.0
    )
    model = GPT(config, VOCAB)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.3 * torch.randn_like(parameter)
    return model.eval()


def some_ids(time):
    return torch.randint(VOCAB, (1, time), generator=torch.Generator().manual_seed(3))


@pytest.mark.parametrize("style", STYLES)
def test_follows_the_formulas(style):
    model, ids = make_model(style), some_ids(8)
    expected = Reference(model).logits(ids[0].tolist(), window=8)
    np.testing.assert_allclose(model(ids)[0].detach().numpy(), expected, atol=2e-5)


def test_modern_looks_at_the_last_tokens_of_the_window_for_ever():
    model, ids = make_model("modern", context=5), some_ids(40)
    expected = Reference(model).logits(ids[0].tolist(), window=5)
    memory = model.new_memory()
    one_by_one = torch.cat([model.read(id, memory) for id in ids.split(1, dim=1)], dim=1)
    np.testing.assert_allclose(one_by_one[0].numpy(), expected, atol=1e-4)
    at_once = model.read(ids, model.new_memory())
    np.testing.assert_allclose(at_once[0].numpy(), expected, atol=1e-4)


def test_classic_reads_the_last_half_of_a_full_window_again():
    model, ids = make_model("classic", context=6), some_ids(20)
    memory = model.new_memory()
    read = model.read(ids, memory)[0]
    reference = Reference(model)
    # Pages hold 6 tokens and begin with the last 3 of the page before: 0-5, 3-8, 6-11 …
    for t in range(20):
        first = 0 if t < 6 else (t - 3) // 3 * 3
        page = ids[0, first : t + 1].tolist()
        expected = reference.logits(page, window=6)[-1]
        np.testing.assert_allclose(read[t].numpy(), expected, atol=1e-4)


@pytest.mark.parametrize("style", STYLES)
def test_memory_does_not_grow(style):
    model = make_model(style)
    memory = model.new_memory()
    size = memory.keys.numel()
    model.read(some_ids(300), memory)
    assert memory.keys.numel() == size <= 2 * 2 * 8 * 8  # layers · (2 windows) · context · channels
    assert memory.length <= memory.slots


@pytest.mark.parametrize("style", STYLES)
def test_gradients_agree_with_finite_differences(style):
    model = make_model(style).double()
    ids = some_ids(6)
    assert_gradients_agree(model, lambda: model(ids))


def test_modern_blocks_change_nothing_at_first():
    torch.manual_seed(0)
    model = GPT(GPTConfig(context=8, n_layer=2, n_embd=16), VOCAB)
    x = torch.randn(1, 4, 16)
    turn = (model.cos[:4], model.sin[:4])
    for block in model.blocks:
        assert torch.equal(block(x, turn, None), x)


def test_styles_are_made_of_what_their_names_promise():
    classic, modern = make_model("classic"), make_model("modern")
    kinds = [{type(module) for module in model.modules()} for model in (classic, modern)]
    assert nn.LayerNorm in kinds[0]
    assert nn.LayerNorm not in kinds[1]
    assert RMSNorm in kinds[1]
    assert classic.head is None  # the embedding is the head
    assert modern.positions is None
    assert not [name for name, _ in modern.named_parameters() if name.endswith("bias")]
