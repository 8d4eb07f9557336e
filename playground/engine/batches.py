"""What each step reads: it depends on the seed and the step's number, and on nothing else.

So a resumed run reads what an uninterrupted one would have read, without any stored
state of a random generator.

N: tokens of the text, B: batch, T: time (the context).
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from playground.engine.config import RunConfig
from playground.engine.token_text import TokenText

SHORTEST = 8  # tokens that a cut window has at least


@dataclass(frozen=True)
class Batch:
    """The windows that one step reads."""

    ids: Tensor  # (B, T + 1) int64; the last T are the targets of the first T
    fresh: bool  # whether reading starts anew: a carried state does not belong to these windows
    seed: int  # for the dropout of this step

    @property
    def tokens(self) -> int:
        """How many tokens are predicted."""
        return self.ids[:, 1:].numel()


class Batches(Protocol):
    """Where the windows come from."""

    def at(self, step: int, split: int = 1) -> Batch:
        """Return what step `step` reads, its windows cut into `split` shorter ones."""


def gather(text: TokenText, starts: np.ndarray, length: int) -> Tensor:
    """Return the windows (B, length) of `text` that begin at `starts` (B,), as int64."""
    places = starts[:, None] + np.arange(length)  # (B, length)
    return torch.from_numpy(text.ids[places].astype(np.int64))


class RandomWindows:
    """Windows from anywhere in the text.

    A step may read more and shorter windows instead, about as many tokens in all.
    """

    def __init__(self, text: TokenText, batch_size: int, context: int, seed: int) -> None:
        self._text = text
        self._batch_size = batch_size
        self._context = context
        self._seed = seed

    def at(self, step: int, split: int = 1) -> Batch:
        """Return what step `step` reads, its windows cut into `split` shorter ones."""
        random = np.random.default_rng((self._seed, step))
        split = min(split, self._context // SHORTEST) or 1
        length = self._context // split
        starts = random.integers(0, len(self._text) - length, self._batch_size * split)  # (B,)
        ids = gather(self._text, starts, length + 1)
        return Batch(ids, fresh=True, seed=int(random.integers(2**63)))


class Streams:
    """B places spread over the text; each reads on where its last window ended.

    When the places have met, all start anew, shifted by a random number of tokens.
    """

    def __init__(self, text: TokenText, batch_size: int, context: int, seed: int) -> None:
        self._text = text
        self._context = context
        self._seed = seed
        stride = (len(text) - 1) // batch_size
        self._windows = max(1, stride // context)  # until the places meet
        last = len(text) - 1 - self._windows * context  # start of the last stream
        self._slack = max(0, min(stride - self._windows * context, last))
        self._starts = np.minimum(np.arange(batch_size) * stride, last - self._slack)  # (B,)

    def at(self, step: int, split: int = 1) -> Batch:
        """Return what step `step` reads; its windows are never cut, since each goes on."""
        lap, window = divmod(step, self._windows)
        shift = np.random.default_rng((self._seed, lap)).integers(0, self._slack + 1)
        starts = self._starts + shift + window * self._context
        ids = gather(self._text, starts, self._context + 1)
        random = np.random.default_rng((self._seed, lap, window))
        return Batch(ids, fresh=window == 0, seed=int(random.integers(2**63)))


def make_batches(text: TokenText, config: RunConfig, carries: bool) -> Batches:
    """Return windows that read on and on if a state is carried, else windows from anywhere."""
    training = config.training
    kind = Streams if carries else RandomWindows
    return kind(text, training.batch_size, config.settings.context, training.seed)
