"""The optimizers: how a gradient becomes a change of the weights.

Sources: Loshchilov and Hutter 2019 (AdamW), https://arxiv.org/abs/1711.05101; Jordan et al.
2024 (Muon), https://kellerjordan.github.io/posts/muon/
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from playground.engine.config import TrainingConfig
from playground.engine.models.ngram_memory import tables
from playground.engine.models.stacked import Stacked
from playground.engine.muon import Muon
from playground.engine.schedule import muon_momentum
from playground.engine.uncompiled import AdamW, make_optimizers_plain

BETAS = (0.9, 0.95)
REMEMBERED: dict[type[Optimizer], tuple[str, ...]] = {  # of each weight, after a step
    AdamW: ("step", "exp_avg", "exp_avg_sq"),
    Muon: ("momentum_buffer",),
}
TABLE_RATE = 5  # times AdamW's learning rate: a row of n-grams is seldom seen


def make_optimizers(model: nn.Module, config: TrainingConfig) -> list[Optimizer]:
    """Return the optimizers that share out the weights of `model` between them.

    With "muon", Muon takes the matrices inside transformer blocks and recurrent layers, and AdamW
    the rest: embeddings, head, norms and biases. The table of an n-gram memory learns faster.
    """
    make_optimizers_plain()
    matrices = inner_matrices(model) if config.optimizer == "muon" else []
    ngrams = tables(model)
    taken = {id(parameter) for parameter in (*(matrix for matrix, _ in matrices), *ngrams)}
    rest = [parameter for parameter in model.parameters() if id(parameter) not in taken]
    groups = [
        {"params": [p for p in rest if p.ndim >= 2], "weight_decay": config.weight_decay},
        {"params": [p for p in rest if p.ndim < 2], "weight_decay": 0.0},
    ]
    if ngrams:
        rate = TABLE_RATE * config.learning_rate
        groups.append({"params": ngrams, "weight_decay": config.weight_decay, "lr": rate})
    optimizers: list[Optimizer] = [
        AdamW(groups, lr=config.learning_rate, betas=BETAS, fused=True),
    ]
    if matrices:
        optimizers.append(Muon(matrices, config.muon_learning_rate, config.weight_decay))
    for group in _groups(optimizers):
        group["peak"] = group["lr"]
    return optimizers


def inner_matrices(model: nn.Module) -> list[tuple[Tensor, int]]:
    """Return the matrices between the embedding and the head of `model`.

    Those inside transformer blocks and those of recurrent layers, each with the number of
    matrices that are stacked in it: a recurrent layer has one a gate.
    """
    found: list[tuple[Tensor, int]] = []
    blocks = getattr(model, "blocks", None)
    if isinstance(blocks, nn.Module):
        found += [
            (module.weight, module.parts if isinstance(module, Stacked) else 1)
            for module in blocks.modules()
            if isinstance(module, nn.Linear)
        ]
    for module in model.modules():
        if isinstance(module, nn.RNNBase):
            weights = [p for p in module.parameters() if p.ndim == 2]
            found += [(weight, len(weight) // module.hidden_size) for weight in weights]
    return found


def set_pace(optimizers: Sequence[Optimizer], share: float, step: int) -> None:
    """Set every learning rate to `share` of its peak, and Muon's momentum for `step`."""
    for group in _groups(optimizers):
        group["lr"] = share * group["peak"]
        if "momentum" in group:
            group["momentum"] = muon_momentum(step)


def optimizer_tensors(model: nn.Module, optimizers: Sequence[Optimizer]) -> dict[str, Tensor]:
    """Return what the optimizers remember, as "parameter/quantity": tensor."""
    return {
        f"{name}/{quantity}": value
        for name, parameter in model.named_parameters()
        for optimizer in optimizers
        for quantity, value in optimizer.state.get(parameter, {}).items()
    }


def load_optimizer_tensors(
    model: nn.Module, optimizers: Sequence[Optimizer], tensors: dict[str, Tensor]
) -> None:
    """Give back to the optimizers what `optimizer_tensors` returned.

    All is checked first: torch's kernels believe what they are given.

    Raises:
        KeyError: Something is missing, or belongs to another model.
        ValueError: A tensor is of another shape or kind.
    """
    owner = {id(p): o for o in optimizers for group in o.param_groups for p in group["params"]}
    places = {
        f"{name}/{quantity}": (parameter, quantity)
        for name, parameter in model.named_parameters()
        for quantity in REMEMBERED[type(owner[id(parameter)])]
    }
    if tensors and tensors.keys() != places.keys():
        raise KeyError(sorted(tensors.keys() ^ places.keys())[0])
    for key, value in tensors.items():
        parameter, quantity = places[key]
        shape = () if quantity == "step" else parameter.shape
        if value.shape != shape or value.dtype != torch.float32:
            raise ValueError(key)
        if quantity == "step" and not 0 <= value.item() < math.inf:
            raise ValueError(key)
    for key, value in tensors.items():
        parameter, quantity = places[key]
        owner[id(parameter)].state[parameter][quantity] = value.clone().to(parameter.device)


def clip(model: nn.Module, longest: float) -> Tensor:
    """Cut the gradient to the length `longest`, 0 for never; return its length before."""
    return nn.utils.clip_grad_norm_(model.parameters(), longest or torch.inf)


def _groups(optimizers: Sequence[Optimizer]) -> Iterator[dict[str, Any]]:
    for optimizer in optimizers:
        yield from optimizer.param_groups
