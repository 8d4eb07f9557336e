"""The recurrent layers: what turns the last state and the new token into the next state.

All take x (B, T, E) and a state (S, L, B, H) or `None` for zero, and return h (B, T, H)
and the state after the last token. σ is the logistic function, ⊙ multiplies elementwise.
PyTorch keeps two biases where the formulas have one; only their sum matters.
"""

from abc import abstractmethod

import torch
from torch import Tensor, nn

from playground.engine.config import CharRNNConfig
from playground.engine.models.tanh_scan import scan, scan_pays


class Recurrent(nn.Module):
    """A stack of recurrent layers."""

    @abstractmethod
    def forward(self, x: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return h (B, T, H) of the top layer and the state (S, L, B, H) after the last token."""


class Tanh(Recurrent):
    """The plain cell: h_t = tanh(W_hh h_{t-1} + W_xh x_t + b_h)."""

    def __init__(self, n_embd: int, n_hidden: int, n_layer: int, dropout: float) -> None:
        super().__init__()
        self.rnn = nn.RNN(n_embd, n_hidden, n_layer, batch_first=True, dropout=dropout)

    def forward(self, x: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return h (B, T, H) and the state (1, L, B, H)."""
        first = None if state is None else state[0]
        h, last = scan(self.rnn, x, first) if scan_pays(x) else self.rnn(x, first)
        return h, last[None]


class GRU(Recurrent):
    """The gated recurrent unit.

    r_t = σ(W_hr h_{t-1} + W_xr x_t + b_r)                     what to use of the old state
    z_t = σ(W_hz h_{t-1} + W_xz x_t + b_z)                     what to keep of it
    n_t = tanh(W_xn x_t + b_xn + r_t ⊙ (W_hn h_{t-1} + b_hn))  the proposal
    h_t = (1 - z_t) ⊙ n_t + z_t ⊙ h_{t-1}
    """

    def __init__(self, n_embd: int, n_hidden: int, n_layer: int, dropout: float) -> None:
        super().__init__()
        self.rnn = nn.GRU(n_embd, n_hidden, n_layer, batch_first=True, dropout=dropout)

    def forward(self, x: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return h (B, T, H) and the state (1, L, B, H)."""
        h, last = self.rnn(x, None if state is None else state[0])
        return h, last[None]


class LSTM(Recurrent):
    """Long short-term memory: a second, protected state c.

    i_t = σ(W_hi h_{t-1} + W_xi x_t + b_i)     what to write
    f_t = σ(W_hf h_{t-1} + W_xf x_t + b_f)     what to keep
    g_t = tanh(W_hg h_{t-1} + W_xg x_t + b_g)  the proposal
    o_t = σ(W_ho h_{t-1} + W_xo x_t + b_o)     what to show
    c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t
    h_t = o_t ⊙ tanh(c_t)

    b_f begins at 1: a new network remembers until it learns to forget.
    """

    def __init__(self, n_embd: int, n_hidden: int, n_layer: int, dropout: float) -> None:
        super().__init__()
        self.rnn = nn.LSTM(n_embd, n_hidden, n_layer, batch_first=True, dropout=dropout)
        with torch.no_grad():
            for name, bias in self.rnn.named_parameters():
                if name.startswith("bias"):
                    bias[n_hidden : 2 * n_hidden] = float(name.startswith("bias_ih"))

    def forward(self, x: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return h (B, T, H) and the state (2, L, B, H): h, then c."""
        h, (last_h, last_c) = self.rnn(x, None if state is None else (state[0], state[1]))
        return h, torch.stack((last_h, last_c))


CELLS: dict[str, type[Recurrent]] = {"tanh": Tanh, "gru": GRU, "lstm": LSTM}


def make_recurrent(config: CharRNNConfig) -> Recurrent:
    """Return the recurrent layers that `config` asks for; dropout acts between the layers."""
    dropout = config.dropout if config.n_layer > 1 else 0.0
    return CELLS[config.cell](config.n_embd, config.n_hidden, config.n_layer, dropout)
