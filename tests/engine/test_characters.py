from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from playground.engine.characters import as_read, code_points, mend_surrogates, unify_newlines
from playground.engine.corpus import open_corpus
from playground.engine.work import finish

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


def test_a_text_is_read_as_a_file_is(tmp_path: Path):
    text = "\ufeffone\r\ntwo\rthree\ufeff\n"
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8", newline="")
    assert finish(open_corpus([path], None)).head() == as_read(text)
    assert as_read(text) == "one\ntwo\nthree\ufeff\n"
