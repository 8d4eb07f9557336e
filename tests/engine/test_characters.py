from hypothesis import given
from hypothesis import strategies as st

from playground.engine.characters import code_points, mend_surrogates, unify_newlines

TEXTS = st.text(st.characters(codec="utf-8"))


@given(TEXTS)
def test_code_points_are_what_ord_says(text: str):
    assert code_points(text).tolist() == [ord(character) for character in text]


@given(TEXTS)
def test_a_sound_text_needs_no_mending(text: str):
    assert mend_surrogates(text) == text


@given(st.text(st.characters()))
def test_a_mended_text_can_be_written_as_utf8(text: str):
    assert mend_surrogates(text).encode("utf-8")[:0] == b""


def test_halves_are_joined_or_replaced():
    assert mend_surrogates("\ud83d\ude00 \ud83d") == "😀 \ufffd"
    assert code_points("a\ud800b").tolist() == [ord("a"), 0xFFFD, ord("b")]


def test_newlines_are_unified():
    assert unify_newlines("a\r\nb\rc\n\r\n\r") == "a\nb\nc\n\n\n"
