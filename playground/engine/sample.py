"""Let a model write, token by token, and look at what it expects.

V: vocabulary, T: time (tokens).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from playground.engine.characters import as_read
from playground.engine.config import SamplingConfig
from playground.engine.decode import decoder_for
from playground.engine.distribution import draw, reshape, softmax
from playground.engine.models.base import LanguageModel
from playground.engine.tokenizers import Tokenizer
from playground.engine.tokens import Token
from playground.errors import ModelExploded

AT_A_TIME = 256  # tokens of a given text whose distributions are computed at once


class Writer:
    """A text in the making: what comes next, and one token more at a time.

    Tokens are drawn, or put down by hand, in any order. Each is read once, when what
    follows it is asked for.
    """

    def __init__(self, model: LanguageModel, tokenizer: Tokenizer, ids: Sequence[int]) -> None:
        """Begin after the tokens `ids`; without any, after a newline."""
        self._decoder = decoder_for(model)
        self._stream = tokenizer.stream()
        for id in ids:
            self._stream.feed(id)
        self._unread = list(ids) or _prompt_ids(tokenizer, "")
        self._distribution: NDArray[np.float32] | None = None

    @property
    def distribution(self) -> NDArray[np.float32]:
        """The probabilities (V,) of the next token, at temperature 1; read-only.

        Raises:
            ModelExploded: They are no numbers.
        """
        if self._distribution is None:
            with np.errstate(over="ignore", invalid="ignore"):
                found = softmax(self._decoder.advance(self._unread))
            if np.isnan(found[0]):  # then all are
                raise ModelExploded
            self._distribution, self._unread = found, []
        return self._distribution

    def draw(self, config: SamplingConfig, number: float) -> Token:
        """Write the token that `number` in [0, 1) falls on."""
        plain = self.distribution
        shaped = reshape(plain, config.temperature, config.top_k, config.top_p)
        id = draw(shaped, number)
        return self._put(id, plain, float(shaped[id]), number)

    def put(self, id: int, config: SamplingConfig) -> Token:
        """Write token `id`, which a person has chosen."""
        plain = self.distribution
        shaped = reshape(plain, config.temperature, config.top_k, config.top_p)
        return self._put(id, plain, float(shaped[id]), None)

    def flush(self) -> str:
        """Return what is left when the text ends here: U+FFFD for half a character."""
        return self._stream.flush()

    def _put(
        self, id: int, plain: NDArray[np.float32], sampled_probability: float, number: float | None
    ) -> Token:
        self._distribution = None
        self._unread = [id]
        return _token(id, self._stream.feed(id), plain, sampled_probability, number)


def generate(
    model: LanguageModel, tokenizer: Tokenizer, prompt: str, config: SamplingConfig
) -> Iterator[Token]:
    """Yield `config.length` tokens that go on from `prompt`.

    Each token is read once; the window slides for ever. The same seed writes the same text,
    and temperature 0 does so with any seed. Without a prompt the model starts from a newline.

    Args:
        model: Any language model, in eval mode.
        tokenizer: The one it was trained with.
        prompt: The beginning, which is not yielded.
        config: Length, temperature, top-k, top-p, seed.

    Raises:
        PromptUnknown: The prompt has characters without a token.
    """
    return _generate(model, tokenizer, _prompt_ids(tokenizer, prompt), config)


def next_distribution(
    model: LanguageModel, tokenizer: Tokenizer, prompt: str
) -> NDArray[np.float32]:
    """Return the probabilities (V,) of the token after `prompt`, at temperature 1.

    Raises:
        PromptUnknown: The prompt has characters without a token.
    """
    return softmax(decoder_for(model).advance(_prompt_ids(tokenizer, prompt)))


def read(model: LanguageModel, tokenizer: Tokenizer, text: str) -> tuple[Token, ...]:
    """Return a given text as tokens, each with how likely the model held it.

    The first is judged as the beginning of a text, without a prompt.

    Raises:
        PromptUnknown: The text has characters without a token.
    """
    if not text:
        return ()
    ids = _prompt_ids(tokenizer, text)
    distributions = _distributions(model, tokenizer, ids)
    stream = tokenizer.stream()
    pieces = [stream.feed(id) for id in ids]
    pieces[-1] += stream.flush()
    return tuple(
        _token(id, piece, distribution, float(distribution[id]))
        for id, piece, distribution in zip(ids, pieces, distributions, strict=True)
    )


def _generate(
    model: LanguageModel, tokenizer: Tokenizer, prompt: list[int], config: SamplingConfig
) -> Iterator[Token]:
    random = np.random.default_rng(config.seed)
    writer = Writer(model, tokenizer, prompt)
    for left in reversed(range(config.length)):
        token = writer.draw(config, random.random())
        yield token if left else replace(token, text=token.text + writer.flush())


def _distributions(
    model: LanguageModel, tokenizer: Tokenizer, ids: list[int]
) -> Iterator[NDArray[np.float32]]:
    """Yield the distribution (V,) before each of `ids`."""
    yield softmax(decoder_for(model).advance(_prompt_ids(tokenizer, "")))
    memory = model.new_memory()
    device = next(model.parameters()).device
    for i in range(0, len(ids) - 1, AT_A_TIME):
        part = ids[i : min(i + AT_A_TIME, len(ids) - 1)]
        logits = model.read(torch.tensor([part], device=device), memory)[0]  # (T, V)
        yield from map(softmax, logits.numpy(force=True))


def _prompt_ids(tokenizer: Tokenizer, prompt: str) -> list[int]:
    """Return the ids to start from: those of `prompt`, or a newline, or the first token."""
    prompt = as_read(prompt)
    if prompt:
        return [int(id) for id in tokenizer.encode(prompt)]
    if tokenizer.unknown_characters("\n"):
        return [0]
    return [int(id) for id in tokenizer.encode("\n")]


def _token(
    id: int,
    text: str,
    distribution: NDArray[np.float32],
    sampled_probability: float,
    number: float | None = None,
) -> Token:
    probability = float(distribution[id])
    rank = _rank(id, distribution)
    return Token(id, text, probability, sampled_probability, rank, distribution, number)


def _rank(id: int, distribution: NDArray[np.float32]) -> int:
    """Return how many tokens are likelier than `id`; of equals, the lower ids are."""
    if id == distribution.argmax():
        return 0
    likelier = np.count_nonzero(distribution > distribution[id])
    return int(likelier + np.count_nonzero(distribution[:id] == distribution[id]))
