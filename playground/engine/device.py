"""Where to compute, with how many threads, and what to say when memory runs out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig
from playground.engine.cores import cores
from playground.errors import DeviceMissing, OutOfMemory
from playground.text import mark

NO_GPU = mark("This computer has no GPU that PyTorch can use, so the CPU does the work.")
CUDA_FOUND = mark("An NVIDIA GPU was found.")
MPS_FOUND = mark("The Apple GPU is slower than the CPU for small models; choose it for large ones.")
CHOSEN = mark("You chose this device.")


def choose_device(name: str) -> tuple[torch.device, str]:
    """Return the device for a setting ("auto", "cpu", "cuda", "mps") and a sentence why.

    Raises:
        DeviceMissing: This computer has no such device.
    """
    offered = ["cpu"]
    if torch.cuda.is_available():
        offered.append("cuda")
    if torch.backends.mps.is_available():
        offered.append("mps")
    if name == "auto":
        if "cuda" in offered:
            return torch.device("cuda"), CUDA_FOUND
        return torch.device("cpu"), MPS_FOUND if "mps" in offered else NO_GPU
    if name not in offered:
        raise DeviceMissing(device=name, offered=", ".join(offered))
    return torch.device(name), CHOSEN


def choose_threads(config: RunConfig) -> int:
    """Return how many CPU threads suit the model: what was chosen, or a fixed rule.

    A rule and not a measurement, because the number of threads changes the order of sums
    and so the last digits of the losses. (With a budget in minutes, where no two runs take
    the same steps, it is only the largest number that `ThreadWatch` tries.) Threads wait
    for each other after every small product: a recurrent step is too short to share, a
    transformer's is worth a few.
    """
    if config.training.threads:
        return config.training.threads
    return max(1, min(cores(), _useful_threads(config)))


def _useful_threads(config: RunConfig) -> int:
    if isinstance(config.settings, CharRNNConfig):
        units = config.settings.n_hidden
        wide = 256 if config.settings.cell == "lstm" else 512  # oneDNN's LSTM shares well
        return 2 if units >= wide or units * config.training.batch_size >= 32_768 else 1
    if isinstance(config.settings, GPTConfig):
        return 2 if config.settings.n_embd < 256 else 8
    return 2


@contextmanager
def memory_errors() -> Iterator[None]:
    """Turn PyTorch's failure to get memory into an `OutOfMemory`."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if "memory" not in str(error) and not isinstance(error, MemoryError):
            raise
        raise OutOfMemory(need=_megabytes(str(error))) from error


def _megabytes(message: str) -> str:
    """Return how much PyTorch tried to get, in MB, from its own words."""
    if found := re.search(r"tried to allocate (\d+) bytes", message):
        return f"{int(found[1]) / 1e6:,.0f}"
    if found := re.search(r"[Tt]ried to allocate ([\d.]+) (MiB|GiB)", message):
        return f"{float(found[1]) * (1.048576 if found[2] == 'MiB' else 1073.74):,.0f}"
    return "?"
