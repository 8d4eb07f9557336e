"""Rotary positions: queries and keys are turned by an angle that grows with the position.

The product of a turned query and a turned key depends only on how far apart they stand.
T: time (tokens), D: channels per head.

Source: Su et al. 2021, RoFormer, https://arxiv.org/abs/2104.09864; channel i is paired with
channel i + D / 2, as Llama's files in the Hugging Face format have it.
"""

import torch
from torch import Tensor

Rotation = tuple[Tensor, Tensor]  # cosines (T, D / 2), sines (T, D / 2)


def rotation(first: int, count: int, width: int, base: float, like: Tensor) -> Rotation:
    """Return the cosines and sines for positions `first` … `first + count - 1`.

    Pair i turns by `base`^(-2 i / D) radians per position. The angles are computed in
    float64, so that they stay exact after millions of tokens.

    Args:
        first: Position of the first row.
        count: Number of rows (T).
        width: Channels per head (D), even.
        base: The slowest pair turns by about 1 / base per position.
        like: Any tensor of the wanted type on the wanted device.
    """
    speed = base ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)  # (D / 2,)
    angle = torch.arange(first, first + count, dtype=torch.float64)[:, None] * speed
    return angle.cos().to(like), angle.sin().to(like)


def rotate(x: Tensor, turn: Rotation) -> Tensor:
    """Turn `x` (…, T, D), each position by its own angle."""
    cos, sin = turn
    left, right = x.chunk(2, dim=-1)  # (…, T, D / 2) each
    return torch.cat((left * cos - right * sin, right * cos + left * sin), dim=-1)  # (…, T, D)
