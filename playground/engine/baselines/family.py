"""The n-gram models of all lengths, from one count of a text."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.engine.baselines.discounts import fit_discounts
from playground.engine.baselines.grams import Grams, count, merge, shorter, with_start
from playground.engine.baselines.kneser_ney import Level, NGramModel
from playground.engine.events import Progress
from playground.text import mark

COUNTING = mark("Counting what follows what")
BLOCK = 1 << 20  # symbols that are counted at a time
MOST_GRAMS = 2_000_000  # different ones; they take about 300 MB of memory at the worst
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
    padded = with_start(symbols, longest)

    def part(start: int, stop: int) -> Grams:  # the grams that end at these symbols
        return count(padded[start : stop + longest - 1], longest, size)

    held = part(len(symbols) - held_out, len(symbols))
    begin = stop = len(symbols) - held_out
    earlier: Grams | None = None
    while begin > 0 and (earlier is None or len(earlier) < MOST_GRAMS):
        yield Progress(COUNTING, len(symbols) - begin, len(symbols))
        begin = max(0, begin - BLOCK)
        block = part(begin, stop)
        earlier = block if earlier is None else merge([earlier, block])
        stop = begin
    assert earlier is not None  # not all of a text is held out
    fitted = []
    for order, levels in enumerate(_ladders(earlier), start=1):
        yield Progress(COUNTING, len(symbols) - begin, len(symbols))
        fitted.append(fit_discounts(levels, held.ends(order)))
    ladders = _ladders(merge([earlier, held]))
    models = [NGramModel(levels, fit) for levels, fit in zip(ladders, fitted, strict=True)]
    return Family(tuple(models), len(symbols) - begin)


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
