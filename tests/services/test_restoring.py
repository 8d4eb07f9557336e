"""Going back to a saved state: only to one that is whole and of this very model."""

import json
from collections.abc import Callable

import pytest
import torch

from playground.engine.config import RunConfig
from playground.engine.corpus import Corpus
from playground.errors import RunBroken
from playground.services.checkpoint import load_state, save_state
from playground.services.runs import STATE_NUMBERS, Run
from playground.services.workspace import Workspace
from tests.services.small_runs import MOST, config_of, run_until

Change = Callable[[dict[str, torch.Tensor]], object]


@pytest.fixture
def stopped(workspace: Workspace, corpus: Corpus) -> Run:
    """A run that carries its state from step to step and was stopped half-way."""
    return stopped_run(workspace, corpus, config_of(carry_state=True))


def stopped_run(workspace: Workspace, corpus: Corpus, config: RunConfig) -> Run:
    training = workspace.create(corpus, config, "stopped")
    run_until(training, 20)
    training.close()
    return workspace.find("stopped")


def rewrite(run: Run, change: Change) -> None:
    tensors, numbers = load_state(run.path, MOST)
    change(tensors)
    save_state(run.path, tensors, {key: numbers[key] for key in numbers if key != "mark"})


def assert_damaged(workspace: Workspace, run: Run, file: str) -> None:
    snapshots = run.snapshots()
    with pytest.raises(RunBroken, match=rf"{file} is damaged"):
        next(event for event in workspace.resume(run) if type(event).__name__ == "Started")
    assert run.snapshots() == snapshots
    assert not (run.path / "run.lock").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda tensors: tensors.pop("optimizer/head.bias/exp_avg_sq"),
        lambda tensors: tensors.update({"optimizer/head.bias/exp_avg": torch.zeros(3)}),
        lambda tensors: tensors.update({"optimizer/nobody/step": torch.tensor(1.0)}),
        lambda tensors: tensors.update({"unknown": torch.zeros(3)}),
        lambda tensors: tensors["model/head.bias"].fill_(float("nan")),
        lambda tensors: tensors["best/head.bias"].fill_(float("inf")),
        lambda tensors: tensors.update({"best/head.bias": tensors["best/head.bias"].double()}),
        lambda tensors: tensors.update({"carried/state": torch.zeros(2, 1, 4, 15)}),
        lambda tensors: tensors.update({"carried/state": torch.zeros(2, 1, 5, 16)}),
        lambda tensors: tensors.update({"carried/state": torch.zeros(4)}),
        lambda tensors: tensors["carried/state"].fill_(float("nan")),
        lambda tensors: tensors.update({"carried/state": tensors["carried/state"].half()}),
    ],
)
def test_a_state_of_another_model_is_damaged(
    workspace: Workspace, stopped: Run, change: Change
) -> None:
    rewrite(stopped, change)
    assert_damaged(workspace, stopped, r"resume\.safetensors")


def test_a_model_that_carries_nothing_cannot_have_carried_something(
    workspace: Workspace, corpus: Corpus
) -> None:
    run = stopped_run(workspace, corpus, config_of())
    rewrite(run, lambda tensors: tensors.update({"carried/state": torch.zeros(2, 1, 4, 16)}))
    list(workspace.resume(run))  # it is of the right shape, and does no harm


@pytest.mark.parametrize(
    "change",
    [
        {"step": 1},  # later snapshots would be deleted
        {"step": None},
        {"tokens": 10**30},
        {"best_loss": "low"},
        {"seconds": 1e300},
        {"next_check": -1.0},
        {"checked_step": 0.5},
    ],
)
def test_a_number_that_cannot_be_is_damaged(
    workspace: Workspace, stopped: Run, change: dict[str, object]
) -> None:
    path = stopped.path / STATE_NUMBERS
    numbers = json.loads(path.read_text("utf-8"))
    numbers["state"].update(change)
    path.write_text(json.dumps(numbers), "utf-8")
    assert_damaged(workspace, stopped, r"resume\.json")


def test_a_state_without_numbers_is_damaged(workspace: Workspace, stopped: Run) -> None:
    path = stopped.path / STATE_NUMBERS
    numbers = json.loads(path.read_text("utf-8"))
    for state in (None, [], "x", {}):
        path.write_text(json.dumps({**numbers, "state": state}), "utf-8")
        assert_damaged(workspace, stopped, r"resume\.json")
