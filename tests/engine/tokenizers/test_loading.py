import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.config import TextConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.tokenizers import load_tokenizer, loading, train_tokenizer
from playground.engine.tokenizers.bpe import BPETokenizer
from playground.engine.tokenizers.byte import BYTES
from playground.engine.tokenizers.loading import LONGEST
from playground.engine.work import finish
from playground.errors import PlaygroundError, TokenizerBroken


def saved(key: str, vocab_size: int = 0) -> dict[str, Any]:
    config = TextConfig(key, vocab_size)
    whole = finish(train_tokenizer(pasted_corpus("abab abc abcd " * 20, "x"), config)).to_json()
    parsed: dict[str, Any] = json.loads(whole)
    return parsed


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "null", "[]", "3", '"a"', "{}", "[" * 100_000, "1" * 10_000, "\0"),
        *('{"model": 3}', '{"model": {"type": "BPE"}}', '{"model": {"type": "BPE", "vocab": []}}'),
    ],
)
def test_what_is_no_tokenizer_is_refused(text: str):
    with pytest.raises(TokenizerBroken, match=r"^The file tokenizer.json "):
        load_tokenizer(text)


def test_the_refusal_is_a_sentence_and_a_value_error():
    with pytest.raises(PlaygroundError) as error:
        load_tokenizer("{")
    assert isinstance(error.value, ValueError)
    assert error.value.values["reason"] == "is no JSON"


def test_a_huge_file_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loading, "LARGEST_FILE", 10)
    with pytest.raises(TokenizerBroken, match="larger than any tokenizer"):
        load_tokenizer("[" * 11)


VOCABULARIES: list[Any] = [
    {},
    {"a": 0, "b": 2},
    {"a": 0, "b": 0},
    {"a": -1, "b": 0},
    {"a": 0, "b": True},
    {"a": 0, "b": 1.0},
    {"a": 0, "bc": 1},
    {"a": 0, "": 1},
    {"a": 0, "\ud800": 1},
    ["a", "b"],
    None,
]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
@pytest.mark.parametrize("key", ["char", "byte", "bpe"])
def test_a_damaged_vocabulary_is_refused(key: str, vocabulary: Any):
    whole = saved(key)
    whole["model"]["vocab"] = vocabulary
    with pytest.raises(TokenizerBroken, match="damaged vocabulary"):
        load_tokenizer(json.dumps(whole))


MERGES: list[Any] = [
    None,
    {},
    "ab",
    [["a"]],
    [["a", "b", "c"]],
    [["a", 3]],
    [3],
    ["ab"],
    [["a", "z"]],  # "az" is no token
    [["a", "中"]],
]


@pytest.mark.parametrize("merges", MERGES)
def test_damaged_merges_are_refused(merges: Any):
    whole = saved("bpe")
    whole["model"]["merges"] = merges
    with pytest.raises(TokenizerBroken, match="damaged list of merges"):
        load_tokenizer(json.dumps(whole))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("normalizer", {"type": "Lowercase"}),
        ("post_processor", {"type": "ByteLevel"}),
        ("truncation", {"max_length": 3}),
        ("added_tokens", [{"id": 0, "content": "<s>"}]),
        ("decoder", {"type": "WordPiece"}),
        ("decoder", None),
        ("decoder", 3),
        ("pre_tokenizer", {"type": "Whitespace"}),
        ("pre_tokenizer", {"type": "ByteLevel", "add_prefix_space": True}),
    ],
)
@pytest.mark.parametrize("key", ["char", "bpe"])
def test_what_this_program_does_not_write_is_refused(key: str, place: str, value: Any):
    whole = saved(key)
    whole[place] = value
    with pytest.raises(TokenizerBroken):
        load_tokenizer(json.dumps(whole))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "WordPiece"),
        ("dropout", 0.5),
        ("unk_token", "<unk>"),
        ("unk_token", 3),
        ("unk_token", ["\ufffd"]),
        ("fuse_unk", True),
        ("byte_fallback", True),
        ("ignore_merges", True),
        ("end_of_word_suffix", "</w>"),
        ("continuing_subword_prefix", "##"),
    ],
)
@pytest.mark.parametrize("key", ["char", "byte", "bpe"])
def test_other_models_are_refused(key: str, name: str, value: Any):
    whole = saved(key)
    whole["model"][name] = value
    with pytest.raises(TokenizerBroken):
        load_tokenizer(json.dumps(whole))


def test_the_unknown_token_must_be_in_the_vocabulary():
    whole = saved("char", vocab_size=3)
    assert load_tokenizer(json.dumps(whole)).unknown_id == 2
    whole["model"]["unk_token"] = None
    assert load_tokenizer(json.dumps(whole)).unknown_id is None
    whole = saved("char")
    whole["model"]["unk_token"] = "\ufffd"
    with pytest.raises(TokenizerBroken):
        load_tokenizer(json.dumps(whole))


def test_merges_may_be_written_as_older_versions_did():
    whole = saved("bpe")
    old = json.loads(json.dumps(whole))
    old["model"]["merges"] = [" ".join(pair) for pair in whole["model"]["merges"]]
    assert load_tokenizer(json.dumps(old)).to_json() == load_tokenizer(json.dumps(whole)).to_json()


@given(st.data())
def test_any_change_is_refused_or_harmless(data: st.DataObject):
    """Replace something somewhere: either a sentence, or a tokenizer that works."""
    whole = saved(data.draw(st.sampled_from(["char", "byte", "bpe"])))
    place: Any = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    )
    place[key] = data.draw(json_values)
    try:
        tokenizer = load_tokenizer(json.dumps(whole))
    except TokenizerBroken:
        return
    assert tokenizer.decode(tokenizer.encode("abab")) == "abab"


def test_a_token_longer_than_any_that_is_learned_is_refused():
    """A model could write thousands of them, and fill the memory."""
    tokens = [*BYTES, b"aa", b"aaaa", *(b"a" * 2**n for n in range(3, 12))]
    merges = [(b"a" * 2**n, b"a" * 2**n) for n in range(11)]
    kept = sum(len(token) <= LONGEST for token in tokens)
    assert load_tokenizer(BPETokenizer(tokens[:kept], merges[: kept - 256]).to_json())
    with pytest.raises(TokenizerBroken, match="longer than any"):
        load_tokenizer(BPETokenizer(tokens, merges).to_json())
