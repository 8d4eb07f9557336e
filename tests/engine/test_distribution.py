"""Reshaping against a second implementation in plain Python, for distributions of all kinds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.distribution import draw, reshape, softmax


def naive(probabilities, temperature, top_k, top_p):
    """Temperature, then top-k, then top-p, with lists and loops."""
    order = sorted(range(len(probabilities)), key=lambda id: (-probabilities[id], id))
    if temperature == 0:
        return [1.0 if id == order[0] else 0.0 for id in range(len(probabilities))]
    largest = max(probabilities)
    powers = [(p / largest) ** (1 / temperature) for p in probabilities]
    left = order[:top_k] if top_k else order
    total = math.fsum(powers[id] for id in left)
    nucleus, reached = [], 0.0
    for id in left:
        nucleus.append(id)
        reached += powers[id] / total
        if top_p < 1 and reached >= top_p * (1 - 1e-9):
            break
    mass = math.fsum(powers[id] for id in nucleus)
    return [powers[id] / mass if id in nucleus else 0.0 for id in range(len(probabilities))]


@st.composite
def distributions(draw):
    # Whole numbers give ties, zeros and shares that no rounding blurs.
    weights = draw(st.lists(st.integers(0, 20), min_size=1, max_size=30))
    weights[draw(st.integers(0, len(weights) - 1))] += 1
    return np.array(weights) / sum(weights)


TEMPERATURES = st.sampled_from([0.0, 0.05, 0.5, 0.8, 1.0, 1.3, 2.0])
TOP_P = st.sampled_from([0.01, 0.317, 0.5, 0.7331, 0.9, 0.99, 1.0])


@given(distributions(), TEMPERATURES, st.integers(0, 35), TOP_P)
def test_agrees_with_the_naive_way(probabilities, temperature, top_k, top_p):
    shaped = reshape(probabilities, temperature, top_k, top_p)
    expected = naive(probabilities.tolist(), temperature, top_k, top_p)
    np.testing.assert_allclose(shaped, expected, atol=1e-12)


@given(distributions(), TEMPERATURES, st.integers(0, 35), TOP_P)
def test_is_a_distribution_in_the_same_order(probabilities, temperature, top_k, top_p):
    shaped = reshape(probabilities, temperature, top_k, top_p)
    assert shaped.dtype == np.float64
    assert shaped.sum() == pytest.approx(1.0, abs=1e-12)
    assert (shaped >= 0).all()
    assert shaped[np.argmax(probabilities)] == shaped.max()
    if top_k:
        assert np.count_nonzero(shaped) <= top_k


@given(distributions(), st.floats(0, 1, exclude_max=True), st.booleans())
def test_draws_as_the_naive_way(probabilities, number, many):
    if many:  # of which most are too unlikely ever to be drawn here
        probabilities = np.append(probabilities, np.full(300, 1e-300))
    possible = np.flatnonzero(probabilities).tolist()
    order = sorted(possible, key=lambda id: (-probabilities[id], id))
    target, reached = number * float(probabilities.sum()), 0.0
    for id in order:
        reached += probabilities[id]
        if target < reached:
            break
    assert draw(probabilities, number) == id


def test_a_number_on_a_border_falls_on_the_next_share():
    assert draw(np.array([0.25, 0.5, 0.25]), 0.5) == 0
    assert draw(np.array([0.25, 0.5, 0.25]), 0.75) == 2


def test_draws_among_many_equals():
    probabilities = np.full(1000, 1e-3)
    for id in (0, 1, 500, 999):
        assert draw(probabilities, (id + 0.5) / 1000) == id


def test_draws_the_unlikely_among_many():
    probabilities = np.append(0.5, np.full(1000, 0.5e-3))
    assert draw(probabilities, 0.49) == 0
    assert draw(probabilities, 0.5 + 0.5e-3 * 699.5) == 700


def test_rounding_leads_to_the_last_possible_token_at_most():
    """The sum of all and the sum one by one differ in the last digit, now this way, now that."""
    random = np.random.default_rng(0)
    for size in [50] * 200 + [1000] * 200:
        shares = random.dirichlet(np.ones(size))
        least = int(shares.argmin())
        assert draw(np.append(shares, 0.0), math.nextafter(1, 0)) == least


@given(st.lists(st.floats(-2000, 2000, width=32), min_size=1, max_size=30))
def test_softmax_is_what_the_formula_says(logits):
    powers = [math.exp(logit - max(logits)) for logit in logits]
    expected = np.array(powers) / math.fsum(powers)
    given_logits = np.array(logits, dtype=np.float32)
    probabilities = softmax(given_logits)
    assert probabilities.dtype == np.float32
    assert not probabilities.flags.writeable
    np.testing.assert_allclose(probabilities, expected, rtol=1e-6, atol=1e-44)
    assert given_logits.tolist() == logits


@given(distributions())
def test_temperature_1_and_no_cut_change_nothing(probabilities):
    np.testing.assert_allclose(reshape(probabilities, 1.0, 0, 1.0), probabilities, atol=1e-12)


@given(distributions(), st.integers(0, 35), TOP_P)
def test_temperature_0_takes_the_likeliest(probabilities, top_k, top_p):
    shaped = reshape(probabilities, 0.0, top_k, top_p)
    assert np.flatnonzero(shaped).tolist() == [int(np.argmax(probabilities))]


def test_top_k_keeps_exactly_k_even_among_equals():
    for size, top_k in ((6, 2), (1000, 400)):
        equal = np.full(size, 1 / size)
        assert np.flatnonzero(reshape(equal, 1.0, top_k, 1.0)).tolist() == list(range(top_k))


def test_top_p_stops_at_the_token_that_reaches_the_share():
    probabilities = np.array([0.1, 0.2, 0.3, 0.4])
    assert np.flatnonzero(reshape(probabilities, 1.0, 0, 0.4)).tolist() == [3]
    assert np.flatnonzero(reshape(probabilities, 1.0, 0, 0.41)).tolist() == [2, 3]
    assert np.flatnonzero(reshape(probabilities, 1.0, 0, 0.7)).tolist() == [2, 3]
    np.testing.assert_allclose(reshape(probabilities, 1.0, 0, 0.7), [0, 0, 3 / 7, 4 / 7])


def test_the_hot_and_the_cold_do_not_overflow():
    probabilities = np.array([1e-30, 1e-3, 1 - 1e-3], dtype=np.float32)
    cold = reshape(probabilities, 0.01, 0, 1.0)
    assert cold[2] == 1.0
    assert np.isfinite(reshape(probabilities, 2.0, 0, 1.0)).all()


def test_the_coldest_does_not_vanish():
    """(1 / 300)^200 is too small for a number."""
    np.testing.assert_allclose(reshape(np.full(300, 1 / 300), 0.005, 0, 1.0), 1 / 300)


def test_the_input_is_left_alone():
    probabilities = np.array([0.25, 0.75], dtype=np.float32)
    probabilities.setflags(write=False)
    reshape(probabilities, 0.5, 1, 0.9)
    assert probabilities.tolist() == [0.25, 0.75]
