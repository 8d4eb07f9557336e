"""Measure a model on a text: always the same windows, always from nothing read before.

The first quarter of a window is only read: what a model predicts there, it knows from fewer
tokens than it has when it writes. Those tokens are predicted in the window before.

What an unknown token hides has to be paid for as well (see `TokenText.naming_nats`): else a smaller
vocabulary would seem a better model.

Source: Baevski and Auli 2019, Adaptive Input Representations for Neural Language Modeling
(scored with overlapping windows), https://arxiv.org/abs/1809.10853

N: tokens of the text, B: batch, T: time (the context).
"""

import math
import time
from collections.abc import Generator

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from playground.engine.batches import gather
from playground.engine.events import Progress
from playground.engine.models.base import LanguageModel
from playground.engine.token_text import TokenText
from playground.engine.work import finish
from playground.text import mark

VALID_TOKENS = 6144  # read in a check during training
TRAIN_TOKENS = 2048
MOST_TOKENS = 2_000_000  # read in the last check; of a longer text, windows spread evenly
AT_A_TIME = 2048  # tokens the model reads at once

CHECKING = mark("Checking the model on the whole validation text")


def spread(text: TokenText, context: int, tokens: int) -> NDArray[np.int64]:
    """Return the starts of windows spread evenly over `text`, about `tokens` tokens in all."""
    wanted = math.ceil(tokens / context)
    possible = (len(text) - 1) // context
    last = len(text) - 1 - context
    return np.linspace(0, last, max(1, min(wanted, possible))).astype(np.int64)


def predicted_of(context: int) -> int:
    """Return how many tokens of a window are predicted: all but its first quarter."""
    return context - context // 4


def mean_loss(
    model: LanguageModel, text: TokenText, starts: NDArray[np.int64], context: int
) -> float:
    """Return the loss in nats per token on the windows of `text` that begin at `starts`."""
    total = finish(_told(model, text, starts, context))
    return total / (len(starts) * predicted_of(context))


def whole_loss(
    model: LanguageModel, text: TokenText, context: int
) -> Generator[Progress, None, float]:
    """Return the loss in nats per token on the whole text, in windows of `context` tokens.

    Every token but the first is predicted once. Of a text with more than 2 million tokens,
    windows of that many, spread evenly, are read: the rest would change the loss by less
    than 0.003.
    """
    last = len(text) - 1  # the token that is only predicted
    if last > MOST_TOKENS:
        starts = spread(text, context, MOST_TOKENS)
        total = yield from _told(model, text, starts, context)
        return total / (len(starts) * predicted_of(context))
    first = min(context, last)
    total = _nats(model, text, np.array([0]), first, first)
    stride = predicted_of(context)
    starts = np.arange(stride, last - context + 1, stride)
    total += yield from _told(model, text, starts, context)
    rest = last - first - stride * len(starts)  # tokens after the last whole window
    if rest:
        total += _nats(model, text, np.array([last - context]), context, rest)
    return total / last


def _told(
    model: LanguageModel, text: TokenText, starts: NDArray[np.int64], context: int
) -> Generator[Progress, None, float]:
    """Return the sum of the losses in the windows at `starts`, in nats; tell how far it is."""
    at_once = max(1, AT_A_TIME // context)
    predicted = predicted_of(context)
    total, said = 0.0, time.monotonic()
    for i in range(0, len(starts), at_once):
        total += _nats(model, text, starts[i : i + at_once], context, predicted)
        if time.monotonic() - said > 0.5:
            said = time.monotonic()
            yield Progress(CHECKING, i * predicted, len(starts) * predicted)
    return total


def bits_per_character(loss: float, text: TokenText) -> float:
    """Turn `loss`, in nats per token of `text`, into bits per character."""
    return loss / math.log(2) * len(text) / text.characters


def _nats(
    model: LanguageModel,
    text: TokenText,
    starts: NDArray[np.int64],
    context: int,
    predicted: int,
) -> float:
    """Return the sum of the losses of the last `predicted` tokens of some windows, in nats."""
    device = next(model.parameters()).device
    with torch.inference_mode():
        ids = gather(text, starts, context + 1).to(device)  # (B, T + 1)
        logits = model(ids[:, :-1])[:, -predicted:]  # (B, predicted, V)
        targets = ids[:, -predicted:]  # (B, predicted)
        nats = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum")
    return float(nats) + text.naming_nats(targets)
