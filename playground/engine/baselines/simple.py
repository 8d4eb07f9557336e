"""What can be reached without learning to read: lines that a model has to pass.

All in bits per character. K: different characters.
"""

import math

import numpy as np
from numpy.typing import NDArray


def uniform(different: int) -> float:
    """Return what it costs to guess: log2 K, all characters being equally likely."""
    return math.log2(different)


def unigram(counts: NDArray[np.int64]) -> float:
    """Return what it costs to know how frequent each character is: the entropy of `counts` (K,).

    H = - Σ p log2 p
    """
    shares = counts[counts > 0] / counts.sum()  # (K,)
    return float(-(shares * np.log2(shares)).sum())
