"""The table of tokenizers: the only place that lists them."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.engine.tokenizers.base import TextStream, Tokenizer
from playground.engine.tokenizers.bpe import automatic_size, train_bpe
from playground.engine.tokenizers.byte import train_byte
from playground.engine.tokenizers.char import AUTOMATIC, train_char
from playground.engine.tokenizers.loading import load_tokenizer
from playground.text import mark


@dataclass(frozen=True)
class TokenizerSpec:
    """One way to cut a text into tokens."""

    key: str  # on disk and on the command line; never renamed
    title: str  # marked for translation
    help: str  # marked for translation
    train: Callable[[Corpus, TextConfig], Generator[Progress, None, Tokenizer]]
    size: Callable[[Corpus, TextConfig], int]  # of its vocabulary, told before it is made


TOKENIZERS: dict[str, TokenizerSpec] = {
    spec.key: spec
    for spec in (
        TokenizerSpec(
            "char",
            mark("Characters"),
            mark("One token per character."),
            train_char,
            lambda corpus, config: min(len(corpus.alphabet), config.vocab_size or AUTOMATIC),
        ),
        TokenizerSpec(
            "byte",
            mark("Bytes"),
            mark("One token per byte of UTF-8; never unknown."),
            train_byte,
            lambda corpus, config: 256,
        ),
        TokenizerSpec(
            "bpe",
            mark("BPE"),
            mark("Frequent pieces of words, learned from the text."),
            train_bpe,
            lambda corpus, config: config.vocab_size or automatic_size(corpus),
        ),
    )
}


def train_tokenizer(corpus: Corpus, config: TextConfig) -> Generator[Progress, None, Tokenizer]:
    """Make the tokenizer that `config` names for `corpus`."""
    return (yield from TOKENIZERS[config.tokenizer].train(corpus, config))


__all__ = [
    "TOKENIZERS",
    "TextStream",
    "Tokenizer",
    "TokenizerSpec",
    "load_tokenizer",
    "train_tokenizer",
]
