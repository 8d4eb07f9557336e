"""No vocabulary makes a model better than it is: bits per character pay for every character."""

import math
import random
from dataclasses import replace

import pytest

from playground.engine.config import CharRNNConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.corpus import built_in_corpus, pasted_corpus
from playground.engine.events import Evaluated, Finished, Stepped
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import char, train_tokenizer
from playground.engine.train import new_state, train
from playground.engine.work import finish

TRAINING = TrainingConfig(steps=40, minutes=0.0, batch_size=8, sample_length=0)
TINY = CharRNNConfig(cell="tanh", n_hidden=32, n_embd=8, context=16)


def trained(corpus, vocab_size=0, training=TRAINING):
    """Return all events of a short training, and the tokens."""
    config = RunConfig("char-rnn", TINY, training, TextConfig("char", vocab_size))
    tokenizer = finish(train_tokenizer(corpus, config.text))
    texts = finish(encode_corpus(corpus, tokenizer, config.text, None))
    state = new_state(config, tokenizer.vocab_size)
    return list(train(state, *texts, tokenizer, config)), texts


@pytest.mark.parametrize("vocab_size", [2, 3, 10, 30])
def test_a_smaller_vocabulary_is_not_a_better_model(vocab_size):
    """After 40 steps no model knows more than how often each letter and pair comes."""
    events, _ = trained(built_in_corpus("fables-en"), vocab_size)
    losses = [event.valid_bpc for event in events if isinstance(event, Evaluated | Finished)]
    assert min(losses) > 3.28  # what pairs of letters cost in this text


def test_no_model_beats_chance():
    """Characters that are drawn evenly cost log2 of their number, with any vocabulary."""
    chance = random.Random(1)
    text = "".join(chance.choices([chr(0x4E00 + i) for i in range(3000)], k=30_000))
    for vocab_size in (2, 100, 2000):
        events, _ = trained(pasted_corpus(text, "hanzi"), vocab_size)
        losses = [event.valid_bpc for event in events if isinstance(event, Evaluated | Finished)]
        assert min(losses) > math.log2(3000) - 0.05


@pytest.mark.slow
def test_no_model_beats_chance_with_the_automatic_vocabulary():
    chance = random.Random(1)
    text = "".join(chance.choices([chr(0x4E00 + i) for i in range(20_000)], k=60_000))
    corpus = pasted_corpus(text, "hanzi")
    assert len(corpus.alphabet) > char.AUTOMATIC
    events, _ = trained(corpus, training=replace(TRAINING, steps=10))
    losses = [event.valid_bpc for event in events if isinstance(event, Evaluated | Finished)]
    assert min(losses) > math.log2(len(corpus.alphabet)) - 0.05


def test_steps_and_checks_tell_the_same_loss():
    corpus = built_in_corpus("fables-en")
    events, (text, _) = trained(corpus, 5)
    assert text.hidden == len(corpus.alphabet) - 4
    check = [event for event in events if isinstance(event, Evaluated)][-1]
    steps = [event.loss for event in events if isinstance(event, Stepped)][-10:]
    assert math.log(text.hidden) * text.unknown / len(text) > 1.5  # what would be missing
    assert sum(steps) / len(steps) == pytest.approx(check.train_loss, abs=0.4)


def test_without_an_unknown_token_nothing_is_added():
    _, (text, _) = trained(built_in_corpus("fables-en"))
    assert text.naming_nats(text.ids) == 0
