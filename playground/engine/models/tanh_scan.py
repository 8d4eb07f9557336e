"""Layers of plain recurrent cells, read from the first token to the last, fast on a CPU.

What does not hang on the state is done for all tokens in one product: the inputs before the
loop, and the gradients of the weights after it. A step of the loop is left with what only it
can do: a product with W_hh, in memory that is there already.

B: batch, T: time (tokens), E: inputs, H: hidden units, L: layers. Inside, time comes first,
so that a step is one piece of memory.
"""

from itertools import pairwise
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd.function import Function, once_differentiable

LEAST = 8  # tokens: what is shorter is read sooner than the scan has turned W_hh around


def scan_pays(x: Tensor) -> bool:
    """Return whether `scan` reads `x` (B, T, E) faster than `nn.RNN`, and as exactly."""
    return x.device.type == "cpu" and x.shape[1] >= LEAST and not torch.is_autocast_enabled("cpu")


def scan(rnn: nn.RNN, x: Tensor, first: Tensor | None) -> tuple[Tensor, Tensor]:
    """Do what `rnn` does, with its weights and its dropout between the layers.

    Args:
        rnn: Made with `batch_first` and biases; tanh, in one direction.
        x: (B, T, E) the inputs.
        first: (L, B, H) the states before the first token; `None` for zero.

    Returns:
        h (B, T, H) of the top layer, and the states (L, B, H) after the last token.
    """
    if first is None:
        first = x.new_zeros(rnn.num_layers, len(x), rnn.hidden_size)
    h = x.transpose(0, 1)  # (T, B, E)
    last: list[Tensor] = []
    for before, weights in zip(first, rnn.all_weights, strict=True):
        if last:
            h = F.dropout(h, rnn.dropout, rnn.training)
        h = TanhScan.apply(h, before, *weights)  # type: ignore[no-untyped-call]  # (T, B, H)
        last.append(h[-1])
    return h.transpose(0, 1), torch.stack(last)


class TanhScan(Function):
    """One layer, h_t = tanh(W_hh h_{t-1} + W_xh x_t + b_xh + b_hh), and its gradient.

    Since tanh(a) = 2 σ(2a) - 1, and PyTorch computes σ in a third of the time of tanh, the
    loop works on u = h / 2:

        u_t = σ(4 W_hh u_{t-1} + 2 (W_xh x_t + b_xh + b_hh)) - 1/2

    Back-propagation through time, for a loss L and with a_t for what is inside the tanh:

        dL/da_t = (1 - h_t²) ⊙ (dL/dh_t + W_hh^T dL/da_{t+1})
    """

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, first: Tensor, w_xh: Tensor, w_hh: Tensor, b_xh: Tensor, b_hh: Tensor
    ) -> Tensor:
        """Return h (T, B, H) for `x` (T, B, E), read from the state `first` (B, H)."""
        time, batch = x.shape[:2]
        x = x.flatten(0, 1)  # (T B, E)
        u = x.new_empty(1 + time, batch, len(w_hh))  # u[0] belongs to `first`
        torch.mul(first, 0.5, out=u[0])
        inputs = u[1:].view(time * batch, -1)  # (T B, H)
        torch.addmm(2 * (b_xh + b_hh), x, w_xh.t(), alpha=2, out=inputs)
        weight = (4 * w_hh).t().contiguous()
        half = u.new_tensor(0.5)  # a number would be made a tensor in every step
        for before, now in pairwise(u.unbind()):  # (B, H) each
            now.addmm_(before, weight).sigmoid_().sub_(half)
        h = u.mul_(2)
        ctx.save_for_backward(x, h, w_xh, w_hh)
        return h[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, dh: Tensor) -> tuple[Tensor, ...]:
        """Return the gradients of what `forward` was given from that of h: `dh` (T, B, H)."""
        x, h, w_xh, w_hh = ctx.saved_tensors
        da = dh.clone(memory_format=torch.contiguous_format)  # dL/dh, becomes dL/da
        slope = torch.addcmul(h.new_ones(()), h[1:], h[1:], value=-1)  # 1 - h_t²
        steps, slopes = da.unbind(), slope.unbind()  # (B, H) each
        steps[-1].mul_(slopes[-1])
        for t in reversed(range(len(steps) - 1)):
            steps[t].addmm_(steps[t + 1], w_hh).mul_(slopes[t])
        da = da.flatten(0, 1)  # (T B, H)
        db = da.sum(0)
        return (
            (da @ w_xh).view(*dh.shape[:2], -1),  # (T, B, E)
            steps[0] @ w_hh,  # (B, H)
            da.t() @ x,  # (H, E)
            da.t() @ h[:-1].flatten(0, 1),  # (H, H)
            db,
            db,
        )
