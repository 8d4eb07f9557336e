"""Reshape the next-token distribution: temperature, top-k, top-p. NumPy only.

The window calls this while a slider is dragged, the sampler for every token.
V: vocabulary.
"""

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]


def reshape(
    probabilities: NDArray[np.floating], temperature: float, top_k: int, top_p: float
) -> Probabilities:
    """Return the distribution that the next token is drawn from.

    First the temperature, p^(1/T) / Σ p^(1/T), then top-k, then top-p. Among equals the
    lower id counts as the likelier one.

    Args:
        probabilities: (V,) what the model says, at temperature 1.
        temperature: Below 1 sharpens, above 1 flattens; 0 leaves only the likeliest token.
        top_k: How many tokens are kept; 0 keeps all.
        top_p: The likeliest tokens are kept until they reach this share together; 1 keeps all.

    Returns:
        (V,) float64, sums to 1, exactly zero where tokens were cut.
    """
    if temperature == 0:
        return one_hot(int(np.argmax(probabilities)), len(probabilities))
    shaped = heated(np.asarray(probabilities, dtype=np.float64), temperature)  # (V,)
    if 0 < top_k < len(shaped) or top_p < 1:
        order = np.argsort(-shaped, kind="stable")  # (V,) likeliest first
        shaped[order[kept(shaped[order], top_k, top_p) :]] = 0.0
        shaped /= shaped.sum()
    return shaped


def draw(probabilities: Probabilities, number: float) -> int:
    """Return the token that a number in [0, 1) falls on.

    The shares lie end to end, the likeliest first, so that a reader of the bars can follow:
    with 41 % and 19 %, all numbers below 0.41 give the first token and 0.5 the second.

    Args:
        probabilities: (V,) that sum to about 1.
        number: In [0, 1).
    """
    target = number * float(probabilities.sum())
    # Mostly one of the few likeliest is drawn; then only these have to be sorted.
    few = np.flatnonzero(probabilities >= probabilities.max() / 16)
    for among in (few, np.flatnonzero(probabilities)):
        order = among[np.argsort(-probabilities[among], kind="stable")]
        place = int(np.searchsorted(np.cumsum(probabilities[order]), target, side="right"))
        if place < len(order):
            return int(order[place])
    return int(order[-1])  # rounding must not lead past the last


def one_hot(id: int, size: int) -> Probabilities:
    """Return a distribution (size,) that is certain of `id`."""
    certain = np.zeros(size)
    certain[id] = 1.0
    return certain


def heated(probabilities: Probabilities, temperature: float) -> Probabilities:
    """Return (V,) p^(1/T) / Σ p^(1/T), computed in logarithms so that nothing overflows."""
    with np.errstate(divide="ignore", under="ignore"):  # log 0 = -inf, and e^-inf = 0 again
        logs = np.log(probabilities) / temperature
        powers = np.exp(logs - logs.max())
    shaped: Probabilities = powers / powers.sum()
    return shaped


def kept(descending: Probabilities, top_k: int, top_p: float) -> int:
    """Return how many of the likeliest tokens top-k and top-p leave; at least 1.

    Args:
        descending: (V,) probabilities, largest first.
        top_k: How many tokens are kept; 0 keeps all.
        top_p: Share of what top-k left, at which the tokens suffice.
    """
    count = min(top_k, len(descending)) if top_k > 0 else len(descending)
    if top_p < 1:
        reached = np.cumsum(descending[:count])  # (k,)
        # The slack keeps rounding from asking for one more token than the share needs.
        enough = int(np.searchsorted(reached, top_p * reached[-1] * (1 - 1e-12)))
        count = min(count, enough + 1)
    return count
