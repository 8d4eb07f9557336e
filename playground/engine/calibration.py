"""Measure how fast this computer trains a model: a second of real steps."""

import time
from collections.abc import Generator

import torch
import torch.nn.functional as F

from playground.engine.config import RunConfig
from playground.engine.device import choose_device, choose_threads
from playground.engine.events import Progress
from playground.engine.models import MODELS
from playground.engine.optim import make_optimizers
from playground.engine.precision import choose_precision, products
from playground.engine.recipe import OPERATIONS
from playground.text import mark

CALIBRATING = mark("Measuring the speed of this computer")
VOCAB_SIZE = 96
SECONDS = 0.5  # for each number of threads
LEAST = 3  # steps that are measured


def measure_speed(model: str) -> Generator[Progress, None, float]:
    """Return the operations per second in training the default size of a model.

    Six operations are counted per parameter and token, so the number is comparable between
    sizes; with one thread and with as many as suit the model, whichever is faster.
    """
    spec = MODELS[model]
    config = RunConfig(model, spec.config(), spec.training)
    most = choose_threads(config)
    counts = sorted({1, most})
    before = torch.get_num_threads()
    speeds = []
    try:
        for done, threads in enumerate(counts):
            yield Progress(CALIBRATING, done, len(counts))
            torch.set_num_threads(threads)
            speeds.append(_speed(config))
    finally:
        torch.set_num_threads(before)
    yield Progress(CALIBRATING, len(counts), len(counts))
    return max(speeds)


def _speed(config: RunConfig) -> float:
    """Return the operations per second with the present number of threads."""
    device, _ = choose_device(config.training.device)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = MODELS[config.model].build(config.settings, VOCAB_SIZE).to(device)
        shape = (config.training.batch_size, config.settings.context + 1)
        ids = torch.randint(VOCAB_SIZE, shape, device=device)  # (B, T + 1)
    optimizers = make_optimizers(model, config.training)
    precision = choose_precision(config, device)
    times: list[float] = []
    began = time.perf_counter()
    while len(times) <= LEAST or time.perf_counter() - began < SECONDS:
        step_began = time.perf_counter()
        with products(precision, device):
            loss = F.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own
            for optimizer in optimizers:
                optimizer.step()
                optimizer.zero_grad()
            loss.item()  # wait until it is done
        times.append(time.perf_counter() - step_began)
    tokens = ids[:, 1:].numel()
    return OPERATIONS * model.parameter_count() * tokens / min(times[1:])  # others may be at work
