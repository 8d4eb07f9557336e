"""Texts are read, counted and encoded by fast ways in blocks; here by plain ones, as a whole."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine import census, source, token_text
from playground.engine import corpus as corpus_module
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus, open_corpus
from playground.engine.source import TextFile
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import char, train_tokenizer
from playground.engine.work import finish
from playground.errors import EncodingWrong

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "gb18030")
# Every line break, letters of one to four bytes, and the byte order mark where none belongs.
LETTERS = st.sampled_from(
    ["a", "b", " ", "\n", "\r", "\r\n", "é", "中", "文", "。", "😀", "\ufeff"]
)
LATIN = st.sampled_from(["a", "b", "c", " ", "\n", "\r", "\r\n", "~"])
TEXTS = st.one_of(*(st.lists(some, max_size=60).map("".join) for some in (LETTERS, LATIN)))


@dataclass(frozen=True)
class Sizes:
    """How much is handled at a time."""

    block: int  # bytes
    decoded: int  # bytes
    counted: int  # characters
    encoded: int  # characters
    memory: int  # bytes


SIZES = st.builds(
    Sizes,
    st.integers(1, 40),
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(1, 12),
    st.sampled_from([0, 1 << 20]),
)


@contextmanager
def handled(sizes: Sizes) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "BLOCK", sizes.block)
        patch.setattr(source, "PART", sizes.decoded)
        patch.setattr(census, "PART", sizes.counted)
        patch.setattr(char, "PART", sizes.encoded)
        patch.setattr(corpus_module, "IN_MEMORY", sizes.memory)
        patch.setattr(token_text, "IN_MEMORY", sizes.memory)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


def written(folder: Path, text: str, encoding: str) -> Path:
    path = folder / "text.txt"
    path.write_bytes(text.encode(encoding))
    return path


def plain(path: Path, encoding: str) -> str:
    """Read a file as a whole."""
    text = path.read_bytes().decode(encoding).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def learnable(text: str) -> str:
    """Add what makes a text of any characters one that is not refused."""
    return text + "xy"


@given(text=TEXTS, encoding=st.sampled_from(ENCODINGS), sizes=SIZES)
def test_a_file_is_the_text_that_it_is_as_a_whole(
    folder: Path, text: str, encoding: str, sizes: Sizes
):
    path = written(folder, learnable(text), encoding)
    expected = plain(path, encoding)
    with handled(sizes):
        corpus = finish(open_corpus([path], encoding))
        assert "".join(corpus.chunks()) == expected
    assert corpus.characters == len(expected)
    assert corpus.sha256 == hashlib.sha256(expected.encode()).hexdigest()
    ranking = sorted(Counter(expected).items(), key=lambda pair: (-pair[1], pair[0]))
    assert [*map(chr, corpus.alphabet)] == [character for character, _ in ranking]
    assert corpus.counts.tolist() == [count for _, count in ranking]


@given(
    text=TEXTS,
    encoding=st.sampled_from(ENCODINGS),
    sizes=SIZES,
    vocab_size=st.sampled_from([0, 2, 4]),
    share=st.sampled_from([0.1, 0.5]),
)
def test_its_ids_are_those_of_a_lookup_character_by_character(
    folder: Path, text: str, encoding: str, sizes: Sizes, vocab_size: int, share: float
):
    path = written(folder, learnable(text), encoding)
    expected = plain(path, encoding)
    config = TextConfig(vocab_size=vocab_size, valid_share=share)
    with handled(sizes):
        corpus = finish(open_corpus([path], encoding))
        tokenizer = finish(train_tokenizer(corpus, config))
        parts = finish(encode_corpus(corpus, tokenizer, config, folder / corpus.sha256))
    ids = lookup(corpus, vocab_size)
    cut = corpus.split(share)
    for part, characters in zip(parts, (expected[:cut], expected[cut:]), strict=True):
        assert part.ids.tolist() == [ids.get(character, vocab_size - 1) for character in characters]
        assert part.unknown == sum(character not in ids for character in characters)
        assert part.characters == len(characters)


def lookup(corpus: Corpus, vocab_size: int) -> dict[str, int]:
    """Return the id of each character that has a token of its own."""
    characters = [chr(code) for code in corpus.alphabet]
    if 0 < vocab_size < len(characters):
        characters = characters[: vocab_size - 1]
    return {character: id for id, character in enumerate(characters)}


@given(
    text=TEXTS,
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-32-be", "gb18030"]),
    place=st.integers(0, 80),
    damage=st.binary(min_size=1, max_size=3),
    sizes=SIZES,
)
def test_a_wrong_byte_is_where_it_is_as_a_whole(
    folder: Path, text: str, encoding: str, place: int, damage: bytes, sizes: Sizes
):
    data = text.encode(encoding)
    data = data[:place] + damage + data[place:]
    path = folder / "damaged.txt"
    path.write_bytes(data)
    file = TextFile(path, len(data), path.stat().st_mtime_ns, encoding)
    try:
        expected: object = len(plain(path, encoding))
    except UnicodeDecodeError as error:
        expected = f"byte {error.start}"
    with handled(sizes):
        try:
            found: object = sum(len(text) for text, _ in file.blocks())
        except EncodingWrong as error:
            found = f"byte {error.values['position']}"
    assert found == expected
