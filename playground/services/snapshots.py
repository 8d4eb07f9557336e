"""Which steps the time machine remembers: close together at first, then ever further apart."""

import math

RATIO = 1.3  # from one snapshot to the next
MOST = 40
FEWEST = 12
BYTES = 100_000_000  # large models keep fewer snapshots, so that a run stays below this


def next_snapshot(last: int) -> int:
    """Return the step of the snapshot after the one at step `last` (0: there is none yet)."""
    return max(last + 1, math.ceil(last * RATIO))


def thin(steps: list[int], most: int) -> list[int]:
    """Return which of `steps` (rising) to remove so that at most `most` are left.

    The first and the last stay; of the others goes first whose neighbours are closest to
    each other on a logarithmic scale.
    """
    left = list(steps)
    while len(left) > max(most, 2):
        gaps = [left[i + 1] / left[i - 1] for i in range(1, len(left) - 1)]
        del left[1 + gaps.index(min(gaps))]
    return sorted(set(steps) - set(left))


def how_many(size: int) -> int:
    """Return how many snapshots of `size` bytes a run may keep."""
    return min(MOST, max(FEWEST, BYTES // max(1, size)))


def nearest(steps: list[int], step: int) -> int | None:
    """Return which of `steps` is nearest to `step` on a logarithmic scale; None of none."""
    return min(steps, key=lambda one: abs(math.log(one / max(1, step))), default=None)
