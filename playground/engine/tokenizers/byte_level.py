"""What byte tokens and BPE share: tokens that are strings of bytes, and how they are written.

A tokenizer.json is text, so each byte is written as one visible character: printable ones
as themselves, the others as letters from U+0100 on, as GPT-2 has it.
"""

import json
from collections.abc import Sequence
from functools import cache

from playground.engine.tokenizers.base import Tokenizer

Merge = tuple[bytes, bytes]
WORD = 64  # characters of a word at most
# GPT-2's pattern, with an end to everything that may go on.
WORDS = (
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}{1,64}| ?\p{N}{1,64}| ?[^\s\p{L}\p{N}]{1,64}"
    r"|\s{1,64}(?!\S)|\s{1,64}"
)


class ByteLevelTokenizer(Tokenizer):
    """Tokens are strings of bytes; all 256 bytes are among them, so that nothing is unknown."""

    splits_words: bool  # whether a text is cut into words first; then no token spans two
    bounds_words = False  # whether a word has WORD characters at most

    def __init__(self, tokens: Sequence[bytes], merges: Sequence[Merge]) -> None:
        """Take the `tokens` in the order of their ids, and the pairs to join, first ones first."""
        self.tokens = tuple(tokens)
        self.merges = tuple(merges)
        self.vocab_size = len(self.tokens)

    def token_bytes(self, id: int) -> bytes:
        """Return the bytes of token `id`."""
        return self.tokens[id]

    def unknown_characters(self, text: str) -> list[str]:
        """Return nothing: every character is made of bytes."""
        return []

    def to_json(self) -> str:
        """Return a tokenizer.json with a byte-level BPE model."""
        ends_by_itself = self.splits_words and not self.bounds_words
        parts = byte_level(splits=ends_by_itself)
        return tokenizer_json(
            vocabulary={written(token): id for id, token in enumerate(self.tokens)},
            merges=[[written(left), written(right)] for left, right in self.merges],
            unknown=None,
            pre_tokenizer=bounded_words() if self.bounds_words else parts,
            decoder=parts,
        )


def byte_level(*, splits: bool) -> dict[str, object]:
    """Return what a tokenizer.json says of turning text into bytes, and into words or not."""
    parts: dict[str, object] = {"type": "ByteLevel", "add_prefix_space": False}
    return parts | {"trim_offsets": True, "use_regex": splits}


def bounded_words() -> dict[str, object]:
    """Return what a tokenizer.json says of cutting a text into words that have an end."""
    split = {"type": "Split", "pattern": {"Regex": WORDS}, "behavior": "Isolated", "invert": False}
    return {"type": "Sequence", "pretokenizers": [split, byte_level(splits=False)]}


def tokenizer_json(
    vocabulary: dict[str, int],
    merges: list[list[str]],
    unknown: str | None,
    pre_tokenizer: dict[str, object] | None,
    decoder: dict[str, object],
) -> str:
    """Return a tokenizer.json with a BPE model, the one kind that this program writes."""
    model = {
        "type": "BPE",
        "dropout": None,
        "unk_token": unknown,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": False,
        "vocab": vocabulary,
        "merges": merges,
    }
    whole: dict[str, object] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": None,
        "decoder": decoder,
        "model": model,
    }
    return json.dumps(whole, ensure_ascii=False)


def written(token: bytes) -> str:
    """Return the bytes of a token as they stand in a tokenizer.json."""
    return "".join(_letters()[byte] for byte in token)


def read_back(token: str) -> bytes:
    """Return the bytes that `written` wrote.

    Raises:
        KeyError: A character stands for no byte.
    """
    return bytes(_bytes()[character] for character in token)


@cache
def _letters() -> tuple[str, ...]:
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    spare = iter(range(0x100, 0x200))
    return tuple(chr(byte if byte in printable else next(spare)) for byte in range(256))


@cache
def _bytes() -> dict[str, int]:
    return {letter: byte for byte, letter in enumerate(_letters())}
