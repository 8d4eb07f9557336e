from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine import corpus as corpus_module
from playground.engine import token_text
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus, pasted_corpus
from playground.engine.events import Progress
from playground.engine.texts import TEXTS
from playground.engine.token_text import TokenText, check_length, encode_corpus
from playground.engine.tokenizers import TOKENIZERS, Tokenizer, train_tokenizer
from playground.engine.tokenizers.base import Ids
from playground.engine.work import finish
from playground.errors import TextTooShort


@pytest.fixture(scope="module", params=TOKENIZERS)
def config(request: pytest.FixtureRequest) -> TextConfig:
    return TextConfig(tokenizer=request.param, valid_share=0.2)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """A text in many small pieces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus_module, "PIECE", 777)
        return pasted_corpus(TEXTS["story-zh"].make(8000, 3), "story")


@pytest.fixture(scope="module")
def tokenizer(corpus: Corpus, config: TextConfig) -> Tokenizer:
    return finish(train_tokenizer(corpus, config))


def test_the_last_part_is_kept_aside(corpus: Corpus, tokenizer: Tokenizer, config: TextConfig):
    train, valid = finish(encode_corpus(corpus, tokenizer, config, None))
    text = "".join(corpus.chunks())
    cut = len(text) - round(0.2 * len(text))
    assert tokenizer.decode(train.ids) == text[:cut]
    assert tokenizer.decode(valid.ids) == text[cut:]
    assert (train.characters, valid.characters) == (cut, len(text) - cut)
    assert train.ids.dtype == np.uint16
    assert len(train) == len(train.ids)


def test_pieces_make_no_difference(corpus: Corpus, tokenizer: Tokenizer, config: TextConfig):
    train, _ = finish(encode_corpus(corpus, tokenizer, config, None))
    whole = tokenizer.encode("".join(corpus.chunks(0, train.characters)))
    np.testing.assert_array_equal(train.ids, whole)


@pytest.mark.parametrize(("size", "kind"), [(255, np.uint8), (256, np.uint16), (257, np.uint16)])
def test_ids_of_a_small_vocabulary_are_kept_in_bytes(
    size: int, kind: type[np.generic], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    characters = "".join(chr(0x4E00 + i) for i in range(size))
    corpus = pasted_corpus(characters * 3, "all")
    tokenizer = finish(train_tokenizer(corpus, TextConfig()))
    for limit in (1 << 20, 0):
        monkeypatch.setattr(token_text, "IN_MEMORY", limit)
        for _ in range(2):  # encoded, then found again
            train, valid = finish(encode_corpus(corpus, tokenizer, TextConfig(), tmp_path))
            assert train.ids.dtype == valid.ids.dtype == kind
            assert tokenizer.decode(train.ids) + tokenizer.decode(valid.ids) == characters * 3


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every text a large one."""
    monkeypatch.setattr(token_text, "IN_MEMORY", 0)


@pytest.mark.usefixtures("large")
def test_a_large_text_is_the_same_on_disk(
    corpus: Corpus, tokenizer: Tokenizer, config: TextConfig, tmp_path: Path
):
    here = finish(encode_corpus(corpus, tokenizer, config, None))
    there = finish(encode_corpus(corpus, tokenizer, config, tmp_path))
    for one, other in zip(here, there, strict=True):
        assert isinstance(other.ids, np.memmap)
        np.testing.assert_array_equal(one.ids, other.ids)
        assert (one.characters, one.unknown) == (other.characters, other.unknown)


@pytest.mark.usefixtures("large")
def test_ids_on_disk_are_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    corpus = pasted_corpus("abracadabra " * 50, "spell")
    config = TextConfig(vocab_size=4)
    tokenizer = finish(train_tokenizer(corpus, config))
    first = finish(encode_corpus(corpus, tokenizer, config, tmp_path))

    encode = type(tokenizer).encode

    def refuse(self: Tokenizer, text: str) -> Ids:
        assert len(text) <= len(corpus.alphabet), "encoded again"
        return encode(self, text)

    monkeypatch.setattr(type(tokenizer), "encode", refuse)
    again = finish(encode_corpus(corpus, tokenizer, config, tmp_path))
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.ids, other.ids)
        assert one.unknown == other.unknown > 0


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("damage", [b"", b"\xff", b"\xff\xff" * 10])
def test_a_damaged_file_in_the_cache_is_written_anew(tmp_path: Path, damage: bytes):
    corpus = pasted_corpus("abracadabra " * 50, "spell")
    config = TextConfig()
    tokenizer = finish(train_tokenizer(corpus, config))
    finish(encode_corpus(corpus, tokenizer, config, tmp_path))
    for path in (tmp_path / "ids").iterdir():
        path.write_bytes(damage)
    train, valid = finish(encode_corpus(corpus, tokenizer, config, tmp_path))
    assert tokenizer.decode(train.ids) + tokenizer.decode(valid.ids) == "abracadabra " * 50


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:7] + bytes([data[7] ^ 1]) + data[8:],  # another token
        lambda data: bytes(len(data)),  # what a power cut may leave
        lambda data: data[:-10],
        lambda data: data + b"\0\0",
    ],
)
def test_damage_that_looks_like_tokens_is_noticed(tmp_path: Path, damage: Callable[[bytes], bytes]):
    corpus = pasted_corpus("abracadabra " * 50, "spell")
    tokenizer = finish(train_tokenizer(corpus, TextConfig()))
    finish(encode_corpus(corpus, tokenizer, TextConfig(), tmp_path))
    for path in (tmp_path / "ids").iterdir():
        path.write_bytes(damage(path.read_bytes()))
    train, valid = finish(encode_corpus(corpus, tokenizer, TextConfig(), tmp_path))
    assert tokenizer.decode(train.ids) + tokenizer.decode(valid.ids) == "abracadabra " * 50


@pytest.mark.usefixtures("large")
def test_the_ids_of_another_part_are_noticed(tmp_path: Path):
    corpus = pasted_corpus("abracadabra " * 50, "spell")
    tokenizer = finish(train_tokenizer(corpus, TextConfig()))
    finish(encode_corpus(corpus, tokenizer, TextConfig(), tmp_path))
    first, second = (tmp_path / "ids").iterdir()
    first.write_bytes(second.read_bytes())
    train, valid = finish(encode_corpus(corpus, tokenizer, TextConfig(), tmp_path))
    assert tokenizer.decode(train.ids) + tokenizer.decode(valid.ids) == "abracadabra " * 50


@pytest.mark.usefixtures("large")
def test_another_tokenizer_has_ids_of_its_own(tmp_path: Path):
    corpus = pasted_corpus("abracadabra " * 50, "spell")
    for size in (0, 3):
        config = TextConfig(vocab_size=size)
        tokenizer = finish(train_tokenizer(corpus, config))
        train, _ = finish(encode_corpus(corpus, tokenizer, config, tmp_path))
        assert tokenizer.decode(train.ids) == tokenizer.decode(
            tokenizer.encode(corpus.head(len(train)))
        )


@pytest.mark.usefixtures("large")
def test_work_that_is_stopped_leaves_nothing_half_written(tmp_path: Path):
    corpus = pasted_corpus("abracadabra " * 50, "spell")
    tokenizer = finish(train_tokenizer(corpus, TextConfig()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(token_text, "REPORT_EVERY", 1)
        work = encode_corpus(corpus, tokenizer, TextConfig(), tmp_path)
        assert [next(work), next(work)] != []
        work.close()
    assert list((tmp_path / "ids").iterdir()) == []


def test_unknown_tokens_are_counted():
    corpus = pasted_corpus("aaaa bbb cc d" * 10, "letters")
    config = TextConfig(vocab_size=4)  # a, b, the space, and one token for c and d
    tokenizer = finish(train_tokenizer(corpus, config))
    train, valid = finish(encode_corpus(corpus, tokenizer, config, None))
    assert train.unknown + valid.unknown == 3 * 10
    assert "�" in tokenizer.decode(train.ids)


def test_progress_counts_characters():
    corpus = pasted_corpus("abracadabra " * 50, "spell")
    tokenizer = finish(train_tokenizer(corpus, TextConfig()))
    events = list(encode_corpus(corpus, tokenizer, TextConfig(), None))
    assert all(isinstance(event, Progress) for event in events)
    assert [event.done for event in events][:: len(events) - 1] == [0, 600]


def tokens(n: int) -> TokenText:
    return TokenText(np.zeros(n, np.uint16), n, 0)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(2, 100))
def test_both_parts_need_a_window_and_its_next_token(train: int, valid: int, context: int):
    if min(train, valid) >= context + 1:
        check_length("x", tokens(train), tokens(valid), context)
        return
    with pytest.raises(TextTooShort) as error:
        check_length("x", tokens(train), tokens(valid), context)
    need, have = error.value.values["need"], error.value.values["have"]
    assert have == train + valid
    assert need >= 2 * (context + 1) or not min(train, valid)
    # A text of that length, shared out in the same way, is long enough.
    if train and valid:
        assert int(str(need)) * min(train, valid) >= have * (context + 1)


def test_the_sentence_has_the_numbers():
    with pytest.raises(TextTooShort, match=r"“x” has 100 tokens, but a context of 64 .* 650"):
        check_length("x", tokens(90), tokens(10), 64)
