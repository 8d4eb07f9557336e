"""Characters as small numbers that can be packed, several into one, for counting."""

import math

import numpy as np
from numpy.typing import NDArray

from playground.engine.characters import CODE_POINTS, code_points

START = 0  # stands before the first character of a text
PACKED_BITS = 63  # of the number that holds a whole gram

# K: different characters   S: symbols   N: characters of a text


class Symbols:
    """Numbers the characters of a text: the most frequent is 1, the next is 2.

    A gram of `longest` symbols must fit into 63 bits. With 5 that allows 6,206 different
    symbols, enough for every text but a large one in Chinese or Japanese. There the rarest
    characters share the last symbol, and share its probability evenly.
    """

    def __init__(self, alphabet: NDArray[np.uint32], longest: int) -> None:
        """Number the characters.

        Args:
            alphabet: (K,) code points, the most frequent first; at least one.
            longest: Of how many symbols a gram has at most.
        """
        most = math.floor(2 ** (PACKED_BITS / longest)) - 2  # besides START, with some room
        self.size = min(len(alphabet), most)
        self.sharing = len(alphabet) - self.size + 1  # characters with the last symbol
        self._numbers = np.zeros(CODE_POINTS, dtype=np.int32)
        self._numbers[alphabet] = np.minimum(np.arange(1, len(alphabet) + 1), self.size)

    def encode(self, text: str) -> NDArray[np.int32]:
        """Return the symbols of `text`, (N,); all its characters are in the alphabet."""
        return self._numbers[code_points(text)]

    def sharing_bits(self, symbols: NDArray[np.int32]) -> float:
        """Return what it costs to tell apart the characters that share a symbol, in bits."""
        return int((symbols == self.size).sum()) * math.log2(self.sharing)
