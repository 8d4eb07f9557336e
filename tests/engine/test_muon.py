"""Our Muon is Muon: checked against torch's, the singular values, and itself in pieces."""

import math

import pytest
import torch
from torch import nn

from playground.engine.muon import COEFFICIENTS, STEPS, Muon, orthogonal

SHAPES = [(8, 8), (6, 20), (20, 6)]


def parameter(*shape, seed=0):
    """Return a parameter with a gradient."""
    generator = torch.Generator().manual_seed(seed)
    made = nn.Parameter(torch.randn(shape, generator=generator))
    made.grad = torch.randn(shape, generator=generator)
    return made


def copy(of):
    """Return a parameter with the same values and the same gradient."""
    made = nn.Parameter(of.detach().clone())
    made.grad = of.grad.clone()
    return made


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_go_where_torchs_own_go(shape):
    """Torch computes in bfloat16, with 8 bits: about 1 % apart."""
    ours = parameter(*shape)
    theirs = copy(ours)
    optimizers = (
        Muon([(ours, 1)], lr=0.1, weight_decay=0.2, momentum=0.9),
        torch.optim.Muon([theirs], lr=0.1, weight_decay=0.2, momentum=0.9, ns_steps=STEPS),
    )
    start = ours.detach().clone()
    for _ in range(3):
        for optimizer in optimizers:
            optimizer.step()
    difference = (ours - theirs).norm() / (start - theirs).norm()
    assert difference < 0.03


@pytest.mark.parametrize("shape", SHAPES)
def test_singular_values_are_those_of_the_polynomial(shape):
    """a s + b s^3 + c s^5, a few times over: the singular vectors stay."""
    x = parameter(*shape).detach()
    x = x if shape[0] <= shape[1] else x.T
    a, b, c = COEFFICIENTS
    u, s, vt = torch.linalg.svd(x.double(), full_matrices=False)
    s = s / x.double().norm()
    for _ in range(STEPS):
        s = a * s + b * s**3 + c * s**5
    expected = u @ torch.diag(s) @ vt
    torch.testing.assert_close(orthogonal(x[None])[0].double(), expected, atol=2e-5, rtol=0)


def test_stacked_matrices_move_as_if_each_stood_alone():
    whole = parameter(3 * 6, 6)
    parts = [nn.Parameter(part.clone()) for part in whole.detach().chunk(3)]
    for part, gradient in zip(parts, whole.grad.chunk(3), strict=True):
        part.grad = gradient.clone()
    stacked = Muon([(whole, 3)], lr=0.1)
    alone = [Muon([(part, 1)], lr=0.1) for part in parts]
    for optimizer in (stacked, *alone):
        optimizer.step()
    torch.testing.assert_close(whole, torch.cat(parts))


def test_matrices_of_one_shape_do_not_mix():
    first, second = parameter(6, 6, seed=1), parameter(6, 6, seed=2)
    twins = [copy(first), copy(second)]
    Muon([(first, 1), (second, 1)], lr=0.1).step()
    for twin in twins:
        Muon([(twin, 1)], lr=0.1).step()
    torch.testing.assert_close(first, twins[0])
    torch.testing.assert_close(second, twins[1])


def test_tall_matrices_step_further():
    """By sqrt(rows / columns), so that what goes out changes as much as for a wide one."""
    tall, wide = parameter(24, 6), parameter(6, 24)
    wide.grad = tall.grad.T.clone()
    before = tall.detach().clone(), wide.detach().clone()
    Muon([(tall, 1), (wide, 1)], lr=0.1).step()
    moved = [(old - new).detach() for old, new in zip(before, (tall, wide), strict=True)]
    torch.testing.assert_close(moved[0], math.sqrt(24 / 6) * moved[1].T)


def test_a_matrix_without_a_gradient_stays():
    still, moving = parameter(4, 4), parameter(4, 4)
    still.grad = None
    before = still.detach().clone()
    optimizer = Muon([(still, 1), (moving, 1)], lr=0.1)
    optimizer.step()
    assert torch.equal(still, before)
    assert set(optimizer.state) == {moving}
    moving.grad = None
    optimizer.step()


def test_a_gradient_of_zero_changes_nothing():
    still = parameter(4, 4)
    still.grad.zero_()
    before = still.detach().clone()
    Muon([(still, 1)], lr=0.1).step()
    assert torch.equal(still, before)
