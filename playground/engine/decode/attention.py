"""Attention of a single token in NumPy.

N: heads, W: window (the context), S: tokens looked at, C: channels, D = C / N.
"""

import math

import numpy as np
from numpy.typing import NDArray

from playground.engine.config import GPTConfig
from playground.engine.decode.weights import Floats, Linear

Turn = NDArray[np.complex64]  # (2 N, D / 2) cos + i sin of each pair of channels

SAFE = 60.0  # e^60, added up thousands of times, is still a float32, and e^-60 is above 0


class Look:
    """A look at the last S tokens; the layers take turns with the same buffers."""

    def __init__(self, config: GPTConfig) -> None:
        heads, width = config.n_head, config.n_embd // config.n_head
        self._scores: Floats = np.empty((heads, config.context), dtype=np.float32)  # (N, W)
        self._ones: Floats = np.ones(config.context, dtype=np.float32)
        self._sums: Floats = np.empty(heads, dtype=np.float32)
        self._found: Floats = np.empty((heads, width), dtype=np.float32)  # (N, D)
        self._sum_column, self._found_row = self._sums[:, None], self._found[:, None]
        self._out = self._found.reshape(-1)  # (C,)
        self.see(1)

    def see(self, tokens: int) -> None:
        """Look at so many tokens from now on."""
        self._seen = self._scores[:, :tokens]  # (N, S)
        self._seen_column, self._seen_row = self._seen[:, :, None], self._seen[:, None]
        self._all = self._ones[:tokens]  # (S,)

    def find(self, q: Floats, k: Floats, v: Floats, *, bounded: bool) -> Floats:
        """Return (C,) softmax(q K^T) V, head by head, good until the next call.

        Args:
            q: (N, D, 1) the queries, already divided by sqrt(D).
            k: (N, S, D) the keys.
            v: (N, S, D) the values.
            bounded: Whether all scores are known to lie between -`SAFE` and `SAFE`.
        """
        seen = self._seen
        np.matmul(k, q, out=self._seen_column)
        if not bounded:
            np.subtract(seen, np.maximum.reduce(seen, axis=1, keepdims=True), out=seen)
        np.exp(seen, out=seen)
        np.dot(seen, self._all, out=self._sums)
        np.matmul(self._seen_row, v, out=self._found_row)
        np.divide(self._found, self._sum_column, out=self._found)
        return self._out


class Turning:
    """QK-norm and rotary positions: queries and keys get unit size, then they are turned.

    The two channels that turn together are one complex number here, and turning is a product.
    """

    def __init__(self, gains: tuple[Floats, Floats], heads: int, qkv: Floats) -> None:
        """Take the buffer `qkv` (3 C,) to work on, its queries and keys in `paired` order.

        Args:
            gains: (D,) each, of the queries' and of the keys' norm.
            heads: N.
            qkv: Queries, keys and values of the new token.
        """
        q_gain, k_gain = gains
        width = len(q_gain)
        largest = float(np.abs(q_gain).max() * np.abs(k_gain).max())
        # Query and key have size sqrt(D) at most, and the scores are divided by sqrt(D) once.
        self.bounded = math.sqrt(width) * largest < SAFE
        both = paired(np.stack((q_gain, k_gain * math.sqrt(width))))  # (2, D)
        self._gains = both.repeat(heads, axis=0)  # (2 N, D)
        self._qk = qkv[: 2 * heads * width].reshape(2 * heads, width)
        self._pairs: Turn = self._qk.view(np.complex64)
        self._eps = np.array(1e-6 * width, dtype=np.float32)
        self._sizes = np.empty(2 * heads, dtype=np.float32)
        self._size_column = self._sizes[:, None]  # (2 N, 1)

    def apply(self, turn: Turn) -> None:
        """Bring the queries and keys to size 1 and sqrt(D), times the gain, and turn them."""
        np.vecdot(self._qk, self._qk, out=self._sizes)
        np.add(self._sizes, self._eps, out=self._sizes)
        np.sqrt(self._sizes, out=self._sizes)
        np.divide(self._qk, self._size_column, out=self._qk)
        np.multiply(self._qk, self._gains, out=self._qk)
        np.multiply(self._pairs, turn, out=self._pairs)


class Attention:
    """The attention of one layer."""

    def __init__(
        self, qkv: Linear, turning: Turning | None, out: Linear, look: Look, heads: int
    ) -> None:
        self._qkv, self._turning, self._out, self._look = qkv, turning, out, look
        q_k_v = qkv.out.reshape(3, heads, -1)  # (3, N, D)
        self._query, self._fresh = q_k_v[0][:, :, None], q_k_v[1:]
        self._bounded = turning is not None and turning.bounded

    def step(self, x: Floats, slots: Floats, place: int, seen: slice, turn: Turn | None) -> Floats:
        """Return what `x` finds, (C,), good until the next call.

        Args:
            x: (C,) the new token.
            slots: (2, N, slots, D) keys and values of this layer; the new ones are added.
            place: Slot of the new token.
            seen: The slots that it looks at.
            turn: Its position; None with learned positions.
        """
        self._qkv.apply(x)
        if self._turning is not None and turn is not None:
            self._turning.apply(turn)
        slots[:, :, place] = self._fresh
        keys, values = slots[:, :, seen]
        found = self._look.find(self._query, keys, values, bounded=self._bounded)
        return self._out.apply(found)


def paired(channels: Floats) -> Floats:
    """Return a copy of (…, D) in which channel i + D / 2 follows channel i: a complex number."""
    halves = channels.reshape(*channels.shape[:-1], 2, -1)  # (…, 2, D / 2)
    result: Floats = halves.swapaxes(-1, -2).reshape(channels.shape)
    return result
