"""Causal self-attention, in the style of 2019 and in today's.

B: batch, T: new tokens, S: tokens looked back at, C: channels, N: heads, D = C / N.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from playground.engine.config import GPTConfig
from playground.engine.models.memory import LayerMemory
from playground.engine.models.rms_norm import RMSNorm
from playground.engine.models.rotary import Rotation, rotate
from playground.engine.models.stacked import Stacked
from playground.engine.models.turned import normed_and_turned


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
        self.dropout = config.dropout if classic else 0.0  # of the weights A, as in GPT-2
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
        batch, time, channels = x.shape
        q, k, v = (part.transpose(1, 2) for part in self._project(x, turn))  # (B, N, T, D)
        if memory is None:
            found = self._attend_all(q, k, v)
        else:
            k, v, mask = memory.extend(k, v)  # (B, N, S, D), (B, N, S, D), (T, S)
            found = F.scaled_dot_product_attention(q, k, v, mask)
        together = found.transpose(1, 2).reshape(batch, time, channels)  # (B, T, C)
        result: Tensor = self.out(together)  # (B, T, C)
        return result

    def _project(self, x: Tensor, turn: Rotation | None) -> tuple[Tensor, Tensor, Tensor]:
        """Return queries, keys and values (B, T, N, D) of `x` (B, T, C)."""
        qkv = self.qkv(x).unflatten(2, (3, self.n_head, -1))  # (B, T, 3, N, D)
        if turn is None or self.q_norm is None or self.k_norm is None:
            q, k, v = qkv.unbind(2)
            return q, k, v
        if qkv.device.type == "cpu":
            gains = torch.stack((self.q_norm.weight, self.k_norm.weight))  # (2, D)
            qk, v = qkv.split((2, 1), dim=2)  # (B, T, 2, N, D), (B, T, 1, N, D)
            q, k = normed_and_turned(qk, gains, turn).unbind(2)
            return q, k, v[:, :, 0]
        q, k, v = (part.transpose(1, 2) for part in qkv.unbind(2))  # (B, N, T, D)
        q, k = rotate(self.q_norm(q), turn), rotate(self.k_norm(k), turn)
        return q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2)

    def _attend_all(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        dropout = self.dropout if self.training else 0.0
        return F.scaled_dot_product_attention(q, k, v, dropout_p=dropout, is_causal=True)
