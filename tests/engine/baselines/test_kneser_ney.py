import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.baselines.grams import count, shorter, with_start
from playground.engine.baselines.kneser_ney import Level, NGramModel
from playground.engine.baselines.symbols import Symbols
from tests.engine.baselines.second_method import SlowModel

HALF = (0.5, 1.0, 1.5)
ALPHABET = "abcd寓"  # the last one may never occur


def symbols_of(alphabet: str) -> Symbols:
    return Symbols(np.array([ord(c) for c in alphabet], dtype=np.uint32), 5)


def quick_model(text: str, alphabet: str, discounts: Sequence[Sequence[float]]) -> NGramModel:
    symbols = symbols_of(alphabet)
    order = len(discounts)
    grams = count(with_start(symbols.encode(text), order), order, symbols.size)
    levels = [Level(grams)]
    while grams.length > 1:
        grams, before = shorter(grams)
        levels.insert(0, Level(before))
    return NGramModel(levels, [np.array(d) for d in discounts])


def distribution(model: NGramModel, alphabet: str, context: str) -> list[float]:
    found: list[float] = model.distribution(list(symbols_of(alphabet).encode(context))).tolist()
    return found


def test_two_letters_by_hand():
    # abab: "a" after "a" never, "b" after "a" twice. Before "a": start and "b"; before "b": "a".
    # P1(a) = (2 - 1)/3 + (0.5 + 1)/3 / 2 = 7/12,  P1(b) = (1 - 0.5)/3 + (0.5 + 1)/3 / 2 = 5/12
    # P2(b|a) = (2 - 1)/2 + 1/2 P1(b) = 17/24,  P2(a|a) = 1/2 P1(a) = 7/24
    model = quick_model("abab", "ab", [HALF, HALF])
    assert distribution(model, "ab", "a") == pytest.approx([7 / 24, 17 / 24], abs=1e-15)


def test_a_frequent_character_that_follows_one_other_only_is_a_poor_guess_elsewhere():
    # "u" is as frequent as "a" here, but only after "q".
    text = "qu" * 20 + "".join(f"{c}a" for c in "bcdfghjklmnprstvwxyz")
    alphabet = "".join(sorted(set(text)))
    model = quick_model(text, alphabet, [HALF, HALF])
    after_a = dict(zip(alphabet, distribution(model, alphabet, "z"), strict=True))
    assert text.count("u") == text.count("a")
    assert after_a["a"] > 10 * after_a["u"]


def test_a_context_never_seen_leaves_the_word_to_the_shorter_one():
    model = quick_model("abcabcab", "abcd", [HALF] * 3)
    after = {context: distribution(model, "abcd", context) for context in ("da", "ba", "ca", "bd")}
    assert after["da"] == after["ba"]  # what "a" alone says
    assert after["da"] != after["ca"]  # "ca" was seen
    assert after["bd"] == distribution(model, "abcd", "dd") != after["da"]  # "d" never was


def test_an_unseen_character_is_possible():
    model = quick_model("abcabcab", "abcd", [HALF] * 3)
    assert 0 < distribution(model, "abcd", "ab")[3] < 1 / 4


texts = st.text(alphabet=ALPHABET[:4], min_size=1, max_size=60)
contexts = st.text(alphabet=ALPHABET, max_size=6)
discounts = st.lists(
    st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 1.99), st.floats(0.01, 2.99)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=300, deadline=None)
@given(texts, contexts, discounts)
def test_every_probability_is_that_of_the_second_method(text, context, discounts):
    quick = distribution(quick_model(text, ALPHABET, discounts), ALPHABET, context)
    slow = SlowModel(text, ALPHABET, discounts)
    expected = [slow.probability(context, character) for character in ALPHABET]
    assert quick == pytest.approx(expected, rel=0, abs=1e-9)


@settings(max_examples=300, deadline=None)
@given(texts, contexts, discounts)
def test_the_probabilities_sum_to_one_after_every_context(text, context, discounts):
    found = distribution(quick_model(text, ALPHABET, discounts), ALPHABET, context)
    assert min(found) > 0
    assert math.fsum(found) == pytest.approx(1, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(texts, st.text(alphabet=ALPHABET, min_size=1, max_size=40), discounts)
def test_the_bits_of_a_text_are_those_of_the_second_method(training, text, discounts):
    order = len(discounts)
    symbols = symbols_of(ALPHABET)
    asked = count(with_start(symbols.encode(text), order), order, symbols.size)
    slow = SlowModel(training, ALPHABET, discounts)
    costs = [-math.log2(slow.probability(text[:i], text[i])) for i in range(len(text))]
    bits = quick_model(training, ALPHABET, discounts).bits(asked)
    assert bits / len(text) == pytest.approx(sum(costs) / len(text), rel=0, abs=1e-9)


def test_a_model_of_a_shorter_order_takes_longer_grams():
    model = quick_model("abcabd", ALPHABET, [HALF] * 2)
    symbols = symbols_of(ALPHABET)
    short = count(symbols.encode("abd"), 2, symbols.size)
    long = count(np.concatenate([[3], symbols.encode("abd")]).astype(np.int32), 3, symbols.size)
    assert model.bits(short) == pytest.approx(model.bits(long), abs=1e-12)
