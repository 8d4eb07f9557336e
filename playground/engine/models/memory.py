"""What a transformer remembers of the tokens it has read: their keys and values.

L: layers, B: batch, N: heads, W: window (the context), T: new tokens, S: tokens looked
back at, D: channels per head.
"""

from abc import abstractmethod

import torch
from torch import Tensor

from playground.engine.models.rotary import Rotation, rotation


def band(new: int, seen: int, window: int) -> Tensor | None:
    """Return which of `seen` tokens each of the last `new` ones looks at: (T, S), True = looks.

    Every token looks at itself and at the `window - 1` tokens before it. `None` means that
    nothing is hidden.
    """
    if new == 1 and seen <= window:
        return None
    row = torch.arange(seen - new, seen)[:, None]  # (T, 1) place of the looking token
    column = torch.arange(seen)  # (S,) place of the token looked at
    return (column <= row) & (column > row - window)


class LayerMemory:
    """The part of a memory that belongs to one layer."""

    def __init__(self, memory: "KeyValueMemory", layer: int) -> None:
        self._memory = memory
        self._keys = memory.keys[layer]  # (B, N, slots, D)
        self._values = memory.values[layer]

    def extend(self, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor, Tensor | None]:
        """Add the keys and values (B, N, T, D) of new tokens.

        Returns:
            The keys and the values (B, N, S, D) that the new tokens may look at, and the mask
            (T, S) of who looks at what.
        """
        old, new = self._memory.length, k.shape[2]
        self._keys[:, :, old : old + new] = k
        self._values[:, :, old : old + new] = v
        first = max(0, old - self._memory.window + 1)
        seen = slice(first, old + new)
        mask = band(new, old + new - first, self._memory.window)
        if mask is not None:
            mask = mask.to(k.device)
        return self._keys[:, :, seen], self._values[:, :, seen], mask


class KeyValueMemory:
    """Keys and values of all layers in buffers that never grow.

    Args:
        shape: (L, B, N, slots, D) of the two buffers.
        window: How many tokens a token looks at, itself included.
        like: Any tensor of the right type on the right device.
    """

    def __init__(self, shape: tuple[int, int, int, int, int], window: int, like: Tensor) -> None:
        self.window = window
        self.slots = shape[3]
        self.length = 0  # slots in use
        self.last: Tensor | None = None  # (B, 2) the last tokens, kept for an n-gram memory
        self.keys = like.new_zeros(shape)
        self.values = like.new_zeros(shape)
        self.layers = [LayerMemory(self, layer) for layer in range(shape[0])]

    @property
    def room(self) -> int:
        """How many tokens may be read at once now."""
        return min(self.window, self.slots - self.length)

    def rotation(self, new: int) -> Rotation | None:
        """Return the angles of the next `new` tokens, `None` with learned positions."""
        return None

    def note(self, ids: Tensor) -> None:
        """Hear of `ids` (B, T) before they are read."""

    @abstractmethod
    def make_room(self) -> Tensor | None:
        """Free some slots when none is left; return ids (B, T) to be read again, if any."""


class SlidingMemory(KeyValueMemory):
    """A window that slides for ever: each token looks at the last W tokens.

    The buffers have 2 W slots. New tokens are written behind the old ones; when the buffers
    are full, the W - 1 youngest move to the front. So a token costs one write, and a move
    every W tokens. Rotary positions are relative and may run on for ever: the angles are
    computed for the slots in use, from the position of the first one.
    """

    def __init__(
        self,
        layers: int,
        batch: int,
        heads: int,
        window: int,
        width: int,
        base: float,
        like: Tensor,
    ) -> None:
        super().__init__((layers, batch, heads, 2 * window, width), window, like)
        self._base = base
        self._first = 0  # position of slot 0 since reading began
        self._cos, self._sin = self._angles()

    @property
    def position(self) -> int:
        """Position of the next token since reading began."""
        return self._first + self.length

    def rotation(self, new: int) -> Rotation:
        """Return the angles of the next `new` tokens."""
        slots = slice(self.length, self.length + new)
        return self._cos[slots], self._sin[slots]

    def make_room(self) -> None:
        """Move the youngest tokens to the front."""
        young = slice(self.length - self.window + 1, self.length)
        for buffer in (self.keys, self.values):
            buffer[..., : self.window - 1, :] = buffer[..., young, :]
        self._first += self.length - (self.window - 1)
        self.length = self.window - 1
        self._cos, self._sin = self._angles()

    def _angles(self) -> Rotation:
        width = self.keys.shape[4]
        return rotation(self._first, self.slots, width, self._base, like=self.keys)


class PagedMemory(KeyValueMemory):
    """A window for learned positions, which end at W.

    When all W positions are taken, the last half of the window is read once more from
    position 0, and reading goes on behind it. So a token looks back at W / 2 to W tokens,
    and each is read twice at most.
    """

    def __init__(
        self, layers: int, batch: int, heads: int, window: int, width: int, like: Tensor
    ) -> None:
        super().__init__((layers, batch, heads, window, width), window, like)
        self._ids = torch.zeros(batch, window, dtype=torch.long, device=like.device)  # (B, W)

    @property
    def page(self) -> Tensor:
        """The ids (B, length) of the tokens that stand at positions 0 to length - 1 now."""
        return self._ids[:, : self.length]

    def note(self, ids: Tensor) -> None:
        """Keep `ids` (B, T), should they be needed on the next page."""
        self._ids[:, self.length : self.length + ids.shape[1]] = ids

    def make_room(self) -> Tensor:
        """Forget everything; return the last half (B, W / 2) to be read again."""
        self.length = 0
        self.last = None
        return self._ids[:, self.window - self.window // 2 :].clone()
