"""The recurrent network: one token after another, with a memory that is carried along.

B: batch, T: time (tokens), E: embedding, H: hidden units, V: vocabulary, L: layers,
S: 2 for an LSTM (hidden state and memory cell), else 1.

Sources: Elman 1990 (tanh); Hochreiter and Schmidhuber 1997 (LSTM); Cho et al. 2014,
https://arxiv.org/abs/1406.1078 (GRU); Karpathy 2015, The Unreasonable Effectiveness of
Recurrent Neural Networks, https://karpathy.github.io/2015/05/21/rnn-effectiveness/
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from playground.engine.config import CharRNNConfig
from playground.engine.models.base import LanguageModel, Memory
from playground.engine.models.cells import make_recurrent
from playground.engine.models.ngram_memory import NgramMemory, join, split


@dataclass
class CarriedState:
    """All that a recurrent network remembers, however much it has read."""

    state: Tensor | None = None  # see `CharRNN.forward_from`; None is the zero state


class CharRNN(LanguageModel):
    """Embedding, recurrent layers, linear: the state is the only link to the past.

    With the tanh cell, in the article's formulas:

        h_t = tanh(W_hh h_{t-1} + W_xh x_t + b_h)
        y_t = W_hy h_t + b_y

    GRU and LSTM replace the first line (see `cells`). Nothing is forgotten by design: the
    state may be carried over any number of tokens. With an n-gram memory x_t is the sum of
    three rows (see `ngram_memory`).
    """

    def __init__(self, config: CharRNNConfig, vocab_size: int) -> None:
        super().__init__(config, vocab_size)
        self.embedding = nn.Embedding(vocab_size, config.n_embd)
        self.recurrent = make_recurrent(config)
        self.dropout = nn.Dropout(config.dropout)
        self.head = nn.Linear(config.n_hidden, vocab_size)  # W_hy, b_y
        self.ngrams = NgramMemory(vocab_size, config.n_embd) if config.ngram_memory else None

    def forward(self, ids: Tensor) -> Tensor:
        """Return logits (B, T, V) for `ids` (B, T), read from the zero state."""
        return self.forward_from(ids, None)[0]

    def forward_from(self, ids: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return logits (B, T, V) and the state (S, L, B, H) after `ids` (B, T).

        With an n-gram memory the last two tokens travel with the state: (S, L, B, H + 2).
        """
        x = self.embedding(ids)  # (B, T, E)
        before = None
        if self.ngrams is not None:
            if state is not None:
                state, before = split(state)
            x = x + self.ngrams(ids, before)
        h, state = self.recurrent(self.dropout(x), state)  # (B, T, H), (S, L, B, H)
        if self.ngrams is not None:
            state = join(state, self.ngrams.last(ids, before))
        return self.head(self.dropout(h)), state  # (B, T, V)

    def new_memory(self, batch_size: int = 1) -> CarriedState:
        """Return the zero state."""
        return CarriedState()

    @torch.inference_mode()
    def read(self, ids: Tensor, memory: Memory) -> Tensor:
        """Read `ids` (B, T) after what `memory` holds; return logits (B, T, V)."""
        assert isinstance(memory, CarriedState)
        logits, memory.state = self.forward_from(ids, memory.state)
        return logits
