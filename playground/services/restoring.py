"""Going back to the state that was saved last."""

from typing import Any

from playground.engine.models import MODELS
from playground.engine.state import TrainState
from playground.engine.tokenizers import Tokenizer
from playground.errors import RunBroken
from playground.services import metrics
from playground.services.checkpoint import Tensors, load_state
from playground.services.damage import IS_DAMAGED, damage_named
from playground.services.disk import writing
from playground.services.loading import is_sound, size_of
from playground.services.metrics import MetricsLog
from playground.services.runs import STATE, STATE_NUMBERS, Run, snapshot_file, snapshot_steps
from playground.services.values import whole

STATES = 5  # times a model's weights: they, the best ones, and what the optimizers remember
CARRIED = 1 << 28  # bytes of the state that a recurrent model carries from step to step, at most


def saved_state(run: Run, tokenizer: Tokenizer) -> tuple[Tensors, dict[str, Any]] | None:
    """Return what was saved last, if anything; its weights are of the right names and shapes.

    They are compared before memory is taken for a model of the size that `run.json` tells.

    Raises:
        RunBroken: A file is damaged, or is of another model.
    """
    if not run.has_state:
        return None
    shapes = MODELS[run.model].shapes(run.config.settings, tokenizer.vocab_size)
    tensors, numbers = load_state(run.path, STATES * size_of(shapes) + CARRIED)
    for group in ("model", "best"):
        found = {
            name.removeprefix(f"{group}/"): tuple(value.shape)
            for name, value in tensors.items()
            if name.startswith(f"{group}/") and is_sound(value)
        }
        if found != shapes:
            raise RunBroken(run=run.name, file=STATE, reason=IS_DAMAGED)
    return tensors, numbers


def _begin_patience_anew(run: Run, state: TrainState) -> None:
    """Let a run that has stopped early really go on: who asks for more knows how it ended."""
    patience = run.config.training.patience
    if patience and state.checks_since_best >= patience:
        state.checks_since_best = 0


def go_back(
    run: Run, state: TrainState, saved: tuple[Tensors, dict[str, Any]] | None
) -> MetricsLog:
    """Become the last saved state and forget what was recorded after it."""
    lines = 0
    if saved is not None:
        tensors, numbers = saved
        batch = run.config.training.batch_size
        with damage_named(run.name, STATE):
            state.load_tensors(tensors)
            if state.carried is not None and state.carried.shape[2] != batch:
                raise ValueError("carried")
        with damage_named(run.name, STATE_NUMBERS):
            state.load_numbers(numbers["state"])
            lines = whole(numbers["metrics_bytes"])
            if state.step != numbers["step"]:
                raise ValueError("step")
    _begin_patience_anew(run, state)
    with writing(run.path):
        for step in snapshot_steps(run.path):
            if step > state.step:
                snapshot_file(run.path, step).unlink()
    return MetricsLog(run.path / metrics.FILE, keep=lines)
