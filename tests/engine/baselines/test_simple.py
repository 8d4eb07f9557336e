"""Lines that need no learning, against sums done by hand."""

import math

import numpy as np
import pytest

from playground.engine.baselines import uniform, unigram
from playground.engine.corpus import pasted_corpus


def test_guessing_among_64_costs_6_bits():
    assert uniform(64) == 6


def test_letter_counts_by_hand():
    # 1/2, 1/4, 1/4: 1/2 * 1 + 1/4 * 2 + 1/4 * 2 = 1.5 bits
    assert unigram(np.array([2, 1, 1])) == pytest.approx(1.5)


def test_equal_letters_cost_as_much_as_guessing():
    assert unigram(np.full(7, 3)) == pytest.approx(uniform(7))


def test_letters_that_never_occur_change_nothing():
    assert unigram(np.array([2, 0, 1, 1])) == pytest.approx(1.5)


def test_a_corpus_has_what_is_needed():
    text = "abracadabra"
    corpus = pasted_corpus(text, "a")
    shares = [text.count(c) / len(text) for c in set(text)]
    assert unigram(corpus.counts) == pytest.approx(-sum(p * math.log2(p) for p in shares))
