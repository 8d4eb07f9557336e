"""The weights of a model as NumPy arrays, and the product with one of them."""

from collections.abc import Set

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.engine.models.base import LanguageModel

Floats = NDArray[np.float32]

STRIP = 32  # rows that are transposed at a time: what is read and what is written stay in the cache

# I: inputs, O: outputs


def is_known(model: LanguageModel, names: Set[str]) -> bool:
    """Return whether `model` can be computed in NumPy from the weights `names`.

    Not if it has others: then it has an option that the decoder knows nothing of.
    """
    weights = dict(model.named_parameters())
    return (
        weights.keys() == names
        and not model.training
        and all(w.dtype == torch.float32 and w.device.type == "cpu" for w in weights.values())
    )


def arrays(model: LanguageModel) -> dict[str, Floats]:
    """Return the weights by name; they are the model's own memory, so copy what you keep."""
    return {name: array(weight) for name, weight in model.named_parameters()}


def array(tensor: Tensor) -> Floats:
    """Return the numbers of a tensor on the CPU, which stay shared with it."""
    numbers: Floats = tensor.detach().numpy()
    return numbers


class Linear:
    """x W + b for a single x, into the same buffer every time."""

    def __init__(self, weight: Floats, bias: Floats | None = None) -> None:
        """Copy `weight` (O, I), as PyTorch has it, and `bias` (O,)."""
        self._weight = transposed(weight)  # (I, O): the product reads it once, in order
        self._bias = None if bias is None else np.array(bias, dtype=np.float32)
        self.out: Floats = np.empty(len(weight), dtype=np.float32)

    def apply(self, x: Floats) -> Floats:
        """Return (O,) for `x` (I,), good until the next call."""
        np.dot(x, self._weight, out=self.out)
        if self._bias is not None:
            np.add(self.out, self._bias, out=self.out)
        return self.out


def transposed(weight: Floats) -> Floats:
    """Return a copy (I, O) of `weight` (O, I), laid out row by row."""
    result = np.empty(weight.shape[::-1], dtype=np.float32)
    for i in range(0, len(weight), STRIP):
        result[:, i : i + STRIP] = weight[i : i + STRIP].T
    return result
