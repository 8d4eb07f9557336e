"""A tiny text that a model learns in a second, as tokens."""

from dataclasses import dataclass

import numpy as np
import pytest

from playground.engine.token_text import TokenText
from playground.engine.tokenizers.char import CharTokenizer

ALPHABET = "\n abcdefghijk"
WORDS = ("bad", "cab", "dig", "fed", "a", "hedge", "jab", "kick", "face", "beach")


@dataclass(frozen=True)
class TinyText:
    """Words in random order: letters are hard to guess at a word's start, easy inside."""

    tokenizer: CharTokenizer
    train: TokenText
    valid: TokenText


def tokens(tokenizer: CharTokenizer, text: str) -> TokenText:
    return TokenText(tokenizer.encode(text), len(text), 0)


@pytest.fixture(scope="session")
def tiny() -> TinyText:
    random = np.random.default_rng(0)
    words = random.choice(WORDS, 2000)
    ends = random.choice([" ", " ", " ", "\n"], 2000)
    text = "".join(word + end for word, end in zip(words, ends, strict=True))
    tokenizer = CharTokenizer(ALPHABET, unknown=False)
    cut = len(text) * 9 // 10
    return TinyText(tokenizer, tokens(tokenizer, text[:cut]), tokens(tokenizer, text[cut:]))
