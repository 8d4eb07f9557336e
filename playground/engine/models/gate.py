"""The gate of today's MLP, silu(gate) * up, with a backward pass that writes into one array.

F: channels inside the MLP.

Source: Shazeer 2020, GLU Variants Improve Transformer, https://arxiv.org/abs/2002.05202
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd.function import once_differentiable


def gated(gate_up: Tensor) -> Tensor:
    """Return silu(gate) * up (…, F) for `gate_up` (…, 2 F), gate first."""
    result: Tensor = _Gate.apply(gate_up)  # type: ignore[no-untyped-call]
    return result


class _Gate(torch.autograd.Function):
    """Backward: dgate = silu'(gate) * (dy * up),  dup = dy * silu(gate)."""

    @staticmethod
    def forward(ctx: Any, gate_up: Tensor) -> Tensor:
        gate, up = gate_up.chunk(2, dim=-1)
        opened = F.silu(gate)
        ctx.save_for_backward(gate_up, opened)
        return opened * up

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dy: Tensor) -> Tensor:
        gate_up, opened = ctx.saved_tensors
        gate, up = gate_up.chunk(2, dim=-1)
        gradient = torch.empty_like(gate_up)
        dgate, dup = gradient.chunk(2, dim=-1)  # written in place
        torch.mul(dy, opened, out=dup)
        torch.ops.aten.silu_backward.grad_input(dy * up, gate, grad_input=dgate)
        return gradient
