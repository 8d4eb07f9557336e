import pytest

from playground.engine.tokenizers.base import distinct, visible
from playground.engine.tokenizers.bpe import BPETokenizer
from playground.engine.tokenizers.byte import BYTES


@pytest.mark.parametrize(
    ("character", "seen"),
    [
        ("a", "a"),
        ("中", "中"),
        (" ", "␣"),
        ("\n", "↵"),
        ("\t", "⇥"),
        ("\0", "␀"),
        ("\x1b", "␛"),
        ("\x7f", "␡"),
        ("\u0301", "◌\u0301"),
        ("\u200b", "<U+200B>"),
        ("\u3000", "<U+3000>"),
        ("\ue000", "<U+E000>"),
        (0xE4, "<E4>"),
    ],
)
def test_every_character_can_be_seen(character: str | int, seen: str):
    assert visible(character) == seen


def test_labels_show_parts_of_characters_as_bytes():
    tokens = [b" the", "中".encode()[:2], "中".encode()[2:] + "文".encode(), b"a\n\xff b"]
    tokenizer = BPETokenizer([*BYTES, *tokens], [])
    assert [tokenizer.label(256 + i) for i in range(4)] == [
        "␣the",
        "<E4><B8>",
        "<AD>文",
        "a↵<FF>␣b",
    ]


def test_distinct_keeps_the_order():
    assert distinct("cabcab") == ["c", "a", "b"]
