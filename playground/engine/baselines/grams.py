"""Counting grams: pieces of k symbols in a row, without a loop over the text.

A gram is packed into one number, its symbols being the digits to the base S + 1, the
oldest first. Sorting the numbers brings equal grams together, and grams that differ in the
last symbol only side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.engine.baselines.symbols import START

Keys = NDArray[np.int64]
Counts = NDArray[np.int32]

# N: symbols   S: different symbols   M: different grams   k: length of a gram


@dataclass(frozen=True, eq=False)
class Grams:
    """The different grams of one length, and how often each was seen."""

    keys: Keys  # (M,) packed, rising
    counts: Counts  # (M,)
    length: int  # k
    size: int  # S

    def __len__(self) -> int:
        """Return the number of different grams."""
        return len(self.keys)

    def ends(self, length: int) -> Grams:
        """Return the last `length` symbols of the grams, as often as they were seen."""
        order, first, keys = _equal_ends(self, length)
        counts = np.add.reduceat(self.counts[order], first, dtype=np.int32)
        return Grams(keys, counts, length, self.size)


def shorter(grams: Grams) -> tuple[Grams, Grams]:
    """Return the grams without their first symbol.

    Returns:
        How often each was seen, and after how many different symbols.
    """
    length = grams.length - 1
    order, first, keys = _equal_ends(grams, length)
    counts = np.add.reduceat(grams.counts[order], first, dtype=np.int32)
    before = np.diff(first, append=len(grams)).astype(np.int32)
    return Grams(keys, counts, length, grams.size), Grams(keys, before, length, grams.size)


def pack(symbols: NDArray[np.int32], length: int, size: int) -> Keys:
    """Return the gram that ends at each symbol but the first `length` - 1 of a text, (N - k + 1,).

    Of several texts of one length, (…, N), those of each: (…, N - k + 1).
    """
    many = symbols.shape[-1] - length + 1
    keys = symbols[..., :many].astype(np.int64)
    for i in range(1, length):
        keys = keys * (size + 1) + symbols[..., i : i + many]
    return keys


def with_start(symbols: NDArray[np.int32], longest: int) -> NDArray[np.int32]:
    """Return the symbols after as many START as make a whole gram end at the first of them."""
    before = np.full(longest - 1, START, dtype=np.int32)
    return np.concatenate([before, symbols])


def count(symbols: NDArray[np.int32], length: int, size: int) -> Grams:
    """Count the grams that end at each symbol but the first `length` - 1."""
    keys = np.sort(pack(symbols, length, size))
    first = first_of_equals(keys)
    counts = np.diff(first, append=len(keys)).astype(np.int32)
    return Grams(keys[first], counts, length, size)


def merge(parts: Sequence[Grams]) -> Grams:
    """Add up the counts of several texts; there is at least one."""
    keys = np.concatenate([part.keys for part in parts])
    counts = np.concatenate([part.counts for part in parts])
    both = Grams(keys, counts, parts[0].length, parts[0].size)  # not sorted yet
    return both.ends(both.length)


def first_of_equals(keys: Keys) -> NDArray[np.intp]:
    """Return where each run of equal numbers begins in `keys`, which are sorted."""
    return np.flatnonzero(np.diff(keys, prepend=-1))


def find(keys: Keys, wanted: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return where each wanted number is among `keys`, which rise, and whether it is there."""
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return places, keys[places] == wanted


def _equal_ends(grams: Grams, length: int) -> tuple[NDArray[np.intp], NDArray[np.intp], Keys]:
    """Bring together the grams that end alike.

    Returns:
        The order that does it (M,), where each new end begins in it, and the ends.
    """
    keys = grams.keys % (grams.size + 1) ** length
    order = np.argsort(keys, kind="stable")  # quick where parts are sorted already
    keys = keys[order]
    first = first_of_equals(keys)
    return order, first, keys[first]
