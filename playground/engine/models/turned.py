"""QK-norm and rotary positions in one pass, with a short backward pass of its own.

The plain operations, one after another, go over the queries and keys about fifteen times; on
the CPU, where each pass costs as much as a small matrix product, this takes half the time.

B: batch, T: time (tokens), N: heads, D: channels per head. Of the five axes (B, T, 2, N, D),
the third holds queries, then keys.
"""

from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from playground.engine.models.rms_norm import inverse_size
from playground.engine.models.rotary import Rotation


def normed_and_turned(qk: Tensor, gains: Tensor, turn: Rotation) -> Tensor:
    """Return queries and keys at unit size, times their gains, turned by their positions.

    Args:
        qk: (B, T, 2, N, D) queries and keys.
        gains: (2, D) of the two norms.
        turn: Cosines and sines (T, D / 2).
    """
    cos, sin = (part[:, None, None] for part in turn)  # (T, 1, 1, D / 2)
    result: Tensor = _NormAndTurn.apply(qk, gains[:, None], cos, sin)  # type: ignore[no-untyped-call]
    return result


class _NormAndTurn(torch.autograd.Function):
    """Forward: norm, gain, turn. Backward: turn back, then as for RMSNorm."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, gain: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        r = inverse_size(x)  # (B, T, 2, N, 1)
        n = x * r
        ctx.save_for_backward(n, r, gain, cos, sin)
        return _turned(n * gain, cos, sin)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dy: Tensor) -> tuple[Tensor, Tensor, None, None]:
        n, r, gain, cos, sin = ctx.saved_tensors
        dx = _turned(dy, cos, -sin)  # the gradient before the turn
        product = dx * n
        dgain = product.sum((0, 1, 3))[:, None]  # (2, 1, D)
        mean = product.mul_(gain).sum(-1, keepdim=True).div_(-n.shape[-1])
        dx.mul_(gain).addcmul_(n, mean).mul_(r)
        return dx, dgain, None, None


def _turned(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Return `x` (…, D) with channel i and channel i + D / 2 turned as a pair."""
    turned = torch.empty_like(x)
    left, right = x.chunk(2, dim=-1)
    first, second = turned.chunk(2, dim=-1)  # written in place
    torch.mul(left, cos, out=first).addcmul_(right, sin, value=-1)
    torch.mul(right, cos, out=second).addcmul_(left, sin)
    return turned
