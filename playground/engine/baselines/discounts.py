"""How much to take off the counts of an n-gram model.

Chen and Goodman's formula is a good first guess. It assumes that each length of context is
on its own, and it needs grams that were seen once, which a text has none of where characters
are counted alone. So the last part of the *training* text is held out, and the guess is moved to
where that part is the likeliest. The text to check on is never looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.engine.baselines.grams import Grams
from playground.engine.baselines.kneser_ney import (
    KINDS,
    Discounts,
    Floats,
    Level,
    Seen,
    shares,
)

COUNTS = np.array([1.0, 2.0, 3.0])  # the counts that D1, D2 and D3 are taken off
TRUST = 10.0  # the guess weighs as much as this many held-out characters
MARGIN = 0.05  # a guess stays this share away from 0 and from the whole count
ENOUGH = 1e-3  # stop when a step gains fewer nats, of thousands
MOST_STEPS = 50
SHORTEST = 1e-6  # of a step

# Q: held-out grams   n: levels


def chen_goodman(level: Level) -> Discounts:
    """Return a first guess of D1, D2, D3 from how many grams were seen once, twice and so on.

        Y = n1 / (n1 + 2 n2),   Dj = j - (j + 1) Y n(j+1) / nj

    Without grams to tell, half the count is taken off.

    Source: Chen, Goodman 1998, An Empirical Study of Smoothing Techniques for Language Modeling,
    https://dash.harvard.edu/handle/1/25104739
    """
    n = np.bincount(np.minimum(level.grams.counts, 5), minlength=6).astype(np.float64)
    if not n[1:4].all():
        return COUNTS / 2
    y = n[1] / (n[1] + 2 * n[2])
    guess: Discounts = COUNTS - (COUNTS + 1) * y * n[2:5] / n[1:4]
    return guess.clip(MARGIN * COUNTS, (1 - MARGIN) * COUNTS)


def fit_discounts(levels: Sequence[Level], held: Grams) -> list[Discounts]:
    """Return the discounts of each level under which the held-out grams are the likeliest.

    Newton's method on the log likelihood, of which the curvature is taken from the first
    derivatives alone (Fisher scoring), and each step is halved until it gains something.
    The first guess counts like `TRUST` characters more, so that little text moves it little.

    Args:
        levels: For k = 1 … n, without the held-out text.
        held: Its grams of length n or more; may be none.
    """
    goal = _Goal(levels, held)
    discounts = goal.guess
    value = goal.value(discounts)
    for _ in range(MOST_STEPS):
        step = goal.newton_step(discounts)
        better = _shortened(goal, discounts, step, value)
        if better is None:
            break
        discounts, gain = better, goal.value(better) - value
        value += gain
        if gain < ENOUGH:
            break
    return list(discounts.reshape(len(levels), 3))


def _shortened(goal: _Goal, start: Floats, step: Floats, value: float) -> Floats | None:
    """Return a point on the way of `step` that is better than `start`, if there is one."""
    length = 1.0
    while length > SHORTEST:
        there = start + length * step
        if goal.allows(there) and goal.value(there) > value:
            return there
        length /= 2
    return None


class _Goal:
    """The log likelihood of held-out grams in nats, as a function of all 3 n discounts.

    Sums are written without matrix products: those would start threads of their own, and wait
    for them where a model is trained at the same time.
    """

    def __init__(self, levels: Sequence[Level], held: Grams) -> None:
        self.seen = [level.look_up(held.keys) for level in levels]
        self.weights = held.counts.astype(np.float64)  # (Q,)
        self.lowest = 1 / held.size  # P_0
        self.guess = np.concatenate([chen_goodman(level) for level in levels])  # (3 n,)
        self.most = np.tile(COUNTS, len(levels))  # (3 n,)
        self.trust = TRUST * self.guess / self.most, TRUST * (1 - self.guess / self.most)

    def allows(self, discounts: Floats) -> bool:
        """Tell whether each discount takes something and leaves something."""
        return bool(((discounts > 0) & (discounts < self.most)).all())

    def value(self, discounts: Floats) -> float:
        """Return the log likelihood, and what the first guess adds to it."""
        p = np.full(len(self.weights), self.lowest)
        for seen, own in self._by_level(discounts):
            keeps, passes_on = shares(seen, own)
            p = keeps + passes_on * p
        take, leave = self.trust
        prior = take * np.log(discounts) + leave * np.log(self.most - discounts)
        return float((self.weights * np.log(p)).sum() + prior.sum())

    def newton_step(self, discounts: Floats) -> Floats:
        """Return the way to the top, as the slopes here see it, (3 n,)."""
        slopes = self._slopes(discounts)  # (3 n, Q)
        weighted = slopes * self.weights
        take, leave = self.trust[0] / discounts, self.trust[1] / (self.most - discounts)
        gradient = weighted.sum(axis=1) + take - leave
        bend = take / discounts + leave / (self.most - discounts)
        curvature = np.einsum("iq,jq->ij", weighted, slopes) + np.diag(bend)
        step: Floats = np.linalg.solve(curvature, gradient)
        return step

    def _slopes(self, discounts: Floats) -> Floats:
        """Return the derivative of each gram's log probability by each discount, (3 n, Q).

        P_k = (c - D(c)) / c(h) + Σ Dj Nj(h) / c(h) P_{k-1} is linear in the discounts of its
        level; what it adds to P_n is multiplied by g(h) at each level above.
        """
        p = np.full(len(self.weights), self.lowest)
        slopes, factors = [], []
        for seen, own in self._by_level(discounts):
            keeps, passes_on = shares(seen, own)
            slopes.append(seen.others * p - (seen.kind == KINDS) * seen.unit)  # (3, Q)
            factors.append(passes_on)
            p = keeps + passes_on * p
        above = 1 / p  # of log P_n by P_n
        for i in reversed(range(len(slopes))):
            slopes[i] *= above
            above = above * factors[i]
        return np.concatenate(slopes)

    def _by_level(self, discounts: Floats) -> list[tuple[Seen, Discounts]]:
        return list(zip(self.seen, discounts.reshape(-1, 3), strict=True))
