"""Writing token by token: the books are exact, nothing is read twice, seeds repeat."""

import math

import numpy as np
import pytest
import torch

from playground.engine.config import SamplingConfig, TextConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.distribution import reshape
from playground.engine.models.base import LanguageModel
from playground.engine.sample import generate, next_distribution, read
from playground.engine.tokenizers import train_tokenizer
from playground.engine.tokenizers.char import CharTokenizer
from playground.engine.work import finish
from playground.errors import PromptUnknown
from tests.engine.variants import NAMES, VARIANTS, shaken

LETTERS = CharTokenizer("\nabcdefghij", unknown=False)  # as many as the shaken models know


class Pairs(LanguageModel):
    """A fake model: the next token depends on the last one by a table. It counts what it reads."""

    def __init__(self, table):
        torch.nn.Module.__init__(self)
        self.context = 4
        self.vocab_size = len(table)
        self.logits = torch.nn.Parameter(torch.tensor(table, dtype=torch.float32).log())
        self.seen = []

    def forward(self, ids):
        return self.logits[ids]

    def new_memory(self, batch_size=1):
        return None

    def read(self, ids, memory):
        self.seen += ids[0].tolist()
        return self.logits.detach()[ids]


TABLE = np.array(
    [[0.1, 0.2, 0.3, 0.4], [0.25, 0.25, 0.25, 0.25], [0.5, 0.0, 0.5, 0.0], [0, 1, 0, 0]]
)
FOUR = CharTokenizer("\nabc", unknown=False)


@pytest.mark.parametrize(("temperature", "top_k", "top_p"), [(1, 0, 1), (0.5, 3, 0.8), (2, 2, 1)])
def test_the_books_are_exact(temperature, top_k, top_p):
    config = SamplingConfig(length=200, temperature=temperature, top_k=top_k, top_p=top_p)
    last = FOUR.encode("b")[0]
    for token in generate(Pairs(TABLE), FOUR, "b", config):
        expected = TABLE[last]
        np.testing.assert_allclose(token.distribution, expected, atol=1e-7)
        assert token.probability == token.distribution[token.id]
        shaped = reshape(token.distribution, temperature, top_k, top_p)
        assert token.sampled_probability == shaped[token.id] > 0
        likelier = sorted(range(4), key=lambda id: (-token.distribution[id], id))
        assert token.rank == likelier.index(token.id)
        assert token.text == FOUR.decode([token.id])
        last = token.id


def test_tokens_come_as_often_as_their_probability_says():
    """With 5,000 draws a share is off by more than 5 deviations once in two million cases."""
    config = SamplingConfig(length=5000, temperature=1.0)
    always_first_row = np.tile(TABLE[0], (4, 1))
    ids = [token.id for token in generate(Pairs(always_first_row), FOUR, "a", config)]
    for id, share in enumerate(TABLE[0]):
        deviation = math.sqrt(5000 * share * (1 - share))
        assert abs(ids.count(id) - 5000 * share) < 5 * deviation


def test_no_token_is_read_twice():
    model = Pairs(TABLE)
    ids = [token.id for token in generate(model, FOUR, "abc", SamplingConfig(length=50))]
    assert model.seen == [1, 2, 3, *ids[:-1]]


def test_nothing_is_computed_before_it_is_asked_for():
    model = Pairs(TABLE)
    tokens = generate(model, FOUR, "abc", SamplingConfig(length=50))
    next(tokens)
    next(tokens)
    assert len(model.seen) == 4


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_greedy_takes_the_likeliest_and_repeats_exactly(variant):
    model = shaken(*variant)
    texts = []
    for seed in (1, 2):
        tokens = list(
            generate(model, LETTERS, "ab", SamplingConfig(length=40, temperature=0.0, seed=seed))
        )
        assert {token.rank for token in tokens} == {0}
        assert {token.sampled_probability for token in tokens} == {1.0}
        texts.append("".join(token.text for token in tokens))
    assert texts[0] == texts[1]


def test_the_seed_decides():
    model = shaken(*VARIANTS[0])

    def write(seed):
        tokens = generate(model, LETTERS, "ab", SamplingConfig(length=40, seed=seed))
        return [token.id for token in tokens]

    assert write(1) == write(1)
    assert write(1) != write(2)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_reading_the_text_again_gives_the_same_probabilities(variant):
    model = shaken(*variant)
    written = list(generate(model, LETTERS, "abc", SamplingConfig(length=30, temperature=1.0)))
    text = "abc" + "".join(token.text for token in written)
    again = read(model, LETTERS, text)
    assert "".join(token.text for token in again) == text
    for token, other in zip(written, again[3:], strict=True):
        assert token.id == other.id
        assert other.sampled_probability == other.probability
        np.testing.assert_allclose(other.distribution, token.distribution, atol=1e-5)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_next_distribution_is_the_softmax_of_the_last_row(variant):
    model = shaken(*variant)
    logits = model(torch.tensor([LETTERS.encode("abcd").tolist()]))[0, -1]
    expected = torch.softmax(logits, dim=0).detach().numpy()
    np.testing.assert_allclose(next_distribution(model, LETTERS, "abcd"), expected, atol=1e-5)


def test_without_a_prompt_a_newline_leads():
    model = Pairs(TABLE)
    list(generate(model, FOUR, "", SamplingConfig(length=1)))
    assert model.seen == FOUR.encode("\n").tolist()
    without_newline = CharTokenizer("abcd", unknown=False)
    model = Pairs(TABLE)
    list(generate(model, without_newline, "", SamplingConfig(length=1)))
    assert model.seen == [0]


def test_a_text_is_judged_from_its_first_token():
    first = read(Pairs(TABLE), FOUR, "ba")[0]
    assert first.probability == pytest.approx(TABLE[0][2])  # b after a newline
    assert read(Pairs(TABLE), FOUR, "") == ()


def test_long_texts_are_read_in_parts_without_a_seam():
    model = shaken(*VARIANTS[0])
    text = "".join(np.random.default_rng(0).choice(list("abcdefghij"), 700))
    whole = read(model, LETTERS, text)
    tail = next_distribution(model, LETTERS, text[:600])
    np.testing.assert_allclose(whole[600].distribution, tail, atol=1e-5)


@pytest.mark.parametrize("act", [next_distribution, read])
def test_characters_the_model_never_saw_are_named(act):
    with pytest.raises(PromptUnknown) as caught:
        act(Pairs(TABLE), FOUR, "aXbYX")
    assert caught.value.values == {"characters": "X Y", "count": 3, "length": 5}


@pytest.mark.parametrize("act", [next_distribution, read])
def test_unseen_characters_are_named_so_that_they_can_be_seen_a_dozen_at_most(act):
    unseen = "\u200b\t" + "".join(map(chr, range(0x4E00, 0x4E82)))
    with pytest.raises(PromptUnknown) as caught:
        act(Pairs(TABLE), FOUR, f"a{unseen}")
    named = caught.value.values["characters"].split(" ")
    assert named == ["<U+200B>", "⇥", *unseen[2:12], "…"]
    assert caught.value.values["count"] == len(unseen)


def test_a_model_with_an_unknown_token_reads_what_is_rare_as_that():
    tokenizer = CharTokenizer("\nab\ufffd", unknown=True)
    model = Pairs(TABLE)
    next_distribution(model, tokenizer, "aXb")
    assert model.seen == tokenizer.encode("a\ufffdb").tolist()


def test_a_prompt_is_read_as_a_file_is():
    model = Pairs(TABLE)
    next_distribution(model, FOUR, "\ufeffa\r\nb\ra")
    assert model.seen == FOUR.encode("a\nb\na").tolist()


def test_a_bad_prompt_is_refused_at_once():
    with pytest.raises(PromptUnknown):
        generate(Pairs(TABLE), FOUR, "X", SamplingConfig())


def test_the_distribution_cannot_be_changed():
    token = next(generate(Pairs(TABLE), FOUR, "a", SamplingConfig()))
    with pytest.raises(ValueError, match="read-only"):
        token.distribution[0] = 1.0


def test_half_characters_appear_when_they_are_whole():
    corpus = pasted_corpus("寓言里的狐狸", "fable")
    tokenizer = finish(train_tokenizer(corpus, TextConfig(tokenizer="byte")))
    random = np.random.default_rng(0).random((tokenizer.vocab_size, tokenizer.vocab_size))
    tokens = list(generate(Pairs(random), tokenizer, "狐", SamplingConfig(length=100)))
    assert "".join(token.text for token in tokens) == tokenizer.decode([t.id for t in tokens])


def test_impossible_tokens_are_never_drawn():
    config = SamplingConfig(length=3000, temperature=2.0)
    tokens = generate(Pairs(np.tile(TABLE[2], (4, 1))), FOUR, "a", config)
    assert {token.id for token in tokens} == {0, 2}
