"""Names beside the ends of lines: as near to them as can be, none over another."""

from collections.abc import Sequence


def fan_out(heights: Sequence[float], size: float, top: float, bottom: float) -> list[float]:
    """Return where the middle of each name stands, in the order given.

    The names keep the order of their lines, and the sum of the squares of how far they are
    moved is the least there is.

    Args:
        heights: Where each line ends, downwards.
        size: Height of a name.
        top: No name reaches above it.
        bottom: Nor below this; where there is not room for all they stand closer.

    Source: the pooling of adjacent violators; Barlow and others 1972, "Statistical Inference
    under Order Restrictions".
    """
    count = len(heights)
    if not count:
        return []
    size = min(size, (bottom - top) / count)
    order = sorted(range(count), key=heights.__getitem__)
    pools: list[tuple[float, int]] = []  # sum of the wishes, how many
    for rank, i in enumerate(order):
        pools.append((heights[i] - rank * size, 1))
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            last = pools.pop()
            pools[-1] = (pools[-1][0] + last[0], pools[-1][1] + last[1])
    wishes = [_mean(pool) for pool in pools for _ in range(pool[1])]
    first, last_place = top + size / 2, bottom - size / 2 - (count - 1) * size
    found = [0.0] * count
    for rank, i in enumerate(order):
        found[i] = min(max(wishes[rank], first), last_place) + rank * size
    return found


def _mean(pool: tuple[float, int]) -> float:
    return pool[0] / pool[1]
