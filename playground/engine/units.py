"""The units in which a loss is told.

Inside the program a loss is in nats per token. Bits per character compare models with
different tokens, and with a packer such as gzip.
"""

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.text import mark

Loss = TypeVar("Loss", float, NDArray[np.float64])

BITS, NATS, PERPLEXITY = "bits", "nats", "perplexity"
BITS_PER_NAT = 1 / math.log(2)
_LARGEST = 200.0  # e^200 is a float, and so are its powers that span an axis


@dataclass(frozen=True)
class Unit:
    """One way to tell a loss."""

    key: str
    title: str  # marked for translation
    help: str  # marked for translation


UNITS: dict[str, Unit] = {
    unit.key: unit
    for unit in (
        Unit(
            BITS,
            mark("bits per character"),
            mark("How many yes-or-no questions each character still costs."),
        ),
        Unit(NATS, mark("nats per token"), mark("The loss as the optimizer sees it.")),
        Unit(
            PERPLEXITY,
            mark("perplexity"),
            mark("Among how many equally likely tokens the model still hesitates."),
        ),
    )
}


def from_nats(loss: Loss, unit: str, bits_per_nat: float) -> Loss:
    """Return a loss in nats per token in another unit.

    Args:
        loss: A number or an array.
        unit: Key in UNITS.
        bits_per_nat: Bits per character for 1 nat per token: 1 / ln 2 times tokens per character.
    """
    if unit == BITS:
        return loss * bits_per_nat
    if unit == PERPLEXITY:
        if isinstance(loss, float):
            return math.exp(min(loss, _LARGEST))
        return np.exp(np.minimum(loss, _LARGEST))
    return loss


def from_bits(bits: float, unit: str, bits_per_nat: float) -> float:
    """Return bits per character in another unit."""
    return from_nats(bits / bits_per_nat, unit, bits_per_nat)
