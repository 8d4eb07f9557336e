"""Passes with a backward of their own, against finite differences and PyTorch's operations."""

import pytest
import torch
import torch.nn.functional as F

from playground.engine.models import causal
from playground.engine.models.attention import Attention
from playground.engine.models.causal import attend, maps_fit
from playground.engine.models.gate import gated
from playground.engine.models.rms_norm import EPSILON, RMSNorm
from playground.engine.models.rotary import rotate, rotation
from tests.engine.variants import VARIANTS


def noise(*shape, seed=0, dtype=torch.float64):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def leaves(*tensors):
    return [tensor.clone().requires_grad_() for tensor in tensors]


def plain(qkv, gains, turn):
    """Norm, gain, turn and attention by PyTorch's own operations."""
    q, k, v = (part.transpose(1, 2) for part in qkv.unbind(2))  # (B, N, T, D)
    if gains is not None:
        q, k = (
            rotate(F.rms_norm(part, part.shape[-1:], gain, EPSILON), turn)
            for part, gain in zip((q, k), gains, strict=True)
        )
    found = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    return found.transpose(1, 2).flatten(2)  # (B, T, N * D)


def plain_gate(gate_up):
    gate, up = gate_up.chunk(2, dim=-1)
    return F.silu(gate) * up


def test_rms_norm_is_pytorchs_own():
    norm = RMSNorm(6).double()
    gain = noise(6, seed=1)
    with torch.no_grad():
        norm.weight.copy_(gain)
    ours, theirs, their_gain = leaves(noise(2, 5, 6), noise(2, 5, 6), gain)
    weight = noise(2, 5, 6, seed=2)
    (norm(ours) * weight).sum().backward()
    expected = F.rms_norm(theirs, (6,), their_gain, EPSILON)
    (expected * weight).sum().backward()
    torch.testing.assert_close(norm(ours), expected)
    torch.testing.assert_close(ours.grad, theirs.grad)
    torch.testing.assert_close(norm.weight.grad, their_gain.grad)


def test_rms_norm_of_zero_is_zero_and_so_is_no_gradient_infinite():
    norm = RMSNorm(4)
    (x,) = leaves(torch.zeros(3, 4))
    norm(x).sum().backward()
    assert torch.equal(norm(x), torch.zeros(3, 4))
    assert x.grad.isfinite().all()


def test_attention_is_pytorchs_own_operations():
    turn = rotation(3, 5, 8, 100.0, like=noise(1))
    weight = noise(2, 5, 24, seed=2)
    results = []
    for work in (attend, plain):
        qkv, gains = leaves(noise(2, 5, 3, 3, 8), noise(2, 8, seed=1))
        result = work(qkv, gains, turn)
        (result * weight).sum().backward()
        results.append((result, qkv.grad, gains.grad))
    for ours, theirs in zip(*results, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_attention_without_norms_and_turns_is_pytorchs_own():
    results = []
    for work in (attend, plain):
        (qkv,) = leaves(noise(2, 5, 3, 3, 8))
        result = work(qkv, None, None)
        (result * noise(2, 5, 24, seed=2)).sum().backward()
        results.append((result, qkv.grad))
    for ours, theirs in zip(*results, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_the_gate_is_pytorchs_own_operations():
    results = []
    for work in (gated, plain_gate):
        (gate_up,) = leaves(noise(2, 5, 8))
        result = work(gate_up)
        (result * noise(2, 5, 4, seed=2)).sum().backward()
        results.append((result, gate_up.grad))
    for ours, theirs in zip(*results, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_gradients_agree_with_finite_differences():
    turn = rotation(3, 4, 6, 100.0, like=noise(1))
    qkv, gains = leaves(noise(2, 4, 3, 3, 6), noise(2, 6, seed=1))
    assert torch.autograd.gradcheck(lambda x, g: attend(x, g, turn), (qkv, gains))
    assert torch.autograd.gradcheck(lambda x: attend(x, None, None), (qkv,))
    assert torch.autograd.gradcheck(gated, leaves(noise(2, 3, 8)))
    norm = RMSNorm(6).double()
    assert torch.autograd.gradcheck(norm, leaves(noise(2, 4, 6)))


@pytest.mark.parametrize("shape", [(1, 1, 3, 1, 2), (3, 7, 3, 4, 32), (2, 300, 3, 2, 8)])
def test_float32_gives_the_same(shape):
    qkv = noise(*shape, dtype=torch.float32)
    gains = noise(2, shape[-1], seed=1, dtype=torch.float32)
    turn = rotation(0, shape[1], shape[-1], 100.0, like=qkv)
    ours = attend(qkv, gains, turn)
    torch.testing.assert_close(ours, plain(qkv, gains, turn), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize(("model", "settings"), [v for v in VARIANTS if v[0] == "gpt"])
def test_a_text_too_long_for_maps_is_read_by_pytorchs_own_attention(model, settings, monkeypatch):
    attention = Attention(settings).eval()
    x = noise(2, 7, settings.n_embd, dtype=torch.float32)
    turn = None
    if settings.style == "modern":
        width = settings.n_embd // settings.n_head
        turn = rotation(0, 7, width, settings.rotary_base, like=x)
    kept = attention(x, turn, None)
    monkeypatch.setattr(causal, "LARGEST", 2 * settings.n_head * 7 * 7 - 1)
    assert not maps_fit(2, settings.n_head, 7)
    monkeypatch.setattr("playground.engine.models.attention.attend", None)
    torch.testing.assert_close(attention(x, turn, None), kept)


def test_one_may_measure_before_one_learns():
    """What is kept from a check, in inference mode, serves a step of training."""
    causal._ahead.cache_clear()
    with torch.inference_mode():
        attend(noise(1, 5, 3, 1, 4), None, None)
    (qkv,) = leaves(noise(1, 5, 3, 1, 4))
    attend(qkv, None, None).sum().backward()
    assert qkv.grad.isfinite().all()
