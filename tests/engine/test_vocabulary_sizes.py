"""The size of a vocabulary is told before it is made; the window shows it at once."""

import pytest

from playground.engine.config import TextConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.tokenizers import TOKENIZERS, train_tokenizer
from playground.engine.work import finish

TEXT = "The fox said to the crow: sing, and the cheese will be yours.\n狐狸对乌鸦说：唱吧。\n" * 40


@pytest.mark.parametrize(
    "config",
    [
        TextConfig("char"),
        TextConfig("char", vocab_size=12),
        TextConfig("byte"),
        TextConfig("bpe", vocab_size=300),
    ],
)
def test_the_size_is_right_beforehand(config):
    corpus = pasted_corpus(TEXT, "fox")
    tokenizer = finish(train_tokenizer(corpus, config))
    assert TOKENIZERS[config.tokenizer].size(corpus, config) == tokenizer.vocab_size


def test_an_automatic_vocabulary_of_pieces_is_the_most_there_can_be():
    corpus = pasted_corpus(TEXT, "fox")
    tokenizer = finish(train_tokenizer(corpus, TextConfig("bpe")))
    assert tokenizer.vocab_size <= TOKENIZERS["bpe"].size(corpus, TextConfig("bpe"))
