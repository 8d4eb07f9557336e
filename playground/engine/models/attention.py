"""Causal self-attention, in the style of 2019 and in today's.

B: batch, T: new tokens, S: tokens looked back at, C: channels, N: heads, D = C / N.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from playground.engine.config import GPTConfig
from playground.engine.models.causal import attend, maps_fit
from playground.engine.models.memory import LayerMemory
from playground.engine.models.rms_norm import RMSNorm
from playground.engine.models.rotary import Rotation, rotate
from playground.engine.models.stacked import Stacked


class Attention(nn.Module):
    """Let every token look at the tokens before it and at itself.

    In the article's formulas, for each head:

        Q = x W_q,  K = x W_k,  V = x W_v
        A = softmax(Q K^T / sqrt(d_k)), zero where a token would look ahead
        Attention(Q, K, V) = A V

    The modern style has no biases, brings each query and key to unit size (QK-norm) and
    turns them by their position (rotary).
    """

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        classic = config.style == "classic"
        self.n_head = config.n_head
        self.dropout = nn.Dropout(config.dropout) if classic else None  # of A, as in GPT-2
        self.qkv = Stacked(config.n_embd, config.n_embd, 3, bias=classic)  # W_q, W_k, W_v
        self.out = nn.Linear(config.n_embd, config.n_embd, bias=classic)
        width = config.n_embd // config.n_head
        self.q_norm = None if classic else RMSNorm(width)
        self.k_norm = None if classic else RMSNorm(width)

    def forward(self, x: Tensor, turn: Rotation | None, memory: LayerMemory | None) -> Tensor:
        """Return what `x` (B, T, C) finds.

        Args:
            x: (B, T, C) the new tokens.
            turn: The angles of their positions; `None` with learned positions.
            memory: What was read before; `None` if nothing was and nothing need be kept.
        """
        qkv = self.qkv(x).unflatten(2, (3, self.n_head, -1))  # (B, T, 3, N, D)
        if memory is None and self._has_short_way(qkv):
            found = attend(qkv, self._gains(), turn)  # (B, T, C)
        else:
            found = self._look(qkv, turn, memory).transpose(1, 2).flatten(2)  # (B, T, C)
        result: Tensor = self.out(found)  # (B, T, C)
        return result

    def _has_short_way(self, qkv: Tensor) -> bool:
        """Return whether attention has a backward pass of its own for this."""
        batch, time, _, heads, _ = qkv.shape
        return qkv.device.type == "cpu" and not self._drops() and maps_fit(batch, heads, time)

    def _drops(self) -> float:
        """Return the share of the weights A that is switched off now."""
        return self.dropout.p if self.dropout is not None and self.training else 0.0

    def _gains(self) -> Tensor | None:
        """Return the gains (2, D) of the norms of queries and keys; None without norms."""
        if self.q_norm is None or self.k_norm is None:
            return None
        return torch.stack((self.q_norm.weight, self.k_norm.weight))

    def _look(self, qkv: Tensor, turn: Rotation | None, memory: LayerMemory | None) -> Tensor:
        """Return what the heads find (B, N, T, D), by PyTorch's own attention."""
        q, k, v = (part.transpose(1, 2) for part in qkv.unbind(2))  # (B, N, T, D)
        if turn is not None and self.q_norm is not None and self.k_norm is not None:
            q, k = rotate(self.q_norm(q), turn), rotate(self.k_norm(k), turn)
        if memory is not None:
            k, v, mask = memory.extend(k, v)  # (B, N, S, D), (B, N, S, D), (T, S)
            return F.scaled_dot_product_attention(q, k, v, mask)
        return F.scaled_dot_product_attention(q, k, v, dropout_p=self._drops(), is_causal=True)
