"""The keys and values that a single token looks at, in slots as in `models.memory`.

L: layers, N: heads, W: window (the context), S: tokens looked at, C: channels, D = C / N.
"""

from abc import abstractmethod

import numpy as np
import torch

from playground.engine.decode.attention import Turn, paired
from playground.engine.decode.weights import Floats, array
from playground.engine.models.gpt import GPT
from playground.engine.models.memory import KeyValueMemory, PagedMemory, SlidingMemory
from playground.engine.models.rotary import rotation


class Slots:
    """Buffers that never grow, and how many slots of them are in use."""

    kv: Floats  # (L, 2, N, slots, D) keys, then values
    used: int

    def __init__(self, window: int) -> None:
        self._window = window

    @property
    def seen(self) -> slice:
        """The slots that the next token looks at: its own is the last of them."""
        return slice(max(0, self.used + 1 - self._window), self.used + 1)

    @abstractmethod
    def make_room(self, id: int) -> None:
        """See that there is a slot for the next token, which is `id`."""

    def turn(self) -> Turn | None:
        """Return how queries and keys of the next token are turned; None if they are not."""
        return None


class SlidingSlots(Slots):
    """See `SlidingMemory`: two windows of slots, and a move once in a window."""

    def __init__(self, model: GPT, memory: SlidingMemory) -> None:
        """Copy what `memory` holds."""
        super().__init__(memory.window)
        keys, values = array(memory.keys)[:, 0], array(memory.values)[:, 0]  # (L, N, 2 W, D)
        self.kv = np.stack((paired(keys), values), axis=1)  # (L, 2, N, 2 W, D)
        self.used = memory.length
        self._first = memory.position - memory.length  # position of slot 0
        self._base = model.config.rotary_base
        self._like = model.embedding.weight
        self._turns = self._angles()
        # The same for all heads, and ready for all of them: a product of equal shapes is faster.
        shape = (2 * model.config.n_head, self._turns.shape[1])
        self._turn: Turn = np.empty(shape, dtype=np.complex64)

    def make_room(self, id: int) -> None:
        """Move the youngest W - 1 tokens to the front if no slot is left."""
        if self.used < self.kv.shape[3]:
            return
        kept = self._window - 1
        self.kv[..., :kept, :] = self.kv[..., self.used - kept :, :]
        self._first += self.used - kept
        self.used = kept
        self._turns = self._angles()

    def turn(self) -> Turn:
        """Return (2 N, D / 2) for the next slot, good until the next call."""
        self._turn[:] = self._turns[self.used]
        return self._turn

    def _angles(self) -> Turn:
        """Return (slots, D / 2) cos + i sin for every slot."""
        count, width = self.kv.shape[3:]
        cos, sin = rotation(self._first, count, width, self._base, self._like)
        turns: Turn = torch.complex(cos, sin).numpy()
        return turns


class PagedSlots(Slots):
    """See `PagedMemory`: W positions, then the last half of them once more from position 0."""

    def __init__(self, model: GPT, memory: PagedMemory) -> None:
        """Copy what `memory` holds; `model` reads the half pages, all tokens at once."""
        super().__init__(memory.window)
        self._model = model
        self._page = memory.page[0].tolist()  # the ids of its tokens
        self._take(memory)

    def make_room(self, id: int) -> None:
        """Turn the page if it is full."""
        if self.used == self._window:
            self._page = self._page[self._window - self._window // 2 :]
            memory = self._model.new_memory()
            self._model.read(torch.tensor([self._page]), memory)
            self._take(memory)
        self._page.append(id)

    def _take(self, memory: KeyValueMemory) -> None:
        keys, values = array(memory.keys)[:, 0], array(memory.values)[:, 0]  # (L, N, W, D)
        self.kv = np.stack((keys, values), axis=1)  # (L, 2, N, W, D)
        self.used = memory.length
