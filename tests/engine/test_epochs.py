"""How often a text is read, and what follows from it."""

import pytest
from torch import nn

from playground.engine import clock
from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TrainingConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.epochs import FREE, MOST_DROPOUT, Epochs, fitting_dropout, read_enough
from playground.engine.events import EPOCHS, Finished, Stepped
from playground.engine.models import MODELS
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import train_tokenizer
from playground.engine.train import new_state, train
from playground.engine.work import finish

SETTINGS = CharRNNConfig(context=16, n_hidden=8, n_embd=4)


def config(**training):
    values = {"batch_size": 4, "sample_length": 0, "threads": 1, "device": "cpu", **training}
    return RunConfig("char-rnn", SETTINGS, TrainingConfig(**values))


def test_dropout_comes_with_the_epochs_and_has_an_end():
    assert fitting_dropout(FREE) == 0
    shares = [fitting_dropout(epochs) for epochs in (5, 10, 15, 20, 1000)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[1]
    assert shares[-1] == MOST_DROPOUT


def test_with_steps_the_epochs_are_known_from_the_beginning():
    epochs = Epochs(config(steps=100), tokens=1000)  # 100 steps of 4 windows of 16 tokens
    assert epochs.expected(0, 0.0) == pytest.approx(6.4)


def test_with_minutes_they_show_once_the_speed_does():
    epochs = Epochs(config(minutes=1.0), tokens=1000)
    assert epochs.expected(50, 0.01) is None
    assert epochs.expected(500, 0.1) == pytest.approx(5.0)
    assert Epochs(config(minutes=1.0, max_epochs=3.0), 1000).expected(500, 0.1) == 3.0


def test_a_run_may_read_its_text_so_often():
    assert Epochs(config(max_epochs=4.0), 1000).progress(2000) == 0.5
    assert Epochs(config(), 1000).progress(10**9) == 0.0
    assert read_enough(config(max_epochs=4.0), 4000, 1000)
    assert not read_enough(config(max_epochs=4.0), 3999, 1000)
    assert not read_enough(config(), 10**9, 1000)


@pytest.fixture
def texts():
    corpus = pasted_corpus("The crow had a cheese. The fox had a song.\n" * 60, "crow.txt")
    settings = config().text
    tokenizer = finish(train_tokenizer(corpus, settings))
    return tokenizer, *finish(encode_corpus(corpus, tokenizer, settings, None))


def trained(texts, chosen):
    tokenizer, train_text, valid_text = texts
    state = new_state(chosen, tokenizer.vocab_size)
    return state, list(train(state, train_text, valid_text, tokenizer, chosen))


def test_training_ends_annealed_after_the_most_epochs_whatever_the_budget(texts):
    chosen = config(steps=100_000, max_epochs=2.0, decay_share=0.9, warmup_steps=0)
    state, events = trained(texts, chosen)
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.reason == EPOCHS
    per_step = 4 * 16
    assert state.tokens == pytest.approx(2.0 * len(texts[1]), abs=per_step)
    rates = [event.learning_rate for event in events if isinstance(event, Stepped)]
    assert rates[-1] < 0.05 * max(rates)


def test_dropout_follows_the_speed_that_shows(texts, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(clock.time, "monotonic", lambda: now[0])
    chosen = config(minutes=1.0, fit_dropout=True)
    tokenizer, train_text, valid_text = texts
    state = new_state(chosen, tokenizer.vocab_size)
    drops = [module for module in state.model.modules() if isinstance(module, nn.Dropout)]
    events = train(state, train_text, valid_text, tokenizer, chosen)
    seen = []
    for event in events:
        if isinstance(event, Stepped):
            seen.append(drops[0].p)
            now[0] += 60 / 400  # 400 steps of 64 tokens: eleven epochs
    epochs = 400 * 64 / len(train_text)
    assert seen[0] == 0.0
    assert seen[-1] == pytest.approx(fitting_dropout(epochs), abs=0.002)


@pytest.mark.parametrize(
    ("model", "settings"),
    [
        ("gpt", GPTConfig(style="modern", n_layer=1, n_embd=16, n_head=2)),
        ("gpt", GPTConfig(style="classic", n_layer=1, n_embd=16, n_head=2)),
        ("char-rnn", CharRNNConfig(cell="lstm", n_layer=2, n_hidden=8)),
        ("char-rnn", CharRNNConfig(cell="tanh", n_layer=2, n_hidden=8)),
    ],
)
def test_dropout_set_later_is_the_dropout_of_a_model_built_with_it(model, settings):
    from dataclasses import replace

    later = MODELS[model].build(settings, 10)
    later.set_dropout(0.3)
    built = MODELS[model].build(replace(settings, dropout=0.3), 10)
    for one, other in zip(later.modules(), built.modules(), strict=True):
        for name in ("p", "dropout"):
            value = getattr(other, name, None)
            if isinstance(value, float):
                assert getattr(one, name) == value
