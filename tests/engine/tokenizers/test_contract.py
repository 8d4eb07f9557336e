"""What holds for every entry of TOKENIZERS, checked against the library `tokenizers` itself."""

import json

import numpy as np
import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.config import TextConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.texts import TEXTS
from playground.engine.tokenizers import (
    TOKENIZERS,
    Tokenizer,
    load_tokenizer,
    train_tokenizer,
)
from playground.engine.work import finish
from playground.errors import OutOfRange

# Every character below is in it, once at least.
LETTERS = "abcdefghij <>[]|/_\n\t\0\x7f 中文字，。😀👩‍🔬é\u0301\u200b\ufeff\ufffd\u3000ßḀ"
SPECIAL = ("<unk>", "[UNK]", "</s>", "<|endoftext|>", "[PAD]", "\ufffd", "Ġ", "##ing", "<0x0A>")
TEXT = LETTERS + "".join(SPECIAL) + TEXTS["story-en"].make(3000, 1) + TEXTS["story-zh"].make(900, 1)
KNOWN = st.text(st.sampled_from(sorted(set(TEXT))))


@pytest.fixture(scope="module", params=[(key, 0) for key in TOKENIZERS] + [("char", 40)])
def tokenizer(request: pytest.FixtureRequest) -> Tokenizer:
    key, vocab_size = request.param
    config = TextConfig(tokenizer=key, vocab_size=vocab_size)
    return finish(train_tokenizer(pasted_corpus(TEXT, "all"), config))


@pytest.fixture(scope="module")
def plain(tokenizer: Tokenizer) -> tokenizers.Tokenizer:
    """The same tokenizer, as other programs load it."""
    return tokenizers.Tokenizer.from_str(tokenizer.to_json())


def expected(tokenizer: Tokenizer, text: str) -> str:
    for character in tokenizer.unknown_characters(text):
        text = text.replace(character, "\ufffd")
    return text


@given(text=KNOWN)
def test_decoding_gives_the_text_back(tokenizer: Tokenizer, text: str):
    ids = tokenizer.encode(text)
    assert tokenizer.decode(ids) == expected(tokenizer, text)
    assert ids.dtype == np.uint16
    assert len(ids) == 0 or int(ids.max()) < tokenizer.vocab_size


@given(text=KNOWN)
def test_other_programs_find_the_same_ids_and_text(
    tokenizer: Tokenizer, plain: tokenizers.Tokenizer, text: str
):
    ids = plain.encode(text).ids
    assert ids == tokenizer.encode(text).tolist()
    assert plain.decode(ids) == tokenizer.decode(ids)
    assert plain.get_vocab_size() == tokenizer.vocab_size


@given(data=st.data())
def test_any_ids_are_decoded_alike(
    tokenizer: Tokenizer, plain: tokenizers.Tokenizer, data: st.DataObject
):
    """Models write any ids, also bytes that are no UTF-8."""
    ids = data.draw(st.lists(st.integers(0, tokenizer.vocab_size - 1)))
    assert plain.decode(ids, skip_special_tokens=False) == tokenizer.decode(ids)
    assert b"".join(map(tokenizer.token_bytes, ids)).decode("utf-8", "replace") == tokenizer.decode(
        ids
    )


@given(data=st.data())
def test_streamed_pieces_are_the_decoded_text(tokenizer: Tokenizer, data: st.DataObject):
    ids = data.draw(st.lists(st.integers(0, tokenizer.vocab_size - 1)))
    stream = tokenizer.stream()
    pieces = [stream.feed(id) for id in ids]
    assert "".join(pieces) + stream.flush() == tokenizer.decode(ids)


@pytest.mark.parametrize("special", SPECIAL)
def test_what_looks_special_is_ordinary_text(
    tokenizer: Tokenizer, plain: tokenizers.Tokenizer, special: str
):
    text = f"a{special}b {special}"
    assert plain.decode(plain.encode(text).ids) == expected(tokenizer, text)
    assert tokenizer.decode(tokenizer.encode(text)) == expected(tokenizer, text)


def test_a_saved_tokenizer_is_the_same_when_loaded(tokenizer: Tokenizer):
    again = load_tokenizer(tokenizer.to_json())
    assert type(again) is type(tokenizer)
    assert again.key == tokenizer.key
    assert again.to_json() == tokenizer.to_json()
    assert (again.vocab_size, again.unknown_id) == (tokenizer.vocab_size, tokenizer.unknown_id)
    assert again.encode(TEXT).tolist() == tokenizer.encode(TEXT).tolist()
    assert again.unknown_characters("ж") == tokenizer.unknown_characters("ж")


def test_every_token_has_a_label_that_can_be_seen(tokenizer: Tokenizer):
    labels = [tokenizer.label(id) for id in range(tokenizer.vocab_size)]
    assert all(label and label.isprintable() and not label.isspace() for label in labels)
    assert len(set(labels)) == len(labels)


def test_half_a_surrogate_pair_does_no_harm(tokenizer: Tokenizer):
    assert tokenizer.decode(tokenizer.encode("a\ud800b")) == "a\ufffdb"
    assert tokenizer.encode("\ud83d\ude00").tolist() == tokenizer.encode("😀").tolist()


def test_nothing_is_encoded_as_nothing(tokenizer: Tokenizer):
    assert tokenizer.encode("").tolist() == []
    assert tokenizer.decode([]) == ""
    assert tokenizer.stream().flush() == ""


def test_the_same_text_gives_the_same_tokenizer(tokenizer: Tokenizer):
    config = TextConfig(
        tokenizer=tokenizer.key,
        vocab_size=tokenizer.vocab_size if tokenizer.unknown_id is not None else 0,
    )
    again = finish(train_tokenizer(pasted_corpus(TEXT, "all"), config))
    assert again.to_json() == tokenizer.to_json()


def test_the_file_has_no_special_tokens(tokenizer: Tokenizer):
    assert json.loads(tokenizer.to_json())["added_tokens"] == []


@pytest.mark.parametrize(("key", "size"), [("char", 1), ("bpe", 1), ("bpe", 256)])
def test_a_vocabulary_without_room_is_refused(key: str, size: int):
    with pytest.raises(OutOfRange, match=f"not {size}"):
        finish(train_tokenizer(pasted_corpus(TEXT, "all"), TextConfig(key, size)))


def test_the_table_and_the_setting_name_the_same():
    for key, spec in TOKENIZERS.items():
        assert spec.key == key == TextConfig(tokenizer=key).tokenizer
