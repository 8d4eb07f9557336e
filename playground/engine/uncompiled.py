"""torch without its compiler.

Nothing here is compiled, yet torch imports its compiler (820 modules, a second and more) when a
first optimizer is made, in every step of its own optimizers, and when weights are drawn that have
a shape only. None of the three needs it.
"""

import inspect
from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer
from torch.overrides import TorchFunctionMode

DISABLED = "__dynamo_disable"  # where torch keeps a function as it runs without the compiler
MAKING = {torch.empty, torch.zeros}  # what modules make their weights with
DRAWING = {torch.Tensor.normal_, torch.Tensor.uniform_}  # and all of torch.nn.init


class AdamW(torch.optim.AdamW):
    """torch's AdamW, for steps that nobody compiles or differentiates."""

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> Any:
        """Take one step, as torch's own does inside what it wraps for the compiler."""
        return inspect.unwrap(torch.optim.AdamW.step)(self, closure)


class ShapesOnly(TorchFunctionMode):
    """While this is entered, modules are built with weights that have a shape and no values.

    Also inside `torch.device("meta")`, torch would ask its compiler to draw values for them.
    """

    def __torch_function__(
        self, function: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        """Make new weights without memory, and leave them where `function` would draw them."""
        kwargs = kwargs or {}
        if function in MAKING:
            kwargs = {**kwargs, "device": "meta"}
        elif function in DRAWING or getattr(function, "__module__", "") == nn.init.__name__:
            return args[0] if args else kwargs["tensor"]
        return function(*args, **kwargs)


def make_optimizers_plain() -> None:
    """Tell torch that the methods of `Optimizer` run as they are written."""
    for method in vars(Optimizer).values():
        plain = getattr(method, "__wrapped__", None)
        if plain is not None:
            setattr(plain, DISABLED, plain)
