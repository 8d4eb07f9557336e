import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.engine.encoding import (
    MARKS,
    NoText,
    chosen_encoding,
    decoder,
    guess_encoding,
    marked_encoding,
)
from playground.errors import EncodingUnknown
from tests.engine.writings import CHINESE, ENCODED, JAPANESE, TRADITIONAL

# A few characters of a text must do for its encoding to be found; shorter ones are luck.
ENOUGH = 12


def read(data: bytes, encoding: str) -> str:
    return decoder(encoding).decode(data, final=True)


def guess(data: bytes) -> str:
    return marked_encoding(data) or guess_encoding(data, ends=True)


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_a_short_text_is_read_as_it_was_written(text: str, encoding: str):
    data = text.encode(encoding)
    assert read(data, guess(data)).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gbk"),
        (CHINESE, "utf-16-le"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_a_dozen_characters_are_enough(text: str, encoding: str):
    text = text.replace("\n", "")
    parts = [text[i : i + ENOUGH] for i in range(len(text) - ENOUGH)]
    wrong = [
        part for part in parts if read(part.encode(encoding), guess(part.encode(encoding))) != part
    ]
    assert len(wrong) <= 0.02 * len(parts), wrong


def test_the_larger_name_of_a_family_is_preferred():
    assert guess(CHINESE.encode("gb2312")) == "gb18030"
    assert guess(CHINESE.encode("gbk")) == "gb18030"
    assert guess(b"plain old text") == "utf-8"


@pytest.mark.parametrize(("mark", "encoding"), MARKS)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str):
    assert marked_encoding(mark + "中文".encode(encoding)) == encoding


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n")))
def test_whatever_is_written_in_utf8_is_read_as_utf8(text: str):
    assert guess_encoding(text.encode(), ends=True) == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes):
    assume(not marked_encoding(data))
    try:
        encoding = guess_encoding(data, ends=True)
    except NoText:
        return
    assert isinstance(read(data, encoding), str)


@given(st.binary(max_size=300), st.data())
def test_a_guess_is_never_repeated(data: bytes, more: st.DataObject):
    tried: set[str] = set()
    for _ in range(10):
        try:
            encoding = guess_encoding(data, more.draw(st.booleans()), tried)
        except NoText:
            return
        assert encoding not in tried
        if encoding.endswith("(damaged)"):
            return
        tried.add(encoding)
    pytest.fail(f"no end of guesses: {tried}")


def test_a_sample_may_end_in_the_middle_of_a_character():
    data = CHINESE.encode()
    assert guess_encoding(data[:100], ends=False) == "utf-8"
    data = CHINESE.encode("gbk")
    assert {guess_encoding(data[:n], ends=False) for n in range(40, 60)} == {"gb18030"}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_off_in_mid_character_keeps_its_encoding(encoding: str):
    data = CHINESE.encode(encoding)
    damaged = [data[:n] for n in range(60, 80) if _is_cut(data[:n], encoding)]
    assert len(damaged) > 4
    for part in damaged:
        assert guess(part) == f"{encoding} (damaged)"
        assert read(part, guess(part)).startswith("怕黑的阿布")
        assert "\ufffd" in read(part, guess(part))


def _is_cut(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return True
    return False


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, b"word\0word\0" * 99],
)
def test_bytes_that_are_no_text_are_refused(data: bytes):
    with pytest.raises(NoText):
        guess_encoding(data, ends=True)


def test_a_stray_control_character_is_forgiven():
    assert guess_encoding(b"ordinary words \x00" + b"and more of them " * 20, ends=True) == "utf-8"


@pytest.mark.parametrize("name", [None, "", "auto", "Automatic", "mixed"])
def test_automatic_has_many_names(name: str | None):
    assert chosen_encoding(name) is None


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("UTF8", "utf-8"),
        ("GBK", "gbk"),
        ("latin-1", "iso8859-1"),
        ("UTF-8 (DAMAGED)", "utf-8 (damaged)"),
    ],
)
def test_a_chosen_encoding_gets_its_proper_name(name: str, known: str):
    assert chosen_encoding(name) == known


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "idna", "undefined", "a\0b", "é"])
def test_what_is_no_encoding_of_text_is_refused(name: str):
    with pytest.raises(EncodingUnknown, match="Try utf-8"):
        chosen_encoding(name)


def test_every_candidate_is_known_to_python():
    for name in ("utf-8", *(encoding for _, encoding in MARKS)):
        assert codecs.lookup(name)
