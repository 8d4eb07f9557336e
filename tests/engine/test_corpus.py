import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine import corpus as corpus_module
from playground.engine import source
from playground.engine.corpus import Corpus, built_in_corpus, open_corpus, pasted_corpus
from playground.engine.events import Progress
from playground.engine.texts import TEXTS
from playground.engine.work import finish
from playground.errors import (
    EncodingUnknown,
    EncodingWrong,
    FolderWithoutText,
    NotAChoice,
    TextBinary,
    TextBlank,
    TextChanged,
    TextEmpty,
    TextError,
    TextMissing,
    TextTooUniform,
)
from tests.engine.writings import CHINESE, ENCODED, FRENCH, RUSSIAN

Open = Callable[..., Corpus]


@pytest.fixture
def open_bytes(tmp_path: Path) -> Open:
    """Open bytes as a file."""

    def open_one(data: bytes, encoding: str | None = None) -> Corpus:
        path = tmp_path / "text.txt"
        path.write_bytes(data)
        return finish(open_corpus([path], encoding))

    return open_one


@pytest.fixture
def small_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every file a large one, read in many blocks."""
    monkeypatch.setattr(corpus_module, "IN_MEMORY", 0)
    monkeypatch.setattr(source, "BLOCK", 64)


def text_of(corpus: Corpus) -> str:
    return "".join(corpus.chunks())


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_the_same_text_in_any_encoding_is_the_same_text(open_bytes: Open, text: str, encoding: str):
    corpus = open_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert text_of(corpus) == text
    assert corpus.characters == len(text)
    assert corpus.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert sorted(map(chr, corpus.alphabet)) == sorted(set(text))
    assert int(corpus.counts.sum()) == len(text)


def test_a_corpus_says_what_it_is(open_bytes: Open):
    corpus = open_bytes(b"abba\n")
    assert (corpus.name, corpus.source, corpus.size) == ("text.txt", "file", 5)
    assert [file.name for file in corpus.files] == ["text.txt"]
    assert corpus.files[0].is_absolute()
    assert corpus.encoding == "utf-8"
    assert corpus.floor is None
    assert (corpus.alphabet.tolist(), corpus.counts.tolist()) == ([97, 98, 10], [2, 2, 1])


@pytest.mark.usefixtures("small_memory")
@pytest.mark.parametrize(("text", "encoding"), ENCODED[::3])
def test_a_large_file_is_read_like_a_small_one(open_bytes: Open, text: str, encoding: str):
    corpus = open_bytes((text * 3).encode(encoding))
    assert corpus.pieces == ()
    assert text_of(corpus) == text * 3
    assert corpus.head(10) == text[:10]


@given(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 40)))
def test_chunks_are_the_characters_asked_for(start: int, stop: int | None):
    text = "abcdefghijklmnopqrstuvwxyz0123"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus_module, "PIECE", 7)
        corpus = pasted_corpus(text, "letters")
    assert "".join(corpus.chunks(start, stop)) == text[start:stop]


def test_several_files_begin_on_new_lines(tmp_path: Path):
    for name, data in (("a.txt", b"one"), ("b.txt", b""), ("c.txt", b"two\n"), ("d.txt", b"3")):
        (tmp_path / name).write_bytes(data)
    corpus = finish(open_corpus([tmp_path]))
    assert text_of(corpus) == "one\ntwo\n3"
    assert corpus.name == "a.txt + 3 more"
    assert len(corpus.files) == 4
    assert corpus.size == 8


@pytest.mark.parametrize("memory", [0, 1 << 20])
def test_files_of_different_encodings_can_be_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: int
):
    monkeypatch.setattr(corpus_module, "IN_MEMORY", memory)
    (tmp_path / "a.txt").write_bytes(CHINESE.strip().encode("gbk"))
    (tmp_path / "b.txt").write_bytes(RUSSIAN.encode("cp1251"))
    corpus = finish(open_corpus([tmp_path / "a.txt", tmp_path / "b.txt"]))
    assert corpus.encoding == "mixed"
    assert text_of(corpus) == CHINESE.strip() + "\n" + RUSSIAN
    again = finish(open_corpus(corpus.files, corpus.encoding))
    assert again.sha256 == corpus.sha256


def test_an_encoding_that_fails_later_on_is_replaced(open_bytes: Open):
    """The beginning is plain ASCII, far longer than a sample."""
    text = "plain words\n" * 20_000 + CHINESE
    corpus = open_bytes(text.encode("gbk"))
    assert (corpus.encoding, text_of(corpus) == text) == ("gb18030", True)
    text = "plain words\n" * 20_000 + FRENCH
    corpus = open_bytes(text.encode("cp1252"))
    assert (corpus.encoding, text_of(corpus) == text) == ("cp1252", True)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damage_becomes_visible_and_the_rest_is_kept(open_bytes: Open, encoding: str):
    data = (CHINESE * 500).encode(encoding) + b"\xff" + (CHINESE * 500).encode(encoding)
    corpus = open_bytes(data)
    text = text_of(corpus)
    assert corpus.encoding == f"{encoding} (damaged)"
    assert text.startswith(CHINESE * 500)
    assert text.endswith((CHINESE * 500)[1:])
    assert 1 <= text.count("\ufffd") <= 2
    assert open_bytes(data, corpus.encoding).sha256 == corpus.sha256


def test_the_chosen_encoding_is_used_as_it_is(open_bytes: Open):
    data = "é".encode("latin-1") + b"abc"
    assert text_of(open_bytes(data, "latin-1")) == "éabc"
    assert text_of(open_bytes(data, "cp1251")) == "йabc"
    with pytest.raises(EncodingWrong, match="not written in utf-8: byte 0"):
        open_bytes(data, "utf-8")
    with pytest.raises(EncodingUnknown, match="“klingon”"):
        open_bytes(data, "klingon")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", TextEmpty, "0 bytes, 0 characters"),
        (b"\xef\xbb\xbf", TextEmpty, "3 bytes, 0 characters"),
        (b" \r\n\t\n", TextBlank, "has 4 characters"),
        (b"a", TextTooUniform, "1 characters.*“a”"),
        (b"zzzzzzz", TextTooUniform, "7 characters.*“z”"),
        ("中".encode() * 3, TextTooUniform, "3 characters.*“中”"),
        (bytes(range(256)) * 9, TextBinary, "10 % of its first 2304 bytes"),
        (b"\x7fELF" + bytes(500), TextBinary, "99 % of its first 504 bytes"),
        (b"words " * 50_000 + bytes(9000), TextBinary, "3 % of its first 309000 bytes"),
    ],
)
def test_what_is_no_text_to_learn_from_is_refused(
    open_bytes: Open, data: bytes, error: type[TextError], words: str
):
    with pytest.raises(error, match=words):
        open_bytes(data)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(TextMissing, match=r"nothing\.txt.*story-en"):
        finish(open_corpus([tmp_path / "nothing.txt"]))


def test_a_file_that_changes_between_two_readings_is_noticed(
    open_bytes: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(corpus_module, "IN_MEMORY", 0)
    corpus = open_bytes(b"some words")
    path = corpus.files[0]
    assert corpus.head() == "some words"
    path.write_bytes(b"other words")
    with pytest.raises(TextChanged, match="from 10 to 11 bytes"):
        corpus.head()
    path.unlink()
    with pytest.raises(TextMissing):
        corpus.head()


def test_a_text_in_memory_needs_its_file_no_more(open_bytes: Open):
    corpus = open_bytes(b"some words")
    corpus.files[0].unlink()
    assert corpus.head() == "some words"


def test_progress_goes_to_the_end(tmp_path: Path):
    path = tmp_path / "long.txt"
    path.write_bytes(b"0123456789abcde\n" * (1 << 20))
    events = list(open_corpus([path]))
    assert all(isinstance(event, Progress) for event in events)
    done = [event.done for event in events]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] == events[-1].total == 16 << 20
    assert 3 <= len(events) < 20


def test_a_pasted_text_is_mended_and_unified():
    corpus = pasted_corpus("a\r\nb\rc\ud83d\ude00\ud800", "clipboard")
    assert text_of(corpus) == "a\nb\nc😀\ufffd"
    assert (corpus.source, corpus.files, corpus.encoding) == ("pasted", (), "utf-8")
    assert corpus.size == len("a\nb\nc😀\ufffd".encode())
    with pytest.raises(TextEmpty):
        pasted_corpus("", "clipboard")


@pytest.mark.parametrize("key", TEXTS)
def test_built_in_texts_are_corpora(key: str):
    corpus = built_in_corpus(key, 3000)
    assert corpus.source == f"text:{key}"
    assert corpus.name == TEXTS[key].title
    assert 3000 <= corpus.characters < 5000
    assert corpus.floor == TEXTS[key].floor()
    assert built_in_corpus(key, corpus.characters).sha256 == corpus.sha256


def test_there_is_no_other_built_in_text():
    with pytest.raises(NotAChoice, match="story-en"):
        built_in_corpus("latin")


def test_a_path_may_be_relative(open_bytes: Open, monkeypatch: pytest.MonkeyPatch):
    path = open_bytes(b"some words").files[0]
    monkeypatch.chdir(path.parent)
    corpus = finish(open_corpus([Path("text.txt")]))
    assert corpus.files == (Path(os.path.abspath("text.txt")),)


def test_a_folder_with_something_else_in_it_is_read_nevertheless(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Once upon a time.\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "sub/c.txt").write_text("The end.\n", encoding="utf-8")
    corpus = finish(open_corpus([tmp_path]))
    assert "".join(corpus.chunks()) == "Once upon a time.\nThe end.\n"
    assert corpus.left_out == (tmp_path / "sub/b.txt",)
    assert corpus.files == (tmp_path / "a.txt", tmp_path / "sub/c.txt")
    assert (corpus.name, corpus.size) == ("a.txt + 1 more", 27)


def test_a_folder_with_nothing_but_something_else_is_refused(tmp_path: Path):
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(FolderWithoutText, match="none of its 1 files"):
        finish(open_corpus([tmp_path]))


def test_a_file_that_is_named_is_not_left_out(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Once upon a time.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(TextBinary):
        finish(open_corpus([tmp_path, tmp_path / "b.txt"]))
