"""The Text tab tells how a text was read where that was no matter of course."""

from pathlib import Path

from playground.engine.corpus import open_corpus, pasted_corpus
from playground.engine.work import finish
from playground.ui.text.encodings import encoding_title, reading_words


def test_damage_and_what_was_left_out_is_told(tmp_path: Path, qapp) -> None:
    (tmp_path / "a.txt").write_bytes("né à Orléans\n".encode() * 50 + b"\xc3(\n")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 9)
    corpus = finish(open_corpus([tmp_path]))
    assert encoding_title(corpus.encoding) == "UTF-8, damaged"
    assert reading_words(corpus).splitlines() == [
        "Characters that could not be read: 1. They stand as “\ufffd”.",
        "Files left out because they are no text: 1 (b.txt …)",
    ]


def test_of_most_texts_there_is_nothing_to_tell() -> None:
    assert reading_words(pasted_corpus("Once upon a time.", "x")) == ""
