"""How fast the machine multiplies matrices, and how many products a model's step needs.

A step's useful work is counted as in the PaLM paper: each weight of a matrix costs a
multiplication and an addition for each token, forward once and backward twice, and so does
each pair of query and key, key and value. What an optimizer computes, and what is computed
twice or for nothing, does not count.

Source: Chowdhery et al. 2022, PaLM, appendix B, https://arxiv.org/abs/2204.02311
"""

import time

import torch
from torch import nn

from playground.engine.precision import BFLOAT16, FLOAT32, products

SIZE = 1024  # rows and columns: enough that all the rest is negligible
PASSES = 3  # forward, and twice as much backward
LOOKED_UP = ("wpe.weight", "positions.weight")  # 2-D weights that are never multiplied


def measure_peak(tries: int = 8) -> float:
    """Return the most operations a second with torch's current number of threads.

    In the precision that is faster here; see `playground.engine.precision`.
    """
    left, right, out = (torch.randn(SIZE, SIZE) for _ in range(3))
    times = []
    for precision in (FLOAT32, BFLOAT16):
        with products(precision, left.device):
            for _ in range(1 + tries):
                began = time.perf_counter()
                torch.mm(left, right, out=out)
                times.append(time.perf_counter() - began)
    return 2 * SIZE**3 / min(times)


def transformer_flops(model: nn.Module, n_layer: int, n_embd: int, context: int) -> float:
    """Return the operations per token of a training step.

    Without a head of its own, the embedding of a model serves as head and counts once.
    """
    names = {name: p.numel() for name, p in model.named_parameters() if p.ndim == 2}
    matrices = sum(size for name, size in names.items() if not name.endswith(LOOKED_UP))
    if "head.weight" in names:
        matrices -= names["embedding.weight"]
    return 2 * PASSES * (matrices + 2 * n_layer * n_embd * context)


def recurrent_flops(model: nn.Module) -> float:
    """Return the operations per token of a training step; the embedding is only looked up."""
    matrices = sum(
        p.numel()
        for name, p in model.named_parameters()
        if p.ndim == 2 and not name.startswith("embedding")
    )
    return 2.0 * PASSES * matrices
