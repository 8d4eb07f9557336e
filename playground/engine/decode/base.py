"""What every decoder can do, and the handing over from the model to the fast steps.

V: vocabulary, B: batch.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import torch

from playground.engine.decode.weights import Floats
from playground.engine.models.base import LanguageModel, Memory


class Decoder(Protocol):
    """Reads a text of which more and more becomes known, and says what comes next."""

    def advance(self, ids: Sequence[int]) -> Floats:
        """Read `ids`, at least one; return logits (V,) for the next token.

        They are only good until the next call, which may write over them.
        """


class Steps(Protocol):
    """Reads single tokens."""

    def step(self, id: int) -> Floats:
        """Read one token; return logits (V,) for the next one, good until the next step."""


class Plain:
    """The model itself, on whatever device it is."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.memory = model.new_memory()

    def advance(self, ids: Sequence[int]) -> Floats:
        """Read `ids`; return logits (V,) for the next token."""
        device = next(self._model.parameters()).device
        logits = self._model.advance(torch.tensor([ids], device=device), self.memory)  # (1, V)
        result: Floats = logits[0].numpy(force=True)
        return result


class HandOver:
    """The model reads the prompt, all tokens at once; then the fast steps take over its memory.

    The weights are copied no sooner than that: who only asks what follows a prompt does not
    wait for it.
    """

    def __init__(
        self, model: LanguageModel, take_over: Callable[[LanguageModel, Memory], Steps]
    ) -> None:
        self._model = model
        self._take_over = take_over
        self._prompt: Plain | None = None
        self._steps: Steps | None = None

    def advance(self, ids: Sequence[int]) -> Floats:
        """Read `ids`; return logits (V,) for the next token."""
        if self._steps is None:
            if self._prompt is None:
                self._prompt = Plain(self._model)
                return self._prompt.advance(ids)
            self._steps = self._take_over(self._model, self._prompt.memory)
        *others, last = ids
        for id in others:
            self._steps.step(id)
        return self._steps.step(last)
