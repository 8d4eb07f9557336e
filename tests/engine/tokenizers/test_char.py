import numpy as np
import pytest

from playground.engine.config import TextConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.tokenizers.char import AUTOMATIC, CharTokenizer, train_char
from playground.engine.work import finish
from playground.errors import PromptUnknown

# More characters than the automatic limit, each once but the first ones.
MANY = "".join(chr(0x4E00 + i) for i in range(20_000))


def train(text: str, vocab_size: int = 0) -> CharTokenizer:
    return finish(train_char(pasted_corpus(text, "text"), TextConfig(vocab_size=vocab_size)))


def test_ids_are_in_the_order_of_frequency():
    tokenizer = train("abbcccdddd")
    assert tokenizer.characters == ("d", "c", "b", "a")
    assert tokenizer.encode("abcd").tolist() == [3, 2, 1, 0]
    assert tokenizer.unknown_id is None


def test_a_character_that_was_never_seen_is_refused_with_numbers():
    tokenizer = train("abc")
    assert tokenizer.unknown_characters("xaxyb") == ["x", "y"]
    with pytest.raises(PromptUnknown, match=r"never saw x y .*\(3 of the 5 characters"):
        tokenizer.encode("xaxyb")
    with pytest.raises(PromptUnknown, match="never saw 中"):
        tokenizer.encode("中")
    with pytest.raises(PromptUnknown, match="never saw ␀ ↵ 0 1 2 3 4 5 6 7 8 9 … in training"):
        tokenizer.encode("a\0\n0123456789xyz")


def test_rare_characters_share_the_unknown_token():
    tokenizer = train("aaaa bbb cc d", vocab_size=3)
    assert tokenizer.characters == ("a", " ", "\ufffd")
    assert tokenizer.unknown_id == 2
    assert tokenizer.decode(tokenizer.encode("a bcd中")) == "a \ufffd\ufffd\ufffd\ufffd"
    assert tokenizer.unknown_characters("a bcdb中") == ["b", "c", "d", "中"]


def test_as_many_tokens_as_characters_leave_nothing_out():
    assert train("aabc", vocab_size=3).unknown_id is None
    assert train("aabc", vocab_size=2).characters == ("a", "\ufffd")


def test_the_replacement_character_in_the_text_becomes_the_unknown_token():
    tokenizer = train("\ufffd" * 9 + "aaabbc", vocab_size=3)
    assert tokenizer.characters == ("a", "b", "\ufffd")
    assert tokenizer.encode("\ufffdc").tolist() == [2, 2]
    assert tokenizer.unknown_characters("\ufffdc") == ["c"]


def test_the_replacement_character_is_ordinary_where_nothing_is_left_out():
    tokenizer = train("\ufffdab")
    assert tokenizer.unknown_id is None
    assert tokenizer.decode(tokenizer.encode("a\ufffd")) == "a\ufffd"


def test_twenty_thousand_characters_are_cut_to_the_automatic_limit():
    tokenizer = train(MANY[:8191] * 2 + MANY)
    assert tokenizer.vocab_size == AUTOMATIC == 8192
    ids = tokenizer.encode(MANY)
    assert int((ids == tokenizer.unknown_id).sum()) == 20_000 - 8191


def test_a_large_vocabulary_needs_wider_ids():
    characters = [chr(code) for code in range(0x10000, 0x10000 + 70_000)]
    tokenizer = CharTokenizer(characters, unknown=False)
    ids = tokenizer.encode("".join(characters))
    assert ids.dtype == np.uint32
    assert ids.tolist() == list(range(70_000))


def test_ascii_and_other_texts_get_the_same_ids():
    """ASCII has a path of its own."""
    for text in ("abcabca", MANY[:300] * 3 + "abc"):
        tokenizer = train(text)
        apart = tokenizer.encode("abc").tolist()
        assert tokenizer.encode("abc" + text[0]).tolist()[:3] == apart
        assert tokenizer.decode(apart) == "abc"
    with pytest.raises(PromptUnknown):
        train("abc").encode("~")
    unknown = train("a" * 9 + "b" * 8 + MANY[:300], vocab_size=300)
    assert unknown.encode("~ab").tolist() == [unknown.unknown_id, 0, 1]
