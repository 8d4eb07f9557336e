"""A token that was written or read, and how likely it was. No torch is needed to know it.

V: vocabulary.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from playground.engine.events import Event


@dataclass(frozen=True)
class Token(Event):
    """One token, and how likely it was."""

    id: int
    text: str  # the characters that are complete with it; may be empty
    probability: float  # at temperature 1, nothing cut
    sampled_probability: float  # after temperature, top-k and top-p
    rank: int  # 0 is the likeliest; among equals the lower id comes first
    distribution: NDArray[np.float32] = field(repr=False, compare=False)  # (V,) before reshaping
    number: float | None = None  # in [0, 1), by which it was drawn; None: not drawn but given
