"""Several linear layers with one input, computed as one."""

from torch import nn


class Stacked(nn.Linear):
    """Matrices that stand one above the other: one product instead of several.

    Each of them is a matrix of its own to the optimizer.
    """

    def __init__(self, inputs: int, outputs: int, parts: int, *, bias: bool) -> None:
        """Stack `parts` layers from `inputs` to `outputs` channels."""
        super().__init__(inputs, parts * outputs, bias=bias)
        self.parts = parts
