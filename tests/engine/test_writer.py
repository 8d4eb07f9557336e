"""A text in the making: drawing by a number, putting by hand, going on after a fork."""

import numpy as np
import pytest
import torch

from playground.engine.config import CharRNNConfig, GPTConfig, SamplingConfig, TextConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.distribution import draw, reshape
from playground.engine.models import MODELS
from playground.engine.sample import Writer, generate, next_distribution, read
from playground.engine.tokenizers import TOKENIZERS
from playground.engine.work import finish

TEXT = "the cat and the hen ate the nut. 你好，世界！\n" * 3


@pytest.fixture(params=["char-rnn", "gpt"])
def model(request, tokenizer):
    torch.set_num_threads(1)
    torch.manual_seed(3)
    settings = {
        "char-rnn": CharRNNConfig(context=16, n_embd=8, n_hidden=16),
        "gpt": GPTConfig(context=16, n_layer=1, n_head=2, n_embd=16),
    }[request.param]
    model = MODELS[request.param].build(settings, tokenizer.vocab_size).eval()
    with torch.no_grad():
        for p in model.parameters():
            p.mul_(2.0)  # far from uniform, so that a mistake shows
    return model


@pytest.fixture(params=[key for key in ("char", "byte") if key in TOKENIZERS])
def tokenizer(request):
    corpus = pasted_corpus(TEXT, "test")
    return finish(TOKENIZERS[request.param].train(corpus, TextConfig(tokenizer=request.param)))


def test_numbers_fall_on_the_shares_laid_end_to_end():
    shares = np.array([0.19, 0.41, 0.0, 0.4])
    assert [draw(shares, n) for n in (0.0, 0.40, 0.42, 0.80, 0.82, 0.999999)] == [1, 1, 3, 3, 0, 0]


def test_a_draw_never_falls_on_what_was_cut():
    shares = reshape(np.full(7, 1 / 7), 1.0, 3, 1.0)
    drawn = {draw(shares, n) for n in [*np.linspace(0, 1, 97, endpoint=False), 1 - 1e-16]}
    assert drawn == {0, 1, 2}


def test_draws_are_as_frequent_as_the_shares_say():
    rng = np.random.default_rng(0)
    shares = rng.dirichlet(np.full(300, 0.3))
    counts = np.bincount([draw(shares, n) for n in rng.random(20_000)], minlength=300)
    spread = np.sqrt(shares * (1 - shares) / 20_000)
    assert (np.abs(counts / 20_000 - shares) < 5 * spread + 1e-4).all()


def test_drawing_with_the_numbers_of_a_seed_is_what_generate_does(model, tokenizer):
    config = SamplingConfig(length=25, temperature=0.9, top_k=9, seed=4)
    written = list(generate(model, tokenizer, "the hen", config))
    writer = Writer(model, tokenizer, [int(i) for i in tokenizer.encode("the hen")])
    numbers = np.random.default_rng(4).random(25)
    again = [writer.draw(config, number) for number in numbers]
    assert [t.id for t in again] == [t.id for t in written]
    assert [t.number for t in written] == numbers.tolist()
    text = "".join(t.text for t in again) + writer.flush()
    assert text == "".join(t.text for t in written)


def test_each_token_can_be_drawn_again_from_its_own_record(model, tokenizer):
    config = SamplingConfig(length=20, temperature=0.7, top_p=0.8, seed=2)
    for token in generate(model, tokenizer, "", config):
        shaped = reshape(token.distribution, 0.7, 0, 0.8)
        assert draw(shaped, token.number) == token.id
        assert token.sampled_probability == shaped[token.id]


def test_a_token_put_by_hand_is_read_like_any_other(model, tokenizer):
    config = SamplingConfig()
    ids = [int(i) for i in tokenizer.encode("the n")]
    chosen = int(tokenizer.encode("u")[0])
    writer = Writer(model, tokenizer, ids)
    token = writer.put(chosen, config)
    (*_, expected) = read(model, tokenizer, "the nu")
    assert (token.id, token.text, token.rank) == (chosen, "u", expected.rank)
    assert token.number is None
    assert token.probability == pytest.approx(expected.probability, rel=1e-4)
    after = next_distribution(model, tokenizer, "the nu")
    np.testing.assert_allclose(writer.distribution, after, rtol=1e-4, atol=1e-7)


def test_a_character_is_completed_after_a_fork_in_its_middle(model, tokenizer):
    """The stream remembers the first bytes of a character whose end is put by hand."""
    ids = [int(i) for i in tokenizer.encode("好")]
    writer = Writer(model, tokenizer, ids[:-1])
    assert writer.put(ids[-1], SamplingConfig()).text == "好"


def test_an_empty_beginning_starts_from_a_newline(model, tokenizer):
    newline = [int(i) for i in tokenizer.encode("\n")]
    np.testing.assert_allclose(
        Writer(model, tokenizer, []).distribution,
        Writer(model, tokenizer, newline).distribution,
    )
