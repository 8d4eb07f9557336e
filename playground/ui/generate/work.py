"""What the jobs of the Generate tab do: load a model, read a text, write on.

V: vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.engine.config import SamplingConfig
from playground.engine.events import Event
from playground.ui.generate.shelf import Borrowed, Shelf, ShelfAt, Stamp

if TYPE_CHECKING:
    from playground.engine.sample import Writer
    from playground.engine.tokens import Token
    from playground.services.runs import Run

SEEDS = 2**31  # there are so many


@dataclass(frozen=True)
class ModelReady(Event):
    """The model is loaded."""

    run: str  # path
    step: int  # of its weights
    stamp: Stamp
    labels: tuple[str, ...] = field(repr=False)  # a visible name of each token


@dataclass(frozen=True)
class Given(Event):
    """The beginning, cut into tokens and judged by the model."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Written(Event):
    """One more token of one of the samples."""

    sample: int
    token: Token


@dataclass(frozen=True)
class Expected(Event):
    """What the model expects at the end of one of the samples, or in a place asked for."""

    sample: int
    distribution: NDArray[np.float32] = field(repr=False, compare=False)  # (V,)


def write(
    shelf: Shelf | ShelfAt,
    run: Run,
    prompt: str,
    samples: int,
    config: SamplingConfig,
    *,
    chosen: int | None = None,
) -> Iterator[Event]:
    """Write several samples, a token of each in turn, with seeds one after another.

    The first token is `chosen`, if given.
    """
    with shelf.borrow(run) as borrowed:
        yield _ready(run, borrowed)
        given = read_prompt(borrowed, prompt)
        yield Given(given)
        ids = [token.id for token in given]
        writers = [_writer(borrowed, ids) for _ in range(samples)]
        dice = [np.random.default_rng(seed_of(config.seed, i)) for i in range(samples)]
        for place in range(config.length):
            for i, writer in enumerate(writers):
                number = dice[i].random()
                if place == 0 and chosen is not None:
                    yield Written(i, writer.put(chosen, config))
                else:
                    yield Written(i, writer.draw(config, number))
        for i, writer in enumerate(writers):
            yield Expected(i, writer.distribution)


def go_on(
    shelf: Shelf | ShelfAt, run: Run, ids: Sequence[int], sample: int, config: SamplingConfig,
    *, skip: int = 0, chosen: int | None = None,
) -> Iterator[Event]:  # fmt: skip
    """Write `config.length` more tokens after `ids`; the first one is `chosen`, if given.

    `skip` tokens were written before: their numbers count as thrown, so that the same places
    get the same numbers however the text came about.
    """
    with shelf.borrow(run) as borrowed:
        yield _ready(run, borrowed)
        writer = _writer(borrowed, ids)
        numbers = np.random.default_rng(seed_of(config.seed, sample)).random(skip + config.length)
        for i, number in enumerate(numbers[skip:]):
            if i == 0 and chosen is not None:
                yield Written(sample, writer.put(chosen, config))
            else:
                yield Written(sample, writer.draw(config, float(number)))
        yield Expected(sample, writer.distribution)


def look(
    shelf: Shelf | ShelfAt, run: Run, before: str | Sequence[int], sample: int = 0
) -> Iterator[Event]:
    """Say what the model expects after a text, or after tokens."""
    with shelf.borrow(run) as borrowed:
        yield _ready(run, borrowed)
        if isinstance(before, str):
            before = [token.id for token in read_prompt(borrowed, before)]
        yield Expected(sample, _writer(borrowed, before).distribution)


def seed_of(seed: int, sample: int) -> int:
    """Return the seed of one of several samples: the first has the seed that was chosen."""
    return (seed + sample) % SEEDS


def read_prompt(borrowed: Borrowed, prompt: str) -> tuple[Token, ...]:
    """Return the tokens of the beginning, each with how likely the model held it.

    Raises:
        PromptUnknown: It has characters that the model never saw.
    """
    from playground.engine.sample import read

    use_one_thread()
    return read(borrowed.loaded.model, borrowed.loaded.tokenizer, prompt)


def use_one_thread() -> None:
    """Leave the other cores to the training: a single token has nothing to share out."""
    import torch

    torch.set_num_threads(1)


def without_distribution(token: Token) -> Token:
    """Return the token without its (V,) numbers, which take the room."""
    return replace(token, distribution=np.zeros(0, dtype=np.float32))


def _ready(run: Run, borrowed: Borrowed) -> ModelReady:
    return ModelReady(str(run.path), borrowed.step, borrowed.stamp, borrowed.labels)


def _writer(borrowed: Borrowed, ids: Sequence[int]) -> Writer:
    from playground.engine.sample import Writer

    use_one_thread()
    return Writer(borrowed.loaded.model, borrowed.loaded.tokenizer, ids)
