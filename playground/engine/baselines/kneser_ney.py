"""An n-gram model: predict a character from how often it followed the last few.

Counting alone gives probability 0 to all that was never seen. Interpolated Kneser-Ney
takes a discount off every count and gives what it saved to the next shorter context:

    P_k(w | h) = (c(h w) - D(c(h w))) / c(h)  +  g(h) P_{k-1}(w | h')        k = n, …, 1

    g(h) = (D1 N1(h) + D2 N2(h) + D3 N3(h)) / c(h)            what the discounts saved
    P_0(w) = 1 / S                                            all symbols alike

    h        the last k - 1 symbols          h'     h without its oldest symbol
    c(h w)   how often w followed h          c(h)   the sum over all w
    N1(h)    how many different w followed h once; N2 twice, N3 three times or more
    D(c)     0, D1, D2 or D3 for a count of 0, 1, 2, or 3 and more ("modified" Kneser-Ney)

What makes it Kneser-Ney: only the longest contexts (k = n) use plain counts. Below, c(h w)
is the number of *different* symbols seen before "h w". "Francisco" is frequent, but
only after "San": where the longer context failed, it is a poor guess.

A context that was never seen has no say: P_k(w | h) = P_{k-1}(w | h'). The probabilities of
all S symbols sum to one after every context, and none is zero.

Source: Kneser, Ney 1995, Improved backing-off for m-gram language modeling,
https://doi.org/10.1109/ICASSP.1995.479394
Chen, Goodman 1998, An Empirical Study of Smoothing Techniques for Language Modeling, where
"modified" Kneser-Ney comes from, https://dash.harvard.edu/handle/1/25104739
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.engine.baselines.grams import Grams, Keys, find, first_of_equals
from playground.engine.baselines.symbols import START

KINDS = np.array([[1], [2], [3]], dtype=np.int32)  # seen once, twice, three times or more

Floats = NDArray[np.float64]
Discounts = NDArray[np.float64]  # (3,) D1, D2, D3

# M: different grams   H: different contexts   Q: questions   S: different symbols


@dataclass(frozen=True, eq=False)
class Seen:
    """What a level knows of Q grams "h w"; all but `strange` is 0 where h was never seen."""

    share: Floats  # (Q,) c(h w) / c(h)
    kind: NDArray[np.int32]  # (Q,) the j of Dj: c(h w), but at most 3
    unit: Floats  # (Q,) 1 / c(h)
    others: Floats  # (3, Q) N1(h) / c(h), N2(h) / c(h), N3(h) / c(h)
    strange: NDArray[np.bool_]  # (Q,) whether h was never seen


class Level:
    """The counts of all grams of one length k, and their sums over the last symbol."""

    def __init__(self, grams: Grams) -> None:
        self.grams = grams
        self.length = grams.length
        contexts = grams.keys // (grams.size + 1)  # (M,) rising
        first = first_of_equals(contexts)  # (H,)
        kinds = np.minimum(grams.counts, 3) == KINDS  # (3, M)
        self.contexts = contexts[first]  # (H,)
        self.totals = np.add.reduceat(grams.counts, first, dtype=np.int32)  # (H,)
        self.kinds = np.add.reduceat(kinds, first, axis=1, dtype=np.int32)  # (3, H)

    def look_up(self, keys: Keys) -> Seen:
        """Return what is known of the grams that end longer grams; (Q,) packed."""
        base = self.grams.size + 1
        keys = keys % base**self.length
        gram, known = find(self.grams.keys, keys)
        context, met = find(self.contexts, keys // base)
        counts = self.grams.counts[gram] * known
        unit = met / self.totals[context]
        return Seen(counts * unit, np.minimum(counts, 3), unit, self.kinds[:, context] * unit, ~met)


class NGramModel:
    """Probabilities from the counts of one text; see the top of this file for the formula."""

    def __init__(self, levels: Sequence[Level], discounts: Sequence[Discounts]) -> None:
        """Put the levels together.

        Args:
            levels: For k = 1 … n. The last has plain counts, the others count different
                symbols before.
            discounts: D1, D2, D3 of each level.
        """
        self.levels = tuple(levels)
        self.discounts = tuple(discounts)
        self.order = len(self.levels)
        self.size = self.levels[0].grams.size

    def probabilities(self, keys: Keys) -> Floats:
        """Return the probability of the last symbol of each gram after the others, (Q,).

        Args:
            keys: (Q,) packed grams, as long as the longest of the model or longer.
        """
        probabilities = np.full(len(keys), 1 / self.size)  # P_0
        for level, discounts in zip(self.levels, self.discounts, strict=True):
            own, passed_on = shares(level.look_up(keys), discounts)
            probabilities = own + passed_on * probabilities
        return probabilities

    def distribution(self, context: Sequence[int]) -> Floats:
        """Return the probabilities of the symbols 1 … S after `context`, (S,).

        Args:
            context: Symbols, the last one last. Where they are too few, the text has just begun.
        """
        padded = [START] * (self.order - 1) + list(context)
        key = 0
        for symbol in padded[len(context) :]:  # the last n - 1
            key = key * (self.size + 1) + symbol
        return self.probabilities(key * (self.size + 1) + np.arange(1, self.size + 1))

    def bits(self, grams: Grams) -> float:
        """Return what it costs to be told the last symbol of each gram, in bits, all together.

        All the grams of a text, as long as the longest of the model, give what the text costs.
        """
        return -float(grams.counts @ np.log2(self.probabilities(grams.keys)))


def shares(seen: Seen, discounts: Discounts) -> tuple[Floats, Floats]:
    """Return what a level keeps and what it passes on to the shorter context, both (Q,).

    The first is (c(h w) - D(c(h w))) / c(h), the second is g(h), or 1 where h was never seen.
    """
    taken = np.concatenate([[0.0], discounts])[seen.kind]  # (Q,) D(c(h w))
    d1, d2, d3 = discounts
    saved = d1 * seen.others[0] + d2 * seen.others[1] + d3 * seen.others[2]
    return seen.share - taken * seen.unit, saved + seen.strange
