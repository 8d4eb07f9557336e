"""Small runs that train in a moment, and what makes two of them the same."""

from dataclasses import replace

import torch

from playground.engine.config import CharRNNConfig, RunConfig, TrainingConfig
from playground.engine.events import Evaluated, Event, Stepped
from playground.services.checkpoint import load_state, load_tensors
from playground.services.runs import Run
from playground.services.training import Training

TEXT = "".join(f"{i} times {i} is {i * i}.\n" for i in range(400))
STEPS = 40
MOST = 1 << 20  # bytes of their tensors


def config_of(steps: int = STEPS, seed: int = 1, **training: object) -> RunConfig:
    values = {"steps": steps, "batch_size": 4, "sample_length": 8, "threads": 1, "seed": seed}
    settings = CharRNNConfig(context=16, n_embd=8, n_hidden=16, dropout=0.1)
    return RunConfig("char-rnn", settings, TrainingConfig(**{**values, **training}))  # type: ignore[arg-type]


def run_until(training: Training, step: int) -> list[Event]:
    """Return the events up to a step; the training is neither closed nor saved."""
    seen: list[Event] = []
    for event in training:
        seen.append(event)
        if isinstance(event, Stepped) and event.step == step:
            break
    return seen


def curve(run: Run) -> list[Event]:
    """Return what was measured, without the clock's part in it."""
    events = run.metrics(Stepped, Evaluated)
    return [replace(event, seconds=0.0) for event in events]  # type: ignore[type-var]


def weights(run: Run) -> dict[str, torch.Tensor]:
    return load_tensors(run.path / "weights.safetensors", MOST)[0]


def assert_same_run(one: Run, other: Run) -> None:
    assert curve(one) == curve(other)
    assert one.snapshots() == other.snapshots()
    for first, second in ((weights(one), weights(other)), (state(one), state(other))):
        assert first.keys() == second.keys()
        assert all(torch.equal(first[name], second[name]) for name in first)
    assert (one.status, one.steps, one.best_step, one.valid_loss, one.valid_bpc, one.tokens) == (
        other.status, other.steps, other.best_step, other.valid_loss, other.valid_bpc, other.tokens,
    )  # fmt: skip


def state(run: Run) -> dict[str, torch.Tensor]:
    return load_state(run.path, MOST)[0]
