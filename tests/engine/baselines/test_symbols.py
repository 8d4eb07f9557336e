import numpy as np

from playground.engine.baselines.symbols import Symbols
from playground.engine.corpus import pasted_corpus


def codes(text: str) -> np.ndarray:
    return np.array([ord(c) for c in text], dtype=np.uint32)


def test_the_most_frequent_character_is_1():
    symbols = Symbols(pasted_corpus("banana", "b").alphabet, 5)
    assert symbols.encode("banana").tolist() == [3, 1, 2, 1, 2, 1]
    assert (symbols.size, symbols.sharing) == (3, 1)


def test_characters_beyond_the_basic_plane():
    symbols = Symbols(codes("a寓😀"), 5)
    assert symbols.encode("😀寓a😀").tolist() == [3, 2, 1, 3]


def test_five_symbols_always_fit_into_one_number():
    symbols = Symbols(np.arange(50_000, dtype=np.uint32), 5)
    assert symbols.size == 6206
    assert (symbols.size + 1) ** 5 < 2**63


def test_the_rarest_characters_share_a_symbol_when_there_are_too_many():
    symbols = Symbols(np.arange(100, 300, dtype=np.uint32), 9)  # 2^(63/9) - 2 = 126
    assert symbols.size == 126
    encoded = symbols.encode("".join(map(chr, range(100, 300))))
    assert encoded[:125].tolist() == list(range(1, 126))
    assert (encoded[125:] == 126).all()
    assert symbols.sharing == 75


def test_telling_apart_those_that_share_costs_as_much_as_guessing_among_them():
    symbols = Symbols(np.arange(100, 227 + 62, dtype=np.uint32), 9)  # 64 share the last one
    assert symbols.sharing == 64
    assert symbols.sharing_bits(symbols.encode("def")) == 0
    assert symbols.sharing_bits(symbols.encode("d" + chr(280) + chr(281))) == 2 * 6


def test_nothing_is_added_where_none_share():
    symbols = Symbols(codes("ab"), 5)
    assert symbols.sharing_bits(symbols.encode("abba")) == 0
