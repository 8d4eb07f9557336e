"""Names fan out: in order, apart, inside, and as near to their lines as can be."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.pictures.fan import fan_out

heights = st.lists(st.floats(0, 300), min_size=1, max_size=9)


def test_names_of_lines_that_are_far_apart_stand_at_them():
    assert fan_out([250.0, 30.0, 100.0], 16, 0, 300) == [250, 30, 100]


def test_two_close_names_give_way_by_the_same():
    assert fan_out([100.0, 106.0], 16, 0, 300) == [95, 111]


def test_at_the_edges_they_stay_inside():
    assert fan_out([0.0, 300.0], 16, 0, 300) == [8, 292]


def test_without_room_they_stand_closer():
    assert fan_out([10.0, 10.0, 10.0], 16, 0, 30) == pytest.approx([5, 15, 25])


@given(heights)
def test_none_covers_another_and_their_order_is_kept(lines):
    found = fan_out(lines, 16, 0, 300)
    order = sorted(range(len(lines)), key=lambda i: found[i])
    assert all(lines[a] <= lines[b] for a, b in pairwise(order))
    assert all(found[b] - found[a] >= 16 - 1e-9 for a, b in pairwise(order))
    assert min(found) >= 8 - 1e-9
    assert max(found) <= 292 + 1e-9


@given(heights, st.integers(0, 2**32 - 1))
def test_no_other_places_are_nearer(lines, seed):
    found = np.sort(fan_out(lines, 16, 0, 300))
    wanted = np.sort(lines)
    moved = found + np.random.default_rng(seed).normal(0, 5, len(found))
    for i in range(1, len(moved)):  # made allowed
        moved[i] = max(moved[i], moved[i - 1] + 16)
    if moved[0] >= 8 and moved[-1] <= 292:
        assert ((found - wanted) ** 2).sum() <= ((moved - wanted) ** 2).sum() + 1e-6
