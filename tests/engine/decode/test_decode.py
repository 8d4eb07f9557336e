"""The fast steps against the models: the same logits, however long the text gets."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from playground.engine.config import CharRNNConfig, GPTConfig, SamplingConfig
from playground.engine.decode import decoder_for
from playground.engine.decode.base import HandOver, Plain
from playground.engine.decode.weights import transposed
from playground.engine.models.char_rnn import CharRNN
from playground.engine.sample import generate
from playground.engine.tokenizers.char import CharTokenizer
from tests.engine import variants
from tests.engine.variants import CONTEXT, VOCAB, shaken

LONG = 7 * CONTEXT + 3  # past the context several times
EXACT = 1e-4  # float32 and sums in another order; the logits are about 1 to 10

KNOWN = {"char-rnn", "gpt"}
CHOSEN = [
    i
    for i, (key, config) in enumerate(variants.VARIANTS)
    if key in KNOWN and not config.ngram_memory
]
VARIANTS, NAMES = [variants.VARIANTS[i] for i in CHOSEN], [variants.NAMES[i] for i in CHOSEN]
OTHERS = [
    ("char-rnn", CharRNNConfig(cell="tanh", n_layer=1, n_embd=5, n_hidden=7)),
    ("char-rnn", CharRNNConfig(cell="gru", n_layer=3, n_embd=5, n_hidden=7)),
    ("char-rnn", CharRNNConfig(cell="lstm", n_layer=3, n_embd=5, n_hidden=7)),
    ("gpt", GPTConfig(context=7, n_layer=1, n_head=1, n_embd=6, mlp_ratio=1.5)),
    ("gpt", GPTConfig(context=2, n_layer=3, n_head=4, n_embd=8, rotary_base=1e4)),
    ("gpt", GPTConfig(context=7, style="classic", n_layer=3, n_head=3, n_embd=9, mlp_ratio=1.5)),
    ("gpt", GPTConfig(context=2, style="classic", n_layer=1, n_head=1, n_embd=5)),
]
ALL = [*VARIANTS, *OTHERS]
ALL_NAMES = [*NAMES, "tanh", "gru-3", "lstm-3", "odd", "two", "classic-odd", "classic-two"]


def some_ids(count):
    return torch.randint(VOCAB, (count,), generator=torch.Generator().manual_seed(1)).tolist()


def read(model, ids):
    """Return the logits (T, V) that the model computes when it reads all at once."""
    return model.read(torch.tensor([ids]), model.new_memory())[0].numpy()


def fast(model):
    """Return the decoder of `model`, and see that it is not the model itself."""
    decoder = decoder_for(model)
    assert isinstance(decoder, HandOver)
    return decoder


@pytest.mark.parametrize("variant", ALL, ids=ALL_NAMES)
def test_steps_equal_the_full_pass(variant):
    model = shaken(*variant)
    ids = some_ids(model.context)
    expected = model(torch.tensor([ids]))[0].detach().numpy()  # (T, V)
    decoder = fast(model)
    for id, row in zip(ids, expected, strict=True):
        np.testing.assert_allclose(decoder.advance([id]), row, atol=EXACT, rtol=0)


@pytest.mark.parametrize("prompt", [1, 3, CONTEXT - 1, CONTEXT, CONTEXT + 1, 3 * CONTEXT + 2])
@pytest.mark.parametrize("variant", ALL, ids=ALL_NAMES)
def test_steps_go_on_from_any_prompt_and_far_past_the_context(variant, prompt):
    model = shaken(*variant)
    ids = some_ids(LONG)
    expected = read(model, ids)
    decoder = fast(model)
    first = decoder.advance(ids[:prompt])
    np.testing.assert_allclose(first, expected[prompt - 1], atol=EXACT, rtol=0)
    for place in range(prompt, LONG):
        logits = decoder.advance([ids[place]])
        assert logits.dtype == np.float32
        np.testing.assert_allclose(logits, expected[place], atol=EXACT, rtol=0)


def test_several_tokens_may_come_at_once_at_any_time():
    model = shaken(*VARIANTS[-1])
    ids = some_ids(40)
    decoder = fast(model)
    for start, end in ((0, 5), (5, 6), (6, 29)):
        decoder.advance(ids[start:end])
    np.testing.assert_allclose(decoder.advance(ids[29:]), read(model, ids)[-1], atol=EXACT)


def test_more_tokens_than_are_looked_up():
    torch.manual_seed(0)
    model = CharRNN(CharRNNConfig(n_layer=2, n_embd=4, n_hidden=6), vocab_size=1100).eval()
    ids = [3, 1099, 1024, 0, 512]
    decoder = fast(model)
    for id, row in zip(ids, read(model, ids), strict=True):
        np.testing.assert_allclose(decoder.advance([id]), row, atol=EXACT)


@pytest.mark.parametrize("gain", [1.0, 40.0])
def test_scores_too_large_to_be_powers_of_e(gain):
    """A gain of 40 makes scores of up to 40 · 40 · sqrt(8); e^89 is no float32 any more."""
    model = shaken("gpt", GPTConfig(context=8, n_layer=1, n_head=2, n_embd=16))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "q_norm" in name or "k_norm" in name:
                parameter *= gain
    ids = some_ids(30)
    decoder = fast(model)
    for id, row in zip(ids, read(model, ids), strict=True):
        np.testing.assert_allclose(decoder.advance([id]), row, atol=gain * EXACT)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_what_follows_a_prompt_is_the_models_own_answer(variant):
    model = shaken(*variant)
    ids = some_ids(20)
    assert np.array_equal(fast(model).advance(ids), read(model, ids)[-1])


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_decoders_do_not_share_what_they_remember(variant):
    model = shaken(*variant)
    one, other = fast(model), fast(model)
    ids, others = some_ids(30), some_ids(60)[30:]
    expected = read(model, ids), read(model, others)
    for place in range(30):
        np.testing.assert_allclose(one.advance([ids[place]]), expected[0][place], atol=EXACT)
        np.testing.assert_allclose(other.advance([others[place]]), expected[1][place], atol=EXACT)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_the_model_is_left_as_it_was(variant):
    model = shaken(*variant)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    decoder = fast(model)
    for id in some_ids(20):
        decoder.advance([id])
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_weights_are_copied(variant):
    """They are changed on the way, so half of them must not be those of a later step."""
    model, same = shaken(*variant), shaken(*variant)
    decoder, other = fast(model), fast(same)
    for id in (1, 2):
        decoder.advance([id])
        other.advance([id])
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    for id in (3, 4):
        assert np.array_equal(decoder.advance([id]), other.advance([id]))


class WithMore(CharRNN):
    """A model of our own kind, and yet not the same."""


def test_models_that_are_not_known_do_their_own_reading():
    config = CharRNNConfig(n_embd=4, n_hidden=4)
    assert isinstance(decoder_for(WithMore(config, VOCAB).eval()), Plain)
    assert isinstance(decoder_for(CharRNN(config, VOCAB).eval()), HandOver)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_options_that_are_not_known_are_left_to_the_model(variant):
    more = shaken(*variant)
    more.table = nn.Embedding(5, 4)  # an option that adds weights
    assert isinstance(decoder_for(more), Plain)
    assert isinstance(decoder_for(shaken(*variant).double()), Plain)
    assert isinstance(decoder_for(shaken(*variant).train()), Plain)
    assert isinstance(decoder_for(shaken(*variant).to("meta")), Plain)


def test_another_cell_is_left_to_the_model():
    model = shaken(*VARIANTS[0])
    model.recurrent = nn.Identity()
    assert isinstance(decoder_for(model), Plain)


@pytest.mark.parametrize("variant", variants.with_ngrams(), ids=lambda v: v[0])
def test_an_ngram_memory_is_left_to_the_model(variant):
    assert isinstance(decoder_for(shaken(*variant)), Plain)


@pytest.mark.parametrize("style", ["classic", "modern"])
def test_a_text_is_the_same_with_and_without_the_fast_steps(style):
    """Only a number within 1e-5 or so of the border of two tokens could make a difference."""
    tokenizer = CharTokenizer("\nabcdefghij", unknown=False)
    model = shaken("gpt", replace(GPTConfig(context=8, n_layer=2, n_embd=16), style=style))
    config = SamplingConfig(length=100, temperature=0.9, top_k=8)
    quick = [token.id for token in generate(model, tokenizer, "abc", config)]
    model.unknown = nn.Parameter(torch.zeros(1))  # so that the model does its own reading
    assert isinstance(decoder_for(model), Plain)
    slow = [token.id for token in generate(model, tokenizer, "abc", config)]
    assert quick == slow


def test_transposed():
    weight = np.arange(70 * 3, dtype=np.float32).reshape(70, 3)
    assert np.array_equal(transposed(weight), weight.T)
    assert transposed(weight).flags.c_contiguous
