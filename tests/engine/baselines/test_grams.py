from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.engine.baselines.grams import Grams, count, merge, pack, shorter, with_start

SIZE = 6
symbols = st.lists(st.integers(1, SIZE), min_size=5, max_size=200)


def unpacked(grams: Grams) -> dict[tuple[int, ...], int]:
    found = {}
    for key, times in zip(grams.keys.tolist(), grams.counts.tolist(), strict=True):
        digits = []
        for _ in range(grams.length):
            key, digit = divmod(key, SIZE + 1)
            digits.append(digit)
        found[tuple(reversed(digits))] = times
    return found


def grams_of(text: list[int], length: int) -> Grams:
    return count(np.array(text, dtype=np.int32), length, SIZE)


def slow(text: list[int], length: int) -> Counter[tuple[int, ...]]:
    return Counter(tuple(text[i : i + length]) for i in range(len(text) - length + 1))


def test_packing_by_hand():
    # Base 7: 1 2 3 is 1 * 49 + 2 * 7 + 3 = 66, 2 3 4 is 2 * 49 + 3 * 7 + 4 = 123.
    assert pack(np.array([1, 2, 3, 4], dtype=np.int32), 3, 6).tolist() == [66, 123]


@settings(max_examples=50, deadline=None)
@given(symbols, st.integers(1, 5))
def test_equal_grams_are_counted_together(text, length):
    grams = grams_of(text, length)
    assert unpacked(grams) == slow(text, length)
    assert (np.diff(grams.keys) > 0).all()


@settings(max_examples=50, deadline=None)
@given(symbols, symbols, st.integers(1, 5))
def test_counts_of_two_texts_add_up(one, other, length):
    both = merge([grams_of(one, length), grams_of(other, length)])
    assert unpacked(both) == slow(one, length) + slow(other, length)


@settings(max_examples=50, deadline=None)
@given(symbols, st.integers(1, 5))
def test_ends_are_the_last_symbols(text, length):
    expected: Counter[tuple[int, ...]] = Counter()
    for gram, times in slow(text, 5).items():
        expected[gram[5 - length :]] += times
    assert unpacked(grams_of(text, 5).ends(length)) == expected


@settings(max_examples=50, deadline=None)
@given(symbols)
def test_a_shorter_gram_knows_how_many_different_symbols_were_before(text):
    plain, before = shorter(grams_of(text, 3))
    neighbours: dict[tuple[int, ...], set[int]] = {}
    for first, *rest in slow(text, 3):
        neighbours.setdefault(tuple(rest), set()).add(first)
    assert unpacked(before) == {gram: len(found) for gram, found in neighbours.items()}
    assert unpacked(plain) == unpacked(grams_of(text, 3).ends(2))


def test_as_many_grams_as_symbols_when_the_start_is_put_before():
    text = np.array([3, 1, 2], dtype=np.int32)
    grams = count(with_start(text, 4), 4, SIZE)
    assert unpacked(grams) == {(0, 0, 0, 3): 1, (0, 0, 3, 1): 1, (0, 3, 1, 2): 1}


def test_no_symbols_no_grams():
    none = grams_of([1, 2], 3)
    assert len(none) == len(none.ends(2)) == len(merge([none, none])) == 0
