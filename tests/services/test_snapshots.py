import math
from itertools import pairwise

import pytest

from playground.services.snapshots import BYTES, MOST, how_many, nearest, next_snapshot, thin


def follow(last_step: int, most: int) -> list[int]:
    """Return which snapshots are left after a training of so many steps."""
    kept: list[int] = []
    latest = 0
    while (latest := next_snapshot(latest)) <= last_step:
        kept.append(latest)
        gone = thin(kept, most)
        kept = [step for step in kept if step not in gone]
    return kept


def test_the_first_steps_are_kept_one_by_one_and_later_ones_further_apart() -> None:
    assert follow(30, MOST) == [1, 2, 3, 4, 6, 8, 11, 15, 20, 26]


@pytest.mark.parametrize("steps", [100, 10_000, 3_000_000])
@pytest.mark.parametrize("most", [12, 40])
def test_never_more_are_kept_and_they_are_spread_evenly_on_a_logarithmic_scale(
    steps: int, most: int
) -> None:
    kept = follow(steps, most)
    assert len(kept) <= most
    assert kept[0] == 1
    assert kept[-1] * 1.3 >= steps
    gaps = [math.log(after / before) for before, after in pairwise(kept)]
    assert max(gaps) <= max(2.5 * math.log(steps) / len(kept), math.log(2) + 1e-9)


def test_few_snapshots_stay_as_they_are() -> None:
    assert thin([1, 2, 3], 3) == []
    assert thin([], 3) == []


def test_the_closest_neighbour_goes_first() -> None:
    assert thin([1, 2, 4, 5, 8, 16], 5) == [5]


def test_large_models_keep_fewer() -> None:
    assert how_many(1000) == MOST
    assert how_many(BYTES // 20) == 20
    assert how_many(BYTES) == 12


def test_the_nearest_snapshot():
    assert nearest([1, 3, 14, 40], 16) == 14
    assert nearest([1, 3, 14, 40], 1) == 1
    assert nearest([1, 3, 14, 40], 500) == 40
    assert nearest([], 5) is None
