"""The likeliest next tokens, as rows: what the model says and what the settings make of it.

V: vocabulary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.engine.config import SamplingConfig
from playground.engine.distribution import reshape


@dataclass(frozen=True)
class Row:
    """One token that could come next."""

    id: int
    label: str  # a visible name, such as "␣"
    rank: int  # 0: the likeliest
    said: float  # what the model gives it
    share: float  # after temperature, top-k and top-p; exactly 0 where it is cut

    @property
    def cut(self) -> bool:
        """Tell whether it can no longer be drawn."""
        return self.share == 0


@dataclass(frozen=True)
class Slice:
    """The numbers that draw one token."""

    id: int
    label: str
    begin: float
    end: float


class Ranking:
    """A distribution in falling order, reshaped as often as one likes."""

    def __init__(self, distribution: NDArray[np.floating], labels: Sequence[str]) -> None:
        """Take the probabilities (V,) before reshaping and a visible name for each token."""
        self.distribution = distribution
        self._labels = labels
        self._order = np.argsort(-distribution, kind="stable")  # (V,) the likeliest first
        self.shares = np.asarray(distribution, dtype=np.float64)

    def __len__(self) -> int:
        """Return the size of the vocabulary."""
        return len(self.distribution)

    def label(self, id: int) -> str:
        """Return the visible name of a token."""
        return self._labels[id]

    def reshape(self, config: SamplingConfig) -> None:
        """Take other settings."""
        self.shares = reshape(self.distribution, config.temperature, config.top_k, config.top_p)

    def slices(self, least: float = 0.0) -> Iterator[Slice]:
        """Yield which numbers in [0, 1) draw each token, the largest share first.

        Args:
            least: Slices that are narrower than this are left out.
        """
        order, ends = self._stacked()
        begin = 0.0
        for id, end in zip(order.tolist(), ends.tolist(), strict=True):
            if end <= begin or end - begin < least:
                return
            yield Slice(id, self._labels[id], begin, end)
            begin = end

    def slice_at(self, number: float) -> Slice:
        """Return the slice that a number in [0, 1) falls on."""
        order, ends = self._stacked()
        place = min(int(np.searchsorted(ends, number, side="right")), len(ends) - 1)
        begin = float(ends[place - 1]) if place else 0.0
        id = int(order[place])
        return Slice(id, self._labels[id], begin, float(ends[place]))

    def _stacked(self) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the tokens (V,), the largest share first, and where each slice ends (V,)."""
        order = np.argsort(-self.shares, kind="stable")
        ends = np.cumsum(self.shares[order])
        return order, ends / ends[-1]

    def rows(self, count: int, marked: int | None = None) -> tuple[Row, ...]:
        """Return the likeliest `count` tokens; the last gives way to `marked` if that is rarer."""
        ranks = list(range(min(count, len(self))))
        if marked is not None and ranks and marked not in self._order[: len(ranks)]:
            ranks[-1] = int(np.flatnonzero(self._order == marked)[0])
        return tuple(self._row(rank) for rank in ranks)

    def _row(self, rank: int) -> Row:
        id = int(self._order[rank])
        said, share = float(self.distribution[id]), float(self.shares[id])
        return Row(id, self._labels[id], rank, said, share)
