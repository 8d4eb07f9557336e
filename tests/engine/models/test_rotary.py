import math

import pytest
import torch

from playground.engine.models.rotary import rotate, rotation


@pytest.mark.parametrize("position", [3, 1_000_003, 1_000_000_003])
def test_the_product_depends_on_the_distance_only(position):
    q, k = torch.randn(2, 1, 8, generator=torch.Generator().manual_seed(0)).double()

    def product(first, distance):
        turns = rotation(first, 4, 8, 100.0, like=q)
        turned_q = rotate(q.expand(4, 8), turns)[3]
        turned_k = rotate(k.expand(4, 8), turns)[3 - distance]
        return float(turned_q @ turned_k)

    for distance in range(4):
        assert product(position, distance) == pytest.approx(product(0, distance), abs=1e-6)


def test_positions_far_along_are_as_exact_as_float32_allows():
    far = 1_000_000_007
    cos, sin = rotation(far, 1, 4, 100.0, like=torch.zeros(1))
    angles = [far, far * 100.0**-0.5]
    for i, angle in enumerate(angles):
        assert float(cos[0, i]) == pytest.approx(math.cos(angle), abs=1e-6)
        assert float(sin[0, i]) == pytest.approx(math.sin(angle), abs=1e-6)


def test_turning_keeps_the_length():
    x = torch.randn(5, 6, generator=torch.Generator().manual_seed(0))
    turned = rotate(x, rotation(9, 5, 6, 100.0, like=x))
    torch.testing.assert_close(turned.norm(dim=1), x.norm(dim=1))
    assert not torch.allclose(turned, x)
