import random
import subprocess
import sys
from itertools import pairwise

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus, pasted_corpus
from playground.engine.events import Progress
from playground.engine.texts import TEXTS
from playground.engine.tokenizers import bpe, load_tokenizer
from playground.engine.tokenizers.bpe import (
    LONGEST,
    BPETokenizer,
    automatic_size,
    learning_sample,
    train_bpe,
)
from playground.engine.tokenizers.byte_level import WORD
from playground.engine.work import finish

STORIES = TEXTS["story-en"].make(20_000, 1)


def train(corpus: Corpus, vocab_size: int = 0) -> BPETokenizer:
    return finish(train_bpe(corpus, TextConfig("bpe", vocab_size)))


@pytest.fixture(scope="module")
def tokenizer() -> BPETokenizer:
    spaces = "a   b \n\n\n  \t\t" * 99  # so that runs of spaces are tokens, too
    return train(pasted_corpus(spaces + STORIES, "stories"), 600)


def test_the_first_joins_by_hand():
    """In "aaab aaab …", the pair "aa" is the most frequent one, then "aab" or "aaa"."""
    tokenizer = train(pasted_corpus("\n".join(["abab"] * 50), "x"), 259)
    assert tokenizer.merges == ((b"a", b"b"), (b"ab", b"ab"))
    assert [tokenizer.token_bytes(id) for id in tokenizer.encode("ababab")] == [b"abab", b"ab"]


def test_bytes_come_first(tokenizer: BPETokenizer):
    assert [tokenizer.token_bytes(id) for id in range(256)] == [bytes([id]) for id in range(256)]
    assert tokenizer.vocab_size == 600


def test_frequent_words_are_single_tokens(tokenizer: BPETokenizer):
    assert len(tokenizer.encode(" and")) == 1
    assert len(tokenizer.encode(STORIES)) < len(STORIES) / 2.5


def test_no_token_spans_two_words(tokenizer: BPETokenizer):
    assert not [token for token in tokenizer.tokens if b" " in token.strip()]


def test_a_text_without_repetition_keeps_the_bytes():
    tokenizer = train(pasted_corpus("ab cd", "x"))
    assert tokenizer.vocab_size == 256
    assert tokenizer.decode(tokenizer.encode("中文")) == "中文"


# Words and runs of spaces of many kinds, a chain of which is hard to cut.
PIECES = [
    "a",
    "b",
    "中",
    "’",
    "'",
    ".",
    "1",
    " ",
    "  ",
    "   ",
    "\n",
    "\n\n",
    "\t",
    "\u3000",
    "\x1c",
]
WORDS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(text=WORDS, part=st.integers(1, 4), cuts=st.lists(st.integers(0, 60)))
def test_long_texts_are_cut_where_it_does_no_harm(
    tokenizer: BPETokenizer, text: str, part: int, cuts: list[int]
):
    whole = tokenizer.encode(text).tolist()
    ends = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    pieces = [text[start:end] for start, end in pairwise(ends)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bpe, "PART", part)
        assert tokenizer.encode(text).tolist() == whole
        streamed = [id for ids in tokenizer.encode_pieces(pieces) for id in ids.tolist()]
    assert streamed == whole


def unspaced(kind: str, size: int) -> str:
    """Return a text in which nothing separates words."""
    chance = random.Random(1)
    letters = {
        "DNA": "ACGT",
        "protein": "ACDEFGHIKLMNPQRSTVWY",
        "hex": "0123456789abcdef",
        "digits": "0123456789",
        "Chinese": TEXTS["story-zh"].make(2000, 1).replace("\n", ""),
        "one letter": "a",
        "spaces": " ",
        "signs": "=-",
        "accents": "e\u0301",
    }[kind]
    if kind == "Chinese":
        letters = "".join(letter for letter in letters if letter.isalpha())
    return "".join(chance.choices(letters, k=size))


UNSPACED = "DNA", "protein", "hex", "digits", "Chinese", "one letter", "spaces", "signs", "accents"


@pytest.mark.parametrize("kind", UNSPACED)
def test_a_text_without_spaces_has_words_with_an_end(kind: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bpe, "PART", 500)
    text = unspaced(kind, 5000)
    tokenizer = train(pasted_corpus("x" + text, kind), 512)
    assert max(len(token.decode("utf-8", "ignore")) for token in tokenizer.tokens) <= WORD
    ids = tokenizer.encode(text).tolist()
    pieces = list(tokenizer.encode_pieces(text[i : i + 300] for i in range(0, len(text), 300)))
    assert len(pieces) > 3
    assert [id for piece in pieces for id in piece.tolist()] == ids
    other = tokenizers.Tokenizer.from_str(tokenizer.to_json())
    assert other.encode(text).ids == ids
    assert other.decode(ids) == text
    assert load_tokenizer(tokenizer.to_json()).to_json() == tokenizer.to_json()


def test_what_is_learned_from_has_so_many_different_words_at_most(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bpe, "NEW_WORDS", 4000)
    monkeypatch.setattr(bpe, "PART", 500)
    parts = [unspaced("DNA", 500)[i:] for i in range(50)]
    kept = finish(bpe._different(parts))
    assert 4 <= len(kept) <= 10
    assert kept[-1] in parts[-10:]
    same = [unspaced("DNA", 500)] * 50
    assert finish(bpe._different(same)) == same


def test_learning_can_be_left_at_any_time():
    work = train_bpe(pasted_corpus(unspaced("DNA", 100_000), "DNA"), TextConfig("bpe"))
    for event in work:
        assert isinstance(event, Progress)
        break
    next(work)
    work.close()


def test_a_failure_in_learning_is_heard(monkeypatch: pytest.MonkeyPatch):
    def no_memory(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(bpe.tokenizers.Tokenizer, "train_from_iterator", no_memory, raising=False)
    with pytest.raises(MemoryError):
        train(pasted_corpus(STORIES, "stories"))


def test_an_older_file_keeps_its_endless_words(
    tokenizer: BPETokenizer, monkeypatch: pytest.MonkeyPatch
):
    older = BPETokenizer(tokenizer.tokens, tokenizer.merges, endless=True)
    assert '"use_regex": true' in older.to_json()
    again = load_tokenizer(older.to_json())
    assert again.to_json() == older.to_json()
    assert again.encode("ab" * 100).tolist() == older.encode("ab" * 100).tolist()
    monkeypatch.setattr(bpe, "LONGEST_WORD", 50)
    streamed = list(older.encode_pieces(["ab" * 10] * 20))
    assert len(streamed) > 3
    assert "".join(map(older.decode, streamed)) == "ab" * 200


def test_the_vocabulary_grows_with_the_text():
    sizes = [
        automatic_size(pasted_corpus(TEXTS[key].make(size, 1), key))
        for key, size in (("story-en", 5000), ("story-en", 200_000), ("story-zh", 200_000))
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] == 512
    # 256 bytes, one token per 500 characters, and the curly quotes and the Chinese characters.
    assert 256 + 400 < sizes[1] < 256 + 400 + 10
    assert 256 + 400 + 300 < sizes[2] < 256 + 400 + 800


def test_only_the_training_part_is_learned_from_and_little_of_a_large_text(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(bpe, "PART", 100)
    corpus = pasted_corpus(STORIES, "stories")
    kept = STORIES[: corpus.characters - round(0.1 * corpus.characters)]
    assert "".join(learning_sample(corpus, TextConfig())) == kept
    monkeypatch.setattr(bpe, "SAMPLE", 5000)
    parts = list(learning_sample(corpus, TextConfig()))
    assert 4000 < sum(map(len, parts)) < 6000
    places = [kept.index(part) for part in parts]
    gaps = [after - before for before, after in pairwise([0, *places, len(kept)])]
    assert max(gaps) < 1000  # evenly spread


def test_a_token_stays_short_enough_to_be_shown():
    learned = finish(
        train_bpe(pasted_corpus("a" * 4000 + "\n" + "-" * 3000, "x"), TextConfig("bpe"))
    )
    assert max(len(learned.token_bytes(id)) for id in range(learned.vocab_size)) <= LONGEST


def test_starting_a_process_afterwards_prints_no_warning():
    """The library warns when a process forks after it used threads; nothing here may fork."""
    code = (
        "import subprocess, sys\n"
        "from playground.engine.corpus import pasted_corpus\n"
        "from playground.engine.config import TextConfig\n"
        "from playground.engine.tokenizers.bpe import train_bpe\n"
        "from playground.engine.work import finish\n"
        "finish(train_bpe(pasted_corpus('ab ab cd ' * 99, 'x'), TextConfig('bpe'))).encode('ab')\n"
        "subprocess.run([sys.executable, '-c', ''], check=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
