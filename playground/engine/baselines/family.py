"""The n-gram models of all lengths, from one count of a text."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.engine.baselines.discounts import fit_discounts
from playground.engine.baselines.grams import Grams, count, merge, shorter, with_start
from playground.engine.baselines.kneser_ney import Discounts, Level, NGramModel
from playground.engine.events import Progress
from playground.text import mark

COUNTING = mark("Counting what follows what")
FITTING = mark("Weighing the counts")
BLOCK = 1 << 20  # symbols that are counted at a time
# Different grams. English of any length hardly has so many (20 MB of memory), a large Chinese
# text does (250 MB), and noise at once (400 MB).
MOST_GRAMS = 2_000_000
HELD_SHARE = 10  # one symbol in so many is held out to fit the discounts,
MOST_HELD = 100_000  # but not more than these

# N: symbols   S: different symbols   n: length of the longest grams


@dataclass(frozen=True, eq=False)
class Family:
    """Models that look at 0, 1, … n - 1 symbols to predict the next."""

    models: tuple[NGramModel, ...]  # by order, from 1 to n
    counted: int  # how many of the last symbols were counted


def learn(symbols: NDArray[np.int32], longest: int, size: int) -> Generator[Progress, None, Family]:
    """Make the n-gram models of a text.

    The discounts are fitted on the last tenth; then that is counted too. The text is counted
    from its end, until there is no room for more different grams.

    Args:
        symbols: (N,) from 1 to S; at least one.
        longest: n, the order of the largest model.
        size: S.
    """
    held_out = min(len(symbols) // HELD_SHARE, MOST_HELD)
    cut = len(symbols) - held_out
    padded = with_start(symbols, longest)
    held = count(padded[cut:], longest, size)
    earlier, begin = yield from _count_back(padded[: cut + longest - 1], longest, size)
    discounts = yield from _fit(earlier, held)
    ladders = _ladders(merge([earlier, held]))
    models = [NGramModel(levels, own) for levels, own in zip(ladders, discounts, strict=True)]
    return Family(tuple(models), len(symbols) - begin)


def _count_back(
    padded: NDArray[np.int32], longest: int, size: int
) -> Generator[Progress, None, tuple[Grams, int]]:
    """Count grams from the end of a text; return them and where the first of them ends."""
    begin = length = len(padded) - longest + 1
    found: list[Grams] = []
    while begin > 0 and (not found or len(found[0]) < MOST_GRAMS):
        yield Progress(COUNTING, length - begin, length)
        stop, begin = begin, max(0, begin - BLOCK)
        found.append(count(padded[begin : stop + longest - 1], longest, size))
        found = [merge(found)]
    return found[0], begin


def _fit(earlier: Grams, held: Grams) -> Generator[Progress, None, list[list[Discounts]]]:
    """Return the discounts of the models of all orders."""
    found = []
    for order, levels in enumerate(_ladders(earlier), start=1):
        yield Progress(FITTING, order - 1, earlier.length)
        found.append(fit_discounts(levels, held.ends(order)))
    return found


def _ladders(grams: Grams) -> list[list[Level]]:
    """Return the levels of the models of order 1 … n; the lower levels are shared."""
    tops, lowers = [Level(grams)], []
    while grams.length > 1:
        grams, before = shorter(grams)
        tops.append(Level(grams))
        lowers.append(Level(before))
    tops.reverse()
    lowers.reverse()
    return [[*lowers[:order], top] for order, top in enumerate(tops)]
