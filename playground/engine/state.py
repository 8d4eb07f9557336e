"""Everything that training changes, and its passage to disk and back.

A state is flat: tensors by name and plain numbers by name. No pickle.
"""

import math
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

from playground.engine.clock import Clock
from playground.engine.config import RunConfig
from playground.engine.device import choose_device, memory_errors
from playground.engine.models import MODELS
from playground.engine.models.base import CarriesState, LanguageModel
from playground.engine.optim import load_optimizer_tensors, make_optimizers, optimizer_tensors

NUMBERS = (
    "step",
    "tokens",
    "recent_loss",
    "best_loss",
    "best_step",
    "checks_since_best",
    "checked_step",
    "next_check",
)


@dataclass
class TrainState:
    """A model in training. Between two events of `train` it is consistent and may be saved."""

    model: LanguageModel
    optimizers: list[Optimizer]
    device: torch.device
    clock: Clock = field(default_factory=Clock)
    step: int = 0  # steps done
    tokens: int = 0  # read since the run began
    recent_loss: float = math.nan  # running mean over about 10 steps; nan before the first
    best_loss: float = math.inf  # lowest validation loss so far, in nats per token
    best_step: int = 0
    best_weights: dict[str, Tensor] = field(default_factory=dict)  # on the CPU
    checks_since_best: int = 0
    checked_step: int = 0  # step of the last check
    next_check: float = 0.0  # by the clock, in seconds; only for budgets in minutes
    carried: Tensor | None = None  # (S, L, B, H) state of a recurrent model, see `CarriesState`

    def __post_init__(self) -> None:
        if not self.best_weights:
            self.keep_best()

    @property
    def seconds(self) -> float:
        """Seconds trained, pauses not counted."""
        return self.clock.seconds

    def pause(self) -> None:
        """Stop the clock until training goes on."""
        self.clock.pause()

    def unpause(self) -> None:
        """Let the clock run again."""
        self.clock.unpause()

    def keep_best(self) -> None:
        """Copy the weights: they are the best so far."""
        self.best_weights = {
            name: value.detach().to("cpu", copy=True)
            for name, value in self.model.state_dict().items()
        }

    def tensors(self) -> dict[str, Tensor]:
        """Return all tensors that a resumed run needs, under flat names.

        The weights and the optimizers' tensors are the live ones: save them, or copy them,
        before training goes on.
        """
        groups = {
            "model": self.model.state_dict(),
            "best": self.best_weights,
            "optimizer": optimizer_tensors(self.model, self.optimizers),
            "carried": {} if self.carried is None else {"state": self.carried},
        }
        return {
            f"{group}/{name}": value.detach().contiguous()
            for group, members in groups.items()
            for name, value in members.items()
        }

    def numbers(self) -> dict[str, Any]:
        """Return all numbers that a resumed run needs, ready for JSON; None is not yet known."""
        values: dict[str, Any] = {name: getattr(self, name) for name in NUMBERS}
        values["seconds"] = self.seconds
        return {name: value if math.isfinite(value) else None for name, value in values.items()}

    def load(self, tensors: dict[str, Tensor], numbers: dict[str, Any]) -> None:
        """Become the state whose `tensors()` and `numbers()` these are.

        Raises:
            KeyError, ValueError, RuntimeError: See `load_tensors` and `load_numbers`.
        """
        self.load_tensors(tensors)
        self.load_numbers(numbers)

    def load_tensors(self, tensors: dict[str, Tensor]) -> None:
        """Take over what `tensors()` returned.

        Raises:
            KeyError: A tensor is missing, or belongs to another model.
            ValueError: A tensor has no group, or is of another kind.
            RuntimeError: A tensor has another shape.
        """
        groups: dict[str, dict[str, Tensor]] = {"model": {}, "best": {}, "optimizer": {}}
        for key, value in tensors.items():
            group, name = key.split("/", 1)
            groups.setdefault(group, {})[name] = value
        self.model.load_state_dict(groups["model"])
        self.best_weights = {name: value.cpu().clone() for name, value in groups["best"].items()}
        load_optimizer_tensors(self.model, self.optimizers, groups["optimizer"])
        carried = groups.get("carried", {}).get("state")
        if carried is not None:
            self._check_carried(carried)
            carried = carried.clone().to(self.device)
        self.carried = carried

    def load_numbers(self, numbers: dict[str, Any]) -> None:
        """Take over what `numbers()` returned.

        Raises:
            KeyError: A number is missing.
            ValueError: A number is impossible.
        """
        for name in NUMBERS:
            setattr(self, name, _checked(name, numbers[name]))
        self.clock = Clock(_checked("seconds", numbers["seconds"]))

    def _check_carried(self, carried: Tensor) -> None:
        """Raise ValueError for what this model cannot have carried."""
        if not isinstance(self.model, CarriesState) or carried.ndim != 4:
            raise ValueError("carried")
        with torch.no_grad():
            first = torch.zeros(1, 1, dtype=torch.int64, device=self.device)  # (B, T)
            size, layers, _, hidden = self.model.forward_from(first, None)[1].shape
        shape = (size, layers, carried.shape[2], hidden)
        whole = carried.dtype == torch.float32 and bool(carried.isfinite().all())
        if carried.shape != shape or not whole:
            raise ValueError("carried")


LARGEST = 1 << 53  # whole numbers up to here are exact as fractions
UNKNOWN = {"recent_loss": math.nan, "best_loss": math.inf}  # None in a file
FRACTIONS = ("recent_loss", "best_loss", "next_check", "seconds")


def _checked(name: str, value: Any) -> Any:
    """Return a number of a saved state.

    Raises:
        KeyError: It is not known although it must be.
        ValueError: It is none, or one that cannot be.
    """
    if value is None:
        return UNKNOWN[name]
    kind = (int, float) if name in FRACTIONS else int
    if isinstance(value, bool) or not isinstance(value, kind) or not 0 <= value < LARGEST:
        raise ValueError(f"{name}: {value!r}")
    return value


def new_state(config: RunConfig, vocab_size: int) -> TrainState:
    """Return a new model with random weights from the run's seed, ready to be trained.

    Raises:
        DeviceMissing: This computer does not have the chosen device.
        OutOfMemory: The model does not fit.
    """
    device, _ = choose_device(config.training.device)
    with memory_errors(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.training.seed)
        model = MODELS[config.model].build(config.settings, vocab_size).to(device)
        return TrainState(model, make_optimizers(model, config.training), device)
