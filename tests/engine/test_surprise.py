import pytest

from playground.engine.surprise import surprise
from tests.engine.writings import CHINESE, FRENCH, GERMAN, JAPANESE, KOREAN, POLISH, RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding", "wrong"),
    [
        (CHINESE, "gbk", "big5"),
        (CHINESE, "gbk", "euc_kr"),
        (CHINESE, "utf-8", "gbk"),
        (JAPANESE, "shift_jis", "cp1252"),
        (KOREAN, "euc_kr", "gbk"),
        (RUSSIAN, "cp1251", "koi8_r"),
        (GERMAN, "cp1252", "cp1251"),
        (POLISH, "cp1250", "cp1252"),
    ],
)
def test_writing_is_less_surprising_than_mojibake(text: str, encoding: str, wrong: str):
    assert surprise(text) < surprise(text.encode(encoding).decode(wrong, "replace"))


@pytest.mark.parametrize("text", [CHINESE, JAPANESE, KOREAN, RUSSIAN, FRENCH, POLISH])
def test_a_character_of_writing_costs_less_than_ten_bits(text: str):
    assert surprise(text) < 10 * len(text)


def test_the_price_of_a_word_by_hand():
    # Two of the hundred most frequent characters, in one script beside none.
    assert surprise("的是") == pytest.approx(7.5 + 7.5)
    # A capital, two small letters; then a capital inside a word.
    assert surprise("Abc") == pytest.approx(7 + 4.5 + 4.5)
    assert surprise("abC") == pytest.approx(4.5 + 4.5 + 7 + 6)
    # German has four letters of its own: 3 + log2 4 bits.
    assert surprise("äöü") == pytest.approx(3 * (3 + 2))


def test_scripts_that_meet_inside_a_word_cost_extra():
    apart = surprise("аб ab")
    assert surprise("абab") > apart - surprise(" ")


def test_nothing_costs_nothing():
    assert surprise("") == 0


def test_half_a_surrogate_pair_is_priced_like_what_cannot_be_read():
    assert surprise("\ud800") == surprise("\ufffd") > 30
