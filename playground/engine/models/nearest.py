"""First weights of attention: the heads of the first layer look at the nearest tokens.

What comes next depends most on the tokens just before, yet a transformer has to find that out: in
its first hundreds of steps, heads that look one token back slowly form. Here head n begins by
looking n tokens back, and is free to learn something else. Losses on tiny shakespeare, one seed,
steps of 2,048 tokens: 3 layers of 128, 800 steps, 1.508 instead of 1.539; 3 layers of 192, 1,500
steps, 1.433 instead of 1.452.

How a head can know the distance: every embedding has a part u in common, so every query has a part
q in common and every key a part k. The turn by position (see `rotary`) makes their product
depend on the distance d alone,

    sum over pairs i of a_i^2 cos(w_i (d - n)),   if k is q turned by n positions,

and that is greatest where d = n. Only the faster half of the pairs takes part: the slow ones
hardly tell one place from the next.

Sources: Olsson et al. 2022, In-context Learning and Induction Heads (previous-token heads),
https://arxiv.org/abs/2209.11895; Trockman and Kolter 2023, Mimetic Initialization of
Self-Attention Layers, https://arxiv.org/abs/2305.09828

C: channels, D: channels per head, V: vocabulary.
"""

import math

import torch
from torch import Tensor

from playground.engine.models.rotary import rotate, rotation

COMMON = 0.5  # size of u; the embedding of a token has size 1
OWN = 0.5  # of the random weights of queries and keys stays: what tells tokens apart


@torch.no_grad()
def look_at_nearest(embedding: Tensor, qkv: Tensor, heads: int, base: float) -> None:
    """Let head n of a layer look n tokens back at first.

    Args:
        embedding: (V, C) with rows of size 1 (root mean square); changed.
        qkv: (3 C, C) weights of queries, keys and values; those of queries and keys are changed.
        heads: Number of heads.
        base: Of the rotary positions.
    """
    channels = embedding.shape[1]
    width = channels // heads  # D
    common = COMMON * torch.randn(channels).sign()  # (C,) u
    embedding += common
    size = math.sqrt(1 + COMMON**2)  # of an embedding now, which the norm brings to 1
    query = torch.zeros(1, width)
    query[:, : max(1, width // 4)] = 1.0  # the first channel of each of the faster pairs
    query *= math.sqrt(width) / query.norm()  # (1, D) of size 1
    reader = common * size / common.square().sum()  # (C,) takes u out of a normed embedding
    queries, keys, _ = qkv.view(3, heads, width, channels)
    for n in range(heads):
        key = rotate(query, rotation(n + 1, 1, width, base, query))  # (1, D)
        for weights, wanted in ((queries[n], query), (keys[n], key)):
            weights.mul_(OWN).addr_(wanted[0], reader)
