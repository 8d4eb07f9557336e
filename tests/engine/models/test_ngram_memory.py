"""The n-gram memory: which rows it takes, and that reading on takes the same."""

from dataclasses import replace

import pytest
import torch

from playground.engine.config import NGRAM_ROWS, CharRNNConfig, GPTConfig
from playground.engine.models import MODELS
from playground.engine.models.ngram_memory import NgramMemory, join, split

VOCAB, WIDTH = 65, 4
MODELS_SMALL = {
    "rnn": ("char-rnn", CharRNNConfig(context=8, n_embd=6, n_hidden=5)),
    "classic": ("gpt", GPTConfig(context=8, style="classic", n_layer=1, n_head=1, n_embd=6)),
    "modern": ("gpt", GPTConfig(context=8, style="modern", n_layer=1, n_head=1, n_embd=6)),
}


def make_memory(vocab=VOCAB):
    memory = NgramMemory(vocab, WIDTH)
    with torch.no_grad():
        memory.table.normal_(generator=torch.Generator().manual_seed(0))
    return memory


def make_model(kind, on=True):
    key, config = MODELS_SMALL[kind]
    torch.manual_seed(0)
    return MODELS[key].build(replace(config, ngram_memory=on), VOCAB).eval()


def some_ids(batch, time):
    return torch.randint(VOCAB, (batch, time), generator=torch.Generator().manual_seed(1))


def rows_by_hand(text, vocab):
    """Return the row of the pair and of the triple that end at each token, one by one."""
    nothing, no_third, base = vocab, vocab + 1, vocab + 2
    seen = [nothing, nothing, *text]
    found = []
    for t in range(2, len(seen)):
        pair = seen[t] + seen[t - 1] * base
        found.append(
            [(pair + third * base**2) % NGRAM_ROWS for third in (no_third, seen[t - 2])],
        )
    return found


@pytest.mark.parametrize("vocab", [3, VOCAB, 32768])
def test_rows_follow_the_last_two_and_three_tokens(vocab):
    ids = torch.randint(vocab, (3, 9), generator=torch.Generator().manual_seed(1))
    memory = make_memory(vocab)
    expected = torch.tensor([rows_by_hand(text, vocab) for text in ids.tolist()])  # (B, T, 2)
    assert torch.equal(memory.rows(ids, None), expected.permute(2, 0, 1))
    torch.testing.assert_close(memory(ids, None), memory.table[expected].sum(dim=2))


def test_the_rows_are_a_prime_number():
    assert all(NGRAM_ROWS % divisor for divisor in range(2, int(NGRAM_ROWS**0.5) + 1))


def test_no_two_pairs_of_an_ordinary_alphabet_share_a_row():
    first, second = torch.cartesian_prod(torch.arange(VOCAB), torch.arange(VOCAB)).T
    rows, _ = make_memory().rows(torch.stack((first, second), dim=1), None)
    assert len(rows[:, 1].unique()) == VOCAB**2


def test_triples_are_spread_over_the_whole_table():
    random = torch.randint(VOCAB, (1, 100_000), generator=torch.Generator().manual_seed(1))
    _, rows = make_memory().rows(random, None)
    counts = rows.flatten().bincount(minlength=NGRAM_ROWS)
    assert counts.max() < 6.1 + 8 * 6.1**0.5  # thrown at random: 6.1 a row, deviation its root


@pytest.mark.parametrize("sizes", [[1] * 9, [2, 3, 4], [1, 8]])
def test_reading_in_pieces_takes_the_same_rows(sizes):
    memory, ids = make_memory(), some_ids(2, 9)
    before, pieces = None, []
    for piece in ids.split(sizes, dim=1):
        pieces.append(memory(piece, before))
        before = memory.last(piece, before)
    assert torch.equal(torch.cat(pieces, dim=1), memory(ids, None))


def test_the_last_tokens_travel_with_the_state():
    state = torch.randn(2, 3, 4, 5, generator=torch.Generator().manual_seed(0))
    last = torch.tensor([[0, 32767], [32768, 1], [2, 3], [65, 65]])
    joined = join(state, last)
    assert joined.shape == (2, 3, 4, 7)
    again, tokens = split(joined)
    assert torch.equal(again, state)
    assert torch.equal(tokens, last)
    assert again.is_contiguous()


@pytest.mark.parametrize("kind", MODELS_SMALL)
def test_a_new_model_predicts_what_it_does_without(kind):
    ids = some_ids(2, 8)
    assert torch.equal(make_model(kind)(ids), make_model(kind, on=False)(ids))


@pytest.mark.parametrize("kind", MODELS_SMALL)
def test_off_means_that_there_is_no_table(kind):
    model = make_model(kind, on=False)
    assert model.ngrams is None
    assert not [name for name in model.state_dict() if "ngrams" in name]


@pytest.mark.parametrize("kind", ["rnn", "modern"])
def test_reading_far_past_the_context_takes_the_rows_of_the_whole_text(kind):
    model, ids = make_model(kind), some_ids(2, 30)
    seen = []
    model.ngrams.register_forward_hook(lambda module, given, added: seen.append(added))
    model.ngrams.load_state_dict({"table": torch.randn(NGRAM_ROWS, 6)})
    memory = model.new_memory(2)
    for piece in ids.split([1, 1, 5, 8, 15], dim=1):
        model.read(piece, memory)
    assert torch.equal(torch.cat(seen, dim=1), model.ngrams(ids, None))


def test_a_new_page_begins_without_tokens_before_it():
    model, ids = make_model("classic"), some_ids(1, 9)
    model.ngrams.load_state_dict({"table": torch.randn(NGRAM_ROWS, 6)})
    read = model.read(ids, model.new_memory())[:, -1]
    page = ids[:, 4:]  # 8 positions are full, so the last 4 tokens and the new one
    torch.testing.assert_close(read, model(page)[:, -1], atol=1e-5, rtol=0)


def test_only_rows_that_were_seen_change():
    model, ids = make_model("rnn"), some_ids(2, 8)
    model(ids).square().mean().backward()
    changed = model.ngrams.table.grad.abs().amax(dim=1).nonzero().flatten()
    seen = model.ngrams.rows(ids, None).unique()
    assert torch.equal(changed, seen)
