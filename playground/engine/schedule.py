"""How fast to learn and how far to look, from the first step to the last."""

HALF_FROM = 0.6  # of the budget; windows are cut into half as many pieces
WHOLE_FROM = 0.85  # no window is cut any more
WHOLE_EVERY = 4  # steps, from the beginning


def pace(progress: float, step: int, warmup_steps: int, decay_share: float) -> float:
    """Return the share (0 to 1) of the learning rate that step `step` uses.

    It rises over the first steps, stays, and falls in a straight line to zero at the end.

    Args:
        progress: Share of the budget that is used up, by steps or by the clock.
        step: Steps done before this one.
        warmup_steps: Steps until the full learning rate.
        decay_share: Last share of the budget, in which the learning rate falls; 0 never.
    """
    risen = min(1.0, (step + 1) / warmup_steps) if warmup_steps else 1.0
    left = max(0.0, 1.0 - progress)
    return min(risen, left / decay_share) if decay_share else risen


def muon_momentum(step: int) -> float:
    """Return Muon's momentum: 0.85 at first, 0.95 from step 300 on.

    Source: Jordan et al. 2024, https://github.com/KellerJordan/modded-nanogpt
    """
    return 0.85 + 0.10 * min(1.0, step / 300)


def split_at(progress: float, step: int, split: int) -> int:
    """Return into how many pieces each window of training is cut in step `step`.

    `split` for the first 60 % of the budget, half as many until 85 %, then none is cut. What
    stands close by is learned first, and needs no long window; a short one costs less. Every
    fourth step reads whole windows nevertheless: else the model would be lost in them
    until the end, and its checks and samples would be those of a worse one.

    Source: Li, Zhang and He 2021, The Stability-Efficiency Dilemma (sequence length
    warm-up), https://arxiv.org/abs/2108.06084
    """
    if progress >= WHOLE_FROM or step % WHOLE_EVERY == WHOLE_EVERY - 1:
        return 1
    return split if progress < HALF_FROM else max(1, split // 2)
