"""Units, by the formulas of the definition."""

import math

import numpy as np
import pytest

from playground.engine.units import BITS, BITS_PER_NAT, NATS, PERPLEXITY, from_bits, from_nats


def test_one_nat_is_1_4427_bits():
    assert from_nats(1.0, BITS, BITS_PER_NAT) == pytest.approx(1.442695, abs=1e-6)


def test_bits_per_character_count_the_tokens_of_a_character():
    quarter = BITS_PER_NAT * 0.25  # four characters a token
    assert from_nats(2 * math.log(2), BITS, quarter) == pytest.approx(0.5)


def test_perplexity_of_guessing_is_the_number_of_tokens():
    assert from_nats(math.log(65), PERPLEXITY, BITS_PER_NAT) == pytest.approx(65)
    assert from_bits(math.log2(65), PERPLEXITY, BITS_PER_NAT) == pytest.approx(65)


def test_an_exploded_loss_is_no_overflow():
    assert math.isfinite(from_nats(1e9, PERPLEXITY, 1.0))
    assert np.isfinite(from_nats(np.array([1e9, math.inf]), PERPLEXITY, 1.0)).all()


@pytest.mark.parametrize("unit", [BITS, NATS, PERPLEXITY])
def test_arrays_and_numbers_agree(unit):
    losses = np.array([0.1, 1.7, 4.2])
    together = from_nats(losses, unit, 0.7)
    assert together.tolist() == pytest.approx([from_nats(x, unit, 0.7) for x in losses.tolist()])


def test_bits_and_nats_are_inverse():
    assert from_nats(from_bits(2.5, NATS, 0.9), BITS, 0.9) == pytest.approx(2.5)
