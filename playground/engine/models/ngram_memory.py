"""The n-gram memory: what usually follows the last two or three tokens, looked up in a table.

It is off by default. It buys a lot early and less and less later; and what it knows, attention or
the hidden state need not learn, so that one cannot see them learn it.

B: batch, T: time (tokens), C: channels of the embedding, V: vocabulary.

Source of the idea: Dan Svenstrup et al. 2017, Hash Embeddings, https://arxiv.org/abs/1709.03933
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from playground.engine.config import NGRAM_ROWS

BEFORE = 2  # tokens before the newest one that a 3-gram reaches back


class NgramMemory(nn.Module):
    """A row for the last two tokens plus a row for the last three, for each place in a text.

    All pairs and triples share one table. Each is one number in base V + 2; its remainder by
    the prime number of rows is its row, so several may share one. The rows begin with zero.
    """

    def __init__(self, vocab_size: int, n_embd: int) -> None:
        super().__init__()
        self.nothing = vocab_size  # stands for the token before the first one
        self.table = nn.Parameter(torch.zeros(NGRAM_ROWS, n_embd))

    def forward(self, ids: Tensor, before: Tensor | None) -> Tensor:
        """Return what is to be added to the embedding (B, T, C) of `ids` (B, T).

        Args:
            ids: The tokens.
            before: (B, 2) the two tokens before them; `None` at the beginning of a text.
        """
        # One look-up for both: each look-up has a gradient as large as the table.
        found = F.embedding(self.rows(ids, before), self.table)  # (2, B, T, C)
        return found.sum(0)  # (B, T, C)

    def rows(self, ids: Tensor, before: Tensor | None) -> Tensor:
        """Return the rows (2, B, T) of the pair and of the triple that end at each of `ids`."""
        base = self.nothing + 2
        seen = self._with_before(ids, before)  # (B, 2 + T)
        pairs = seen[:, 2:] + base * seen[:, 1:-1]
        no_third = self.nothing + 1  # a pair is no triple
        both = torch.stack((pairs + base**2 * no_third, pairs + base**2 * seen[:, :-2]))
        return both % NGRAM_ROWS  # (2, B, T)

    def last(self, ids: Tensor, before: Tensor | None) -> Tensor:
        """Return the last two tokens (B, 2) after `ids` (B, T) have followed `before`."""
        return self._with_before(ids, before)[:, -BEFORE:]

    def _with_before(self, ids: Tensor, before: Tensor | None) -> Tensor:
        if before is None:
            before = ids.new_full((len(ids), BEFORE), self.nothing)
        return torch.cat((before, ids), dim=1)


def join(state: Tensor, last: Tensor) -> Tensor:
    """Return the state (S, L, B, H) of a recurrent model with the last tokens (B, 2) behind it.

    The result is (S, L, B, H + 2): one tensor can be handed on and saved. Its type must hold
    the ids, as float32 does.
    """
    return torch.cat((state, last.to(state).expand(*state.shape[:3], BEFORE)), dim=3)


def split(joined: Tensor) -> tuple[Tensor, Tensor]:
    """Return the state (S, L, B, H) and the last tokens (B, 2) that `join` has joined."""
    return joined[..., :-BEFORE].contiguous(), joined[0, 0, :, -BEFORE:].long()


def tables(model: nn.Module) -> list[Tensor]:
    """Return the tables of n-grams in `model`, none if it has none."""
    return [part.table for part in model.modules() if isinstance(part, NgramMemory)]
