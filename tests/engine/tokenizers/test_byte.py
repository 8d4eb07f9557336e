from hypothesis import given
from hypothesis import strategies as st

from playground.engine.tokenizers.byte import ByteTokenizer


@given(st.text(st.characters(codec="utf-8")))
def test_ids_are_the_bytes(text: str):
    assert ByteTokenizer().encode(text).tolist() == list(text.encode("utf-8"))


@given(st.binary())
def test_any_bytes_are_decoded_as_python_does(data: bytes):
    tokenizer = ByteTokenizer()
    assert tokenizer.decode(list(data)) == data.decode("utf-8", "replace")
    stream = tokenizer.stream()
    assert "".join(map(stream.feed, data)) + stream.flush() == data.decode("utf-8", "replace")


def test_characters_appear_with_their_last_byte():
    stream = ByteTokenizer().stream()
    assert [stream.feed(byte) for byte in "é中".encode()] == ["", "é", "", "", "中"]


def test_nothing_is_unknown():
    assert ByteTokenizer().unknown_characters("中😀") == []
    assert ByteTokenizer().unknown_id is None
