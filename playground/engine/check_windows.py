"""The windows that a model is checked on in training: few, and as hard as the whole text.

There is no time to read the whole validation text again and again. Windows chosen without
looking may be easier or harder than the rest, and then every check of a run errs to the same
side. What is hard for one model of a text is hard for another: so the 4-grams of the training
text, which are counted at once, read many windows, and of many choices the one is taken that
costs them what all the windows do. On tiny shakespeare two fifths of the error are left.

Source: Särndal, Swensson and Wretman 1992, Model Assisted Survey Sampling (balanced sampling)

T: the context, P: windows to choose from, n: windows chosen.
"""

import math

import numpy as np
from numpy.typing import NDArray

from playground.engine.baselines.family import learn
from playground.engine.baselines.grams import pack
from playground.engine.baselines.kneser_ney import NGramModel
from playground.engine.evaluate import predicted_of, spread
from playground.engine.token_text import TokenText
from playground.engine.work import finish

ORDER = 4  # tokens in the grams; with 32,768 different tokens, one fits into a number
COUNTED = 1 << 19  # tokens of the training text at most, its last ones
LOOKED_AT = 1 << 17  # tokens of the windows to choose from, about
SHORTEST = 2 * ORDER  # tokens in a window; shorter ones are not looked at
CHOICES = 500


def count_grams(text: TokenText, vocab_size: int) -> NGramModel:
    """Return the n-gram model of (the end of) the training text."""
    symbols = text.ids[-COUNTED:].astype(np.int32) + 1
    return finish(learn(symbols, ORDER, vocab_size)).models[-1]


def representative(
    grams: NGramModel, text: TokenText, context: int, tokens: int
) -> NDArray[np.int64]:
    """Return the starts of windows that are as hard as all of `text`, (n,).

    The same texts always give the same windows. Of a text that is not much longer than
    `tokens`, the windows are only spread evenly.

    Args:
        grams: Tell how hard a window is.
        text: What the model is checked on.
        context: T.
        tokens: How many tokens the windows have in all, about.
    """
    pool, few = spread(text, context, LOOKED_AT), spread(text, context, tokens)
    if context < SHORTEST or len(pool) < 2 * len(few):
        return few
    return pool[balanced(window_costs(grams, text, pool, context), len(few))]


def mean_cost(grams: NGramModel, text: TokenText, starts: NDArray[np.int64], context: int) -> float:
    """Return what the tokens of some windows cost the n-grams, in nats per token.

    Infinite where the windows are too short to be looked at.
    """
    if context < SHORTEST:
        return math.inf
    return float(window_costs(grams, text, starts, context).mean())


def window_costs(
    grams: NGramModel, text: TokenText, starts: NDArray[np.int64], context: int
) -> NDArray[np.float64]:
    """Return what the tokens that a model predicts in each window cost the n-grams.

    Returns:
        In nats per token, (P,).
    """
    first = context + 2 - predicted_of(context) - grams.order  # of the first gram
    places = starts[:, None] + np.arange(first, context + 1)  # (P, predicted + order - 1)
    keys = pack(text.ids[places].astype(np.int32) + 1, grams.order, grams.size)  # (P, predicted)
    different, which = np.unique(keys, return_inverse=True)  # each gram is asked for once
    nats = -np.log(grams.probabilities(different))
    costs: NDArray[np.float64] = nats[which.reshape(keys.shape)].mean(axis=1)
    return costs


def balanced(costs: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Return the places of `count` costs, (n,), of which the mean is near that of all, (P,).

    One is drawn from each of n stretches of equal length; the best of many such choices.
    """
    edges = np.linspace(0, len(costs), count + 1)
    places = np.random.default_rng(0).random((CHOICES, count))
    drawn = (edges[:-1] + places * np.diff(edges)).astype(np.int64)  # (CHOICES, n)
    errors = np.abs(costs[drawn].mean(axis=1) - costs.mean())
    best: NDArray[np.int64] = drawn[errors.argmin()]
    return best
