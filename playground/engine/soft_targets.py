"""Soft targets: a beginner is told all that may come next, not only what came next here.

A text names one token at each place, and which one it is, is largely chance. After the same few
tokens it has others elsewhere; how often, is a better hint than any one of them, and it is
counted in a tenth of a second per million tokens. So the target of a place is

    t(w) = (1 - s) [w came next here] + s c(h w) / c(h)

    h   the last tokens: the longest piece, of 4 at most, that the text has at least 8 times
    s   0.9 until the model is as good as 4-grams; then it falls to 0, since what a model
        can know beyond a few tokens, the counts do not tell

Only training differs: the model is of the same kind, and every loss that is shown is that of
the tokens that came next. Losses of a mini-GPT of 3 layers on tiny shakespeare after 200 steps of
1,024 tokens (4 seconds), at two rates of Muon, and of an LSTM after 250 steps:

                      mini-GPT 0.03    0.06    LSTM 0.02    0.03
    without           1.910                    1.919        1.854
    with              1.807            1.759   1.850        1.780

Source: Hinton, Vinyals and Dean 2015, Distilling the Knowledge in a Neural Network,
https://arxiv.org/abs/1503.02531; the teacher there is a larger model, here it only counts.

B: batch, T: time (the context), N: places (B * T), V: vocabulary, J: tokens told at most.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor
from torch.autograd.function import once_differentiable

from playground.engine.baselines.grams import (
    Grams,
    count,
    find,
    first_of_equals,
    pack,
    shorter,
    with_start,
)
from playground.engine.baselines.symbols import PACKED_BITS
from playground.engine.token_text import TokenText

LONGEST = 5  # tokens in a gram: a context and what follows it
COUNTED = 1 << 20  # tokens of the training text at most, its last ones
OFTEN = 8  # times, at least, that a context has been seen
TOLD = 32  # J; what is rarer after a context is not told
SHARE = 0.9  # s, of a model that knows nothing
RAMP = 0.1  # nats per token, by which a model is better than 4-grams when s is 0


@dataclass(frozen=True)
class Following:
    """What follows the contexts of one length; H of them."""

    length: int  # tokens
    contexts: NDArray[np.int64]  # (H,) packed, rising
    tokens: NDArray[np.int64]  # (H, J) likeliest first
    shares: NDArray[np.float32]  # (H, J) c(h w) / c(h); 0 where nothing more follows


class SoftTargets:
    """The counts of a text, asked for the contexts of a batch."""

    def __init__(self, text: TokenText, vocab_size: int) -> None:
        symbols = text.ids[-COUNTED:].astype(np.int32) + 1
        length = min(LONGEST, int(PACKED_BITS / math.log2(vocab_size + 1)))
        grams = count(with_start(symbols, length), length, vocab_size)
        found = [_following(grams)]
        while grams.length > 2:
            grams, _ = shorter(grams)
            found.append(_following(grams))
        self._known = [following for following in reversed(found) if following.length]
        self._vocab_size = vocab_size
        nothing = Following(0, np.zeros(0, np.int64), *_empty(1))
        rows = [nothing, *self._known]
        tokens = np.concatenate([following.tokens for following in rows])
        shares = np.concatenate([following.shares for following in rows])
        self._tokens, self._shares = torch.from_numpy(tokens), torch.from_numpy(shares)  # (…, J)

    def after(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return what follows each place of `ids` (B, T), and how often, (B * T, J) each.

        The shares are 0 where nothing is known.
        """
        symbols = ids.cpu().numpy().astype(np.int32) + 1
        rows = np.zeros(symbols.shape, dtype=np.int64)  # (B, T); row 0 knows nothing
        begin = 1
        for following in self._known:  # a longer context overrules a shorter one
            length, contexts = following.length, following.contexts
            if length <= symbols.shape[1]:
                keys = pack(symbols, length, self._vocab_size)  # (B, T - length + 1)
                places, met = find(contexts, keys)
                rows[:, length - 1 :][met] = begin + places[met]
            begin += len(contexts)
        which = torch.from_numpy(rows.ravel())  # (N,)
        return self._tokens[which].to(ids.device), self._shares[which].to(ids.device)


def share_at(loss: float, goal: float) -> float:
    """Return s of a model.

    Args:
        loss: Of late, in nats per token; nan before the first step.
        goal: The loss of the 4-grams, from which on s falls.
    """
    return SHARE if math.isnan(loss) else SHARE * min(1.0, max(0.0, (loss - goal) / RAMP + 1))


def soft_loss(
    logits: Tensor, came: Tensor, following: tuple[Tensor, Tensor], share: float
) -> tuple[Tensor, Tensor]:
    """Return the loss to learn from, and that of the tokens that came next, both in nats.

    Args:
        logits: (N, V)
        came: (N,) the tokens that came next.
        following: What `SoftTargets.after` returned.
        share: s.
    """
    tokens, shares = following
    losses: tuple[Tensor, Tensor] = _SoftLoss.apply(  # type: ignore[no-untyped-call]
        logits, came[:, None], tokens, share * shares
    )
    return losses


class _SoftLoss(torch.autograd.Function):
    """Cross-entropy: -sum(t(w) log p(w)), the mean over places.

    Backward:  dlogits = (p - t) / N,  since t sums to 1.
    """

    @staticmethod
    def forward(
        ctx: Any, logits: Tensor, came: Tensor, tokens: Tensor, told: Tensor
    ) -> tuple[Tensor, Tensor]:
        logs = F.log_softmax(logits.float(), dim=-1)  # (N, V)
        rest = 1 - told.sum(1, keepdim=True)  # (N, 1) the part of the token that came next
        of_came = logs.gather(1, came)  # (N, 1)
        loss = -(rest * of_came).sum() - (told * logs.gather(1, tokens)).sum()
        ctx.save_for_backward(logs, came, rest, tokens, told)
        ctx.like = logits.dtype
        hard = -of_came.mean()
        ctx.mark_non_differentiable(hard)
        return loss / len(logits), hard

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor, _: Tensor) -> tuple[Tensor, None, None, None]:
        logs, came, rest, tokens, told = ctx.saved_tensors
        dlogits = logs.exp().scatter_add_(1, tokens, -told).scatter_add_(1, came, -rest)
        return dlogits.mul_(gradient / len(logs)).to(ctx.like), None, None, None


def _following(grams: Grams) -> Following:
    """Return what follows the contexts that are often among `grams`; length 0 if none is."""
    base = grams.size + 1
    contexts = grams.keys // base  # (M,) of each gram, rising
    first = first_of_equals(contexts)  # (all contexts,)
    which = np.repeat(np.arange(len(first)), np.diff(first, append=len(contexts)))  # (M,)
    totals = np.add.reduceat(grams.counts, first, dtype=np.int64)
    order = np.lexsort((-grams.counts, which))  # by context, the most frequent first
    rank = np.arange(len(order)) - first[which]  # in its context
    often = totals >= OFTEN
    kept = often[which] & (rank < TOLD)
    rows = (np.cumsum(often) - 1)[which[kept]]
    tokens, shares = _empty(int(often.sum()))
    tokens[rows, rank[kept]] = grams.keys[order][kept] % base - 1
    shares[rows, rank[kept]] = (grams.counts[order] / totals[which])[kept]
    length = grams.length - 1 if len(shares) else 0
    return Following(length, contexts[first][often], tokens, shares)


def _empty(rows: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return tokens and shares, (rows, J) each, of contexts that nothing follows."""
    return np.zeros((rows, TOLD), np.int64), np.zeros((rows, TOLD), np.float32)
