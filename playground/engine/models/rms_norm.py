"""RMSNorm: every vector is brought to unit size, then each channel has a gain of its own.

C: channels. The root mean square of a vector's channels is its size.

Source: Zhang and Sennrich 2019, Root Mean Square Layer Normalization,
https://arxiv.org/abs/1910.07467
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

EPSILON = 1e-6  # under the root, so that a vector of zeros stays zero


class RMSNorm(nn.RMSNorm):
    """x / sqrt(mean(x^2) + eps) * gain, with a short backward pass of its own on the CPU."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        """Return (…, C) for `x` (…, C)."""
        if x.device.type != "cpu":
            result: Tensor = super().forward(x)
            return result
        normed: Tensor = _Normalise.apply(x, self.weight)  # type: ignore[no-untyped-call]
        return normed


def inverse_size(x: Tensor) -> Tensor:
    """Return 1 / sqrt(mean(x^2) + eps), (…, 1) for `x` (…, C)."""
    length = torch.linalg.vector_norm(x, dim=-1, keepdim=True)  # (…, 1)
    inverse: Tensor = length.square_().div_(x.shape[-1]).add_(EPSILON).rsqrt_()
    return inverse


class _Normalise(torch.autograd.Function):
    """y = n * gain with n = x * r, r = 1 / size of x.

    Backward, with g = dy * gain:  dx = r * (g - n * mean(g * n)),  dgain = sum(dy * n).
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, gain: Tensor) -> Tensor:
        r = inverse_size(x)
        n = x * r
        ctx.save_for_backward(n, r, gain)
        return n * gain

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dy: Tensor) -> tuple[Tensor, Tensor]:
        n, r, gain = ctx.saved_tensors
        product = (dy * n).flatten(0, -2)  # (rows, C)
        mean = torch.mv(product, gain).div_(-n.shape[-1])  # (rows,), of -g * n
        g = dy * gain
        dx = g.addcmul_(n, mean.view_as(r)).mul_(r)
        return dx, product.sum(0)
