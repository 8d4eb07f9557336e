"""Count the characters of a text that arrives in pieces, and take its fingerprint."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from playground.engine.characters import code_points

# K: different characters


class Census:
    """What is known of the pieces added so far."""

    def __init__(self) -> None:
        self.characters = 0
        self.last = "\n"  # the character that came last; a text begins on a new line
        self._fingerprint = hashlib.sha256()
        self._counts = np.zeros(256, dtype=np.int64)  # by code point, grown when needed

    def add(self, piece: str) -> None:
        """Count the characters of `piece`, which is not empty."""
        self.last = piece[-1]
        self.characters += len(piece)
        utf8 = piece.encode("utf-8")
        self._fingerprint.update(utf8)
        ascii_only = len(utf8) == len(piece)
        codes = np.frombuffer(utf8, dtype=np.uint8) if ascii_only else code_points(piece)
        counts = np.bincount(codes)
        if len(counts) > len(self._counts):
            counts[: len(self._counts)] += self._counts
            self._counts = counts
        else:
            self._counts[: len(counts)] += counts

    def copy(self) -> "Census":
        """Return a census that can go on without changing this one."""
        twin = Census()
        twin.characters = self.characters
        twin.last = self.last
        twin._fingerprint = self._fingerprint.copy()
        twin._counts = self._counts.copy()
        return twin

    def sha256(self) -> str:
        """Return the fingerprint of the text, encoded as UTF-8."""
        return self._fingerprint.hexdigest()

    def alphabet(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the code points that occur and their counts, both (K,), by falling count.

        Characters of equal count are in the order of their code points.
        """
        codes = np.flatnonzero(self._counts)
        codes = codes[np.argsort(-self._counts[codes], kind="stable")]
        return codes.astype(np.uint32), self._counts[codes]

    def control_characters(self) -> int:
        """Return how many characters are control characters that no text file has."""
        return int(self._counts[:32][CONTROLS].sum())


# Tab, newline, vertical tab, form feed, return, Ctrl-Z (end of a DOS file) and escape are fine.
CONTROLS = np.array([code for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27)])
