"""Muon: the change of a matrix is its averaged gradient, with all singular values brought near 1.

torch's own Muon computes in bfloat16, which a CPU without units for it has to imitate (on one
with AVX2, that took three quarters of a step of the default mini-GPT); this one in float32 there.
Matrices of one shape go through the products together.

K: matrices of one shape, m: rows, n: columns, m <= n.

Source: Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks,
https://kellerjordan.github.io/posts/muon/
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

from playground.engine.precision import is_bfloat16_faster

COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic; steep at zero
STEPS = 3  # of the iteration; 15 % faster than the usual 5, and no worse
TINY = 1e-7


@dataclass(frozen=True)
class Piece:
    """A matrix to be orthogonalised: some rows of a parameter."""

    parameter: Tensor
    rows: slice
    tall: bool  # more rows than columns: worked on as its transpose
    stretch: float  # of the learning rate, for a tall matrix: sqrt(rows / columns)

    def of(self, whole: Tensor) -> Tensor:
        """Return these rows of `whole`, as wide as high or wider."""
        rows = whole[self.rows]
        return rows.T if self.tall else rows


class Muon(Optimizer):
    """Stochastic gradient descent with momentum, whose steps are made orthogonal.

    Args:
        matrices: 2-D parameters, each with the number of matrices that stand in it one above
            the other, such as 3 for queries, keys and values.
        lr: How far a step goes: the spectral norm of a change, for a matrix that is not tall.
        weight_decay: Share of a weight that is taken away in each step, times `lr`.
        momentum: How much of the averaged gradient is kept from step to step.
    """

    def __init__(
        self,
        matrices: Iterable[tuple[Tensor, int]],
        lr: float,
        weight_decay: float = 0.0,
        momentum: float = 0.95,
    ) -> None:
        pairs = list(matrices)
        defaults = {"lr": lr, "weight_decay": weight_decay, "momentum": momentum}
        super().__init__([parameter for parameter, _ in pairs], defaults)
        self._by_shape: dict[tuple[int, int], list[Piece]] = {}
        for parameter, parts in pairs:
            for piece in _pieces(parameter, parts):
                height, width = piece.of(parameter).shape
                self._by_shape.setdefault((height, width), []).append(piece)

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]  # no closure is called
        """Change every matrix by its gradient; those without one stay."""
        group = self.param_groups[0]
        learned = [p for p in group["params"] if p.grad is not None]
        if not learned:
            return
        if group["weight_decay"]:
            torch._foreach_mul_(learned, 1 - group["lr"] * group["weight_decay"])
        changes = dict(zip(learned, self._averaged(learned, group["momentum"]), strict=True))
        for pieces in self._by_shape.values():
            moved = [piece for piece in pieces if piece.parameter in changes]
            if not moved:
                continue
            stack = torch.stack([piece.of(changes[piece.parameter]) for piece in moved])
            for piece, change in zip(moved, orthogonal(stack), strict=True):
                piece.of(piece.parameter).sub_(change, alpha=group["lr"] * piece.stretch)

    def _averaged(self, learned: list[Tensor], momentum: float) -> tuple[Tensor, ...]:
        """Take the gradients into the running averages; return these, looked ahead (Nesterov)."""
        gradients = [p.grad for p in learned if p.grad is not None]  # all have one
        for parameter in learned:
            if "momentum_buffer" not in self.state[parameter]:
                self.state[parameter]["momentum_buffer"] = torch.zeros_like(parameter)
        averages = [self.state[p]["momentum_buffer"] for p in learned]
        torch._foreach_lerp_(averages, gradients, 1 - momentum)
        ahead: tuple[Tensor, ...] = torch._foreach_lerp(gradients, averages, momentum)
        return ahead


def orthogonal(stack: Tensor) -> Tensor:
    """Return `stack` (K, m, n) with the singular values of each matrix between about 0.5 and 1.3.

    X = U S V^T becomes about U V^T, without a decomposition: Newton-Schulz, X <- a X +
    b (X X^T) X + c (X X^T)^2 X, which works on the singular values alone. Very small ones
    stay small. In bfloat16, which is exact enough, where that is faster.
    """
    a, b, c = COEFFICIENTS
    x = stack.bfloat16() if is_bfloat16_faster(stack.device) else stack
    x = x / (torch.linalg.vector_norm(x, dim=(1, 2), keepdim=True) + TINY)
    for _ in range(STEPS):
        gram = torch.bmm(x, x.mT)  # (K, m, m)
        factor = torch.baddbmm(gram, gram, gram, beta=b, alpha=c)  # (K, m, m)
        x = torch.baddbmm(x, factor, x, beta=a)  # (K, m, n)
    return x.to(stack.dtype)


def _pieces(parameter: Tensor, parts: int) -> Iterable[Piece]:
    height, width = parameter.shape[0] // parts, parameter.shape[1]
    stretch = math.sqrt(max(1.0, height / width))
    for number in range(parts):
        rows = slice(number * height, (number + 1) * height)
        yield Piece(parameter, rows, height > width, stretch)
