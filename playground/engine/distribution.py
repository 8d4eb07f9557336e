"""From logits to the next token: softmax, temperature, top-k, top-p, a draw. NumPy only.

The window calls this while a slider is dragged, the sampler for every token. A call of NumPy
takes a microsecond, whatever it does to a few dozen numbers, so the shorter ways to say a
thing are chosen: `x[x.argmax()]` is three times as fast as `x.max()`.
V: vocabulary.
"""

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]

MANY = 256  # tokens; so many are sorted sooner than the likeliest of them are picked out


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return e^logits / Σ e^logits, (V,), computed in float64; read-only."""
    values = logits.astype(np.float64)  # (V,)
    values -= values[values.argmax()]
    np.exp(values, out=values)
    values /= np.add.reduce(values)
    probabilities = values.astype(np.float32)
    probabilities.setflags(write=False)
    return probabilities


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
        return one_hot(int(probabilities.argmax()), len(probabilities))
    shaped = heated(probabilities.astype(np.float64), temperature)  # (V,)
    if 0 < top_k < len(shaped) or top_p < 1:
        order = (-shaped).argsort(kind="stable")  # (V,) likeliest first
        shaped[order[kept(shaped[order], top_k, top_p) :]] = 0.0
        shaped /= np.add.reduce(shaped)
    return shaped


def draw(probabilities: Probabilities, number: float) -> int:
    """Return the token that a number in [0, 1) falls on.

    The shares lie end to end, the likeliest first, so that a reader of the bars can follow:
    with 41 % and 19 %, all numbers below 0.41 give the first token and 0.5 the second.

    Args:
        probabilities: (V,) that sum to about 1.
        number: In [0, 1).
    """
    target = number * float(np.add.reduce(probabilities))
    likeliest = int(probabilities.argmax())
    share = probabilities[likeliest]
    if target < share:
        return likeliest
    if len(probabilities) > MANY:  # mostly one of the few likeliest: only these have to be sorted
        few = (probabilities >= share / 16).nonzero()[0]
        order, place = _fall(probabilities[few], target)
        if place < len(few):
            return int(few[order[place]])
    order, place = _fall(probabilities, target)
    if place == len(order):  # rounding must not lead past the last
        place = np.count_nonzero(probabilities) - 1
    return int(order[place])


def _fall(shares: Probabilities, target: float) -> tuple[NDArray[np.intp], int]:
    """Return the order (k,) of `shares` (k,), the largest first, and in which `target` falls."""
    order = (-shares).argsort(kind="stable")
    return order, int(shares[order].cumsum().searchsorted(target, side="right"))


def one_hot(id: int, size: int) -> Probabilities:
    """Return a distribution (size,) that is certain of `id`."""
    certain = np.zeros(size)
    certain[id] = 1.0
    return certain


def heated(probabilities: Probabilities, temperature: float) -> Probabilities:
    """Return (V,) p^(1/T) / Σ p^(1/T), computed in logarithms so that nothing overflows."""
    if probabilities[probabilities.argmin()] > 0:
        logs = np.log(probabilities)
    else:
        with np.errstate(divide="ignore"):  # log 0 = -inf, and e^-inf = 0 again
            logs = np.log(probabilities)
    logs /= temperature
    logs -= logs[logs.argmax()]
    powers: Probabilities = np.exp(logs, out=logs)
    powers /= np.add.reduce(powers)
    return powers


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
