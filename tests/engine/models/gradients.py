"""Check gradients by finite differences."""

from collections.abc import Callable

import torch
from torch import Tensor, nn


def assert_gradients_agree(module: nn.Module, output: Callable[[], Tensor]) -> None:
    """Compare the gradient of each float64 parameter with a central difference.

    Each parameter is moved along one random direction by 1e-5; the error of the difference
    is then about 1e-10 of the third derivative.
    """
    generator = torch.Generator().manual_seed(7)

    def noise(like: Tensor) -> Tensor:
        return torch.randn(like.shape, generator=generator, dtype=torch.float64)

    weight = noise(output())
    module.zero_grad()
    (output() * weight).sum().backward()
    for name, parameter in module.named_parameters():
        step = 1e-5 * noise(parameter)
        slope = 0.0
        with torch.no_grad():
            for sign in (1, -1):
                parameter += sign * step
                slope += sign * (output() * weight).sum().item() / 2
                parameter -= sign * step
        found = (parameter.grad * step).sum().item()
        assert abs(found - slope) <= 1e-6 * abs(slope) + 1e-12, f"{name}: {found} {slope}"
