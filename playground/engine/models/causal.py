"""Causal attention between its two linear layers, with a short backward pass of its own.

Norms, turns, maps and sums, one after another, go over the same numbers dozens of times, and
on the CPU each time costs as much as a small product of matrices. Here the queries, keys and
values of a head are laid out once, for products of whole heads, and their gradients are
written where the layer before wants them. The maps are kept for the way back, so this is for
short texts: a map has T x T weights.

B: batch, T: time (tokens), N: heads, D: channels per head. Of the five axes (B, T, 3, N, D) the
third holds queries, keys and values.

Source: Vaswani et al. 2017, Attention Is All You Need, https://arxiv.org/abs/1706.03762
"""

import math
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from playground.engine.models.rms_norm import inverse_size
from playground.engine.models.rotary import Rotation

LARGEST = 16 << 20  # weights in the maps of a layer: 64 MB


def maps_fit(batch: int, heads: int, time: int) -> bool:
    """Return whether the maps of a layer are small enough to be kept."""
    return batch * heads * time * time <= LARGEST


def attend(qkv: Tensor, gains: Tensor | None, rotation: Rotation | None) -> Tensor:
    """Return what every token finds, (B, T, N * D), on looking at itself and those before it.

    Args:
        qkv: (B, T, 3, N, D) queries, keys and values.
        gains: (2, D) of the norms of queries and keys; None for neither norms nor turns.
        rotation: Cosines and sines (T, D / 2) of the positions; None as well.
    """
    if gains is None or rotation is None:
        found: Tensor = _Attend.apply(qkv, None, None, None)  # type: ignore[no-untyped-call]
    else:
        found = _Attend.apply(qkv, gains, *rotation)  # type: ignore[no-untyped-call]
    return found


class _Attend(torch.autograd.Function):
    """Forward: norm, gain and turn of q and k; A = softmax(q k^T / sqrt(D)); A v.

    Backward, with dA = dy v^T:  dS = A * (dA - sum(dA * A)),  dq = dS k / sqrt(D),
    dk = dS^T q / sqrt(D),  dv = A^T dy;  then turned back, and as for RMSNorm.
    """

    @staticmethod
    def forward(
        ctx: Any, qkv: Tensor, gains: Tensor | None, cos: Tensor | None, sin: Tensor | None
    ) -> Tensor:
        batch, time, _, heads, width = qkv.shape
        rows = qkv.permute(2, 0, 3, 1, 4)  # (3, B, N, T, D)
        turned: list[Tensor] = []
        if gains is None or cos is None or sin is None:
            laid_out = rows.contiguous()
        else:
            laid_out = qkv.new_empty(rows.shape)
            r = inverse_size(rows[:2])  # (2, B, N, T, 1)
            n = rows[:2] * r
            gain = gains[:, None, None, None]  # (2, 1, 1, 1, D)
            _turn(n * gain, cos, sin, laid_out[:2])
            laid_out[2] = rows[2]
            turned = [n, r, gain, cos, sin]
        q, k, v = laid_out.flatten(1, 2)  # (B * N, T, D) each
        scores = torch.baddbmm(_ahead(time, qkv.dtype), q, k.mT, alpha=1 / math.sqrt(width))
        weights = torch.softmax(scores, dim=-1)  # (B * N, T, T)
        ctx.save_for_backward(laid_out, weights, *turned)
        found = torch.bmm(weights, v).view(batch, heads, time, width)
        return found.transpose(1, 2).reshape(batch, time, heads * width)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dy: Tensor) -> tuple[Tensor, Tensor | None, None, None]:
        laid_out, weights, *turned = ctx.saved_tensors
        _, batch, heads, time, width = laid_out.shape
        q, k, v = laid_out.flatten(1, 2)  # (B * N, T, D) each
        dy = dy.view(batch, time, heads, width).transpose(1, 2).reshape(-1, time, width)
        dqkv = dy.new_empty(batch, time, 3, heads, width)
        rows = dqkv.permute(2, 0, 3, 1, 4)  # (3, B, N, T, D)
        rows[2] = torch.bmm(weights.mT, dy).view_as(rows[2])
        dscores = _softmax_backward(torch.bmm(dy, v.mT), weights).div_(math.sqrt(width))
        dqk = torch.empty_like(laid_out[:2])
        torch.bmm(dscores, k, out=dqk[0].flatten(0, 1))
        torch.bmm(dscores.mT, q, out=dqk[1].flatten(0, 1))
        if not turned:
            rows[:2] = dqk
            return dqkv, None, None, None
        n, r, gain, cos, sin = turned
        back = _turn(dqk, cos, -sin, torch.empty_like(dqk))
        product = back * n
        dgains = product.sum((1, 2, 3))  # (2, D)
        mean = product.mul_(gain).sum(-1, keepdim=True).div_(-width)
        torch.mul(back.mul_(gain).addcmul_(n, mean), r, out=rows[:2])
        return dqkv, dgains, None, None


def _turn(x: Tensor, cos: Tensor, sin: Tensor, out: Tensor) -> Tensor:
    """Write `x` (…, T, D) into `out`, channel i and channel i + D / 2 turned as a pair."""
    left, right = x.chunk(2, dim=-1)
    first, second = out.chunk(2, dim=-1)
    torch.mul(left, cos, out=first).addcmul_(right, sin, value=-1)
    torch.mul(right, cos, out=second).addcmul_(left, sin)
    return out


def _softmax_backward(gradient: Tensor, weights: Tensor) -> Tensor:
    """Return the gradient of the scores, given that of their softmax over the last axis."""
    result: Tensor = torch.ops.aten._softmax_backward_data(gradient, weights, -1, weights.dtype)
    return result


@lru_cache(maxsize=8)
def _ahead(time: int, dtype: torch.dtype) -> Tensor:
    """Return (1, T, T): minus infinity where a token would look ahead, else 0."""
    return torch.full((1, time, time), -math.inf, dtype=dtype).triu_(1)
