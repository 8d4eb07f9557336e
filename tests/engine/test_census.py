import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from playground.engine.census import Census

PIECES = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1)


def census_of(pieces: list[str]) -> Census:
    census = Census()
    for piece in pieces:
        census.add(piece)
    return census


@given(PIECES)
def test_characters_are_counted_as_a_counter_counts_them(pieces: list[str]):
    text = "".join(pieces)
    alphabet, counts = census_of(pieces).alphabet()
    expected = sorted(Counter(text).items(), key=lambda pair: (-pair[1], pair[0]))
    assert [(chr(c), n) for c, n in zip(alphabet, counts, strict=True)] == expected
    assert census_of(pieces).characters == len(text)


@given(PIECES)
def test_the_fingerprint_is_that_of_the_whole_text(pieces: list[str]):
    assert census_of(pieces).sha256() == hashlib.sha256("".join(pieces).encode()).hexdigest()


def test_a_copy_goes_its_own_way():
    census = census_of(["abc"])
    before = census.sha256()
    twin = census.copy()
    twin.add("中😀")
    assert (census.characters, census.sha256(), census.last) == (3, before, "c")
    assert (twin.characters, twin.last) == (5, "😀")
    assert census.alphabet()[0].tolist() == [ord("a"), ord("b"), ord("c")]


def test_control_characters_are_counted_but_not_white_space():
    assert census_of(["a\tb\n\x0c\x1b\x1a\x00\x01\x00"]).control_characters() == 3
