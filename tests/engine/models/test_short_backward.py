"""Passes with a backward of their own, against finite differences and PyTorch's operations."""

import pytest
import torch
import torch.nn.functional as F

from playground.engine.models.rms_norm import EPSILON, RMSNorm
from playground.engine.models.rotary import rotate, rotation
from playground.engine.models.turned import normed_and_turned


def noise(*shape, seed=0, dtype=torch.float64):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def leaves(*tensors):
    return [tensor.clone().requires_grad_() for tensor in tensors]


def plain(qk, gains, turn):
    """Norm, gain and turn by PyTorch's own operations."""
    width = qk.shape[-1]
    q, k = (
        rotate(F.rms_norm(part.transpose(1, 2), (width,), gain, EPSILON), turn)
        for part, gain in zip(qk.unbind(2), gains, strict=True)
    )
    return torch.stack((q, k), 2).transpose(1, 3)  # (B, T, 2, N, D)


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


def test_norm_and_turn_are_pytorchs_own_operations():
    turn = rotation(3, 5, 8, 100.0, like=noise(1))
    weight = noise(2, 5, 2, 3, 8, seed=2)
    results = []
    for work in (normed_and_turned, plain):
        qk, gains = leaves(noise(2, 5, 2, 3, 8), noise(2, 8, seed=1))
        result = work(qk, gains, turn)
        (result * weight).sum().backward()
        results.append((result, qk.grad, gains.grad))
    for ours, theirs in zip(*results, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_gradients_agree_with_finite_differences():
    turn = rotation(3, 4, 6, 100.0, like=noise(1))
    qk, gains = leaves(noise(2, 4, 2, 3, 6), noise(2, 6, seed=1))
    assert torch.autograd.gradcheck(lambda x, g: normed_and_turned(x, g, turn), (qk, gains))
    norm = RMSNorm(6).double()
    assert torch.autograd.gradcheck(norm, leaves(noise(2, 4, 6)))


@pytest.mark.parametrize("shape", [(1, 1, 2, 1, 2), (3, 7, 2, 4, 32)])
def test_float32_and_views_give_the_same(shape):
    """Queries and keys are a view of a wider tensor in the model."""
    wide = noise(*shape[:2], 3, *shape[3:], dtype=torch.float32)
    gains = noise(2, shape[-1], seed=1, dtype=torch.float32)
    turn = rotation(0, shape[1], shape[-1], 100.0, like=wide)
    ours = normed_and_turned(wide[:, :, :2], gains, turn)
    torch.testing.assert_close(ours, plain(wide[:, :, :2], gains, turn), atol=1e-5, rtol=1e-5)
