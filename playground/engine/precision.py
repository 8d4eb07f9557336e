"""How exactly a step of training multiplies matrices.

PyTorch leaves products in float32 to a library (MKL) that uses only half of the width of an AMD
processor with AVX-512. Allowed to round factors to bfloat16, it asks another one (oneDNN), which
uses all of it: on an AMD EPYC a product of the default mini-GPT takes 0.57 ms instead of
1.31, and the result is as exact as before, since without units for bfloat16 matrices (AMX)
nothing is rounded. Weights, sums, norms and the loss are always kept in float32.

Sources: Kalamkar et al. 2019, A Study of BFLOAT16 for Deep Learning Training,
https://arxiv.org/abs/1905.12322; Micikevicius et al. 2018, Mixed Precision Training,
https://arxiv.org/abs/1710.03740
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

import torch

from playground.engine.config import GPTConfig, RunConfig
from playground.engine.models.causal import maps_fit

FLOAT32, BFLOAT16 = "float32", "bfloat16"


def choose_precision(config: RunConfig, device: torch.device) -> str:
    """Return "float32" or "bfloat16": what was chosen, or what is faster on such a device.

    A rule and not a measurement, so that a seed gives the same losses again.
    """
    chosen = config.training.precision
    if chosen != "auto":
        return chosen
    if device.type == "cuda":
        return BFLOAT16 if torch.cuda.is_bf16_supported() else FLOAT32
    wide = torch.backends.cpu.get_cpu_capability() == "AVX512"
    return (
        BFLOAT16 if device.type == "cpu" and wide and _all_products_are_large(config) else FLOAT32
    )


def _all_products_are_large(config: RunConfig) -> bool:
    """Return whether attention goes by `causal.attend`.

    PyTorch's own kernel makes many small products, which oneDNN takes five times as long for.
    """
    settings = config.settings
    if not isinstance(settings, GPTConfig):
        return True
    return maps_fit(config.training.batch_size, settings.n_head, settings.context)


def is_bfloat16_faster(device: torch.device) -> bool:
    """Return whether arrays that are in bfloat16 themselves are multiplied faster now.

    On a GPU, and on a CPU with units for them (AMX) while factors may be rounded: on a Xeon,
    Muon's products take half to a third of the time of those that round their factors each time.
    """
    if device.type != "cpu":
        return True
    return torch.get_float32_matmul_precision() == "medium" and _has_amx()


@cache
def _has_amx() -> bool:
    ask: Callable[[], dict[str, Any]] = getattr(torch.cpu, "get_capabilities", dict)  # or older
    return bool(ask().get("amx_bf16", False))


@contextmanager
def products(precision: str, device: torch.device) -> Iterator[None]:
    """Multiply matrices like this meanwhile; on a GPU, keep what layers hand on in bfloat16."""
    if precision == FLOAT32:
        yield
        return
    before = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("medium")
    on_gpu = device.type == "cuda"
    try:
        with torch.autocast("cuda", torch.bfloat16) if on_gpu else nullcontext():
            yield
    finally:
        torch.set_float32_matmul_precision(before)
