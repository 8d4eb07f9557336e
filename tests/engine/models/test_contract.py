"""What every model must do: runs for every entry of MODELS in every choice it offers."""

from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from playground.engine.config import ModelConfig
from playground.engine.models import MODELS
from playground.engine.models.base import CarriesState, LanguageModel
from tests.engine.variants import CONTEXT, NAMES, VARIANTS, VOCAB, shaken, variant_name


@pytest.fixture(params=VARIANTS, ids=NAMES)
def variant(request: pytest.FixtureRequest) -> tuple[str, ModelConfig]:
    chosen: tuple[str, ModelConfig] = request.param
    return chosen


@pytest.fixture
def model(variant: tuple[str, ModelConfig]) -> LanguageModel:
    return shaken(*variant)


def some_ids(batch: int, time: int) -> Tensor:
    return torch.randint(VOCAB, (batch, time), generator=torch.Generator().manual_seed(1))


def read_in_pieces(model: LanguageModel, ids: Tensor, sizes: list[int]) -> Tensor:
    """Return the logits (B, T, V) of reading `ids` in pieces of these sizes."""
    memory = model.new_memory(len(ids))
    return torch.cat([model.read(piece, memory) for piece in ids.split(sizes, dim=1)], dim=1)


def test_logits_have_a_row_per_token(model):
    assert model(some_ids(3, CONTEXT)).shape == (3, CONTEXT, VOCAB)


def test_never_looks_ahead(model):
    ids = some_ids(1, CONTEXT)
    for changed_at in range(CONTEXT):
        changed = ids.clone()
        changed[0, changed_at] = (ids[0, changed_at] + 1) % VOCAB
        before, after = model(ids), model(changed)
        torch.testing.assert_close(before[:, :changed_at], after[:, :changed_at])
        assert not torch.allclose(before[:, changed_at], after[:, changed_at])


def test_looks_back_to_the_first_token(model):
    ids = some_ids(1, CONTEXT)
    changed = ids.clone()
    changed[0, 0] = (ids[0, 0] + 1) % VOCAB
    difference = (model(ids) - model(changed))[0, -1].abs().max()
    assert difference > 1e-5


def test_texts_of_a_batch_do_not_mix(model):
    ids = some_ids(4, CONTEXT)
    together = model(ids)
    for row in range(4):
        torch.testing.assert_close(together[row : row + 1], model(ids[row : row + 1]))


@pytest.mark.parametrize(
    "sizes", [[CONTEXT], [3, 4, 1], [1] * CONTEXT], ids=["at once", "in pieces", "one by one"]
)
def test_reading_on_equals_the_full_pass(model, sizes):
    ids = some_ids(2, CONTEXT)
    read = read_in_pieces(model, ids, sizes)
    torch.testing.assert_close(read, model(ids), atol=1e-4, rtol=0)


@pytest.mark.parametrize(
    "sizes", [[61], [20, 1, 3, 8, 9, 20], [7, 8, 46]], ids=["at once", "in pieces", "in others"]
)
def test_reading_past_the_context_does_not_depend_on_the_pieces(model, sizes):
    ids = some_ids(2, 61)
    one_by_one = read_in_pieces(model, ids, [1] * 61)
    torch.testing.assert_close(read_in_pieces(model, ids, sizes), one_by_one, atol=1e-4, rtol=0)


def test_advance_is_the_last_row_of_read(model):
    ids = some_ids(2, 13)
    memory, other = model.new_memory(2), model.new_memory(2)
    torch.testing.assert_close(model.advance(ids, memory), model.read(ids, other)[:, -1])
    torch.testing.assert_close(model.advance(ids, memory), model.read(ids, other)[:, -1])


CARRYING = [variant for variant in VARIANTS if isinstance(shaken(*variant), CarriesState)]


@pytest.mark.parametrize("carrying", CARRYING, ids=lambda variant: variant_name(*variant))
def test_a_carried_state_joins_two_windows(carrying):
    model = shaken(*carrying)
    ids = some_ids(2, 12)
    first, state = model.forward_from(ids[:, :5], None)
    second, _ = model.forward_from(ids[:, 5:], state)
    whole = model(ids)
    torch.testing.assert_close(torch.cat((first, second), dim=1), whole, atol=1e-5, rtol=0)


def test_counts_its_parameters(model, variant):
    stored = sum(tensor.numel() for tensor in model.state_dict().values())
    assert model.parameter_count() == stored == variant[1].parameters(VOCAB)


def test_weights_survive_the_disk(model, variant, tmp_path):
    save_file(model.state_dict(), tmp_path / "weights.safetensors")
    other = shaken(*variant, seed=5)
    ids = some_ids(2, CONTEXT)
    assert not torch.equal(other(ids), model(ids))
    other.load_state_dict(load_file(tmp_path / "weights.safetensors"))
    assert torch.equal(other(ids), model(ids))


def test_the_same_seed_gives_the_same_model(variant):
    for first, second in zip(
        shaken(*variant).parameters(), shaken(*variant).parameters(), strict=True
    ):
        assert torch.equal(first, second)


def test_begins_near_guessing(variant):
    torch.manual_seed(0)
    key, config = variant
    model = MODELS[key].build(config, 500).eval()
    ids = torch.randint(500, (16, CONTEXT + 1))
    loss = nn.functional.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())
    assert loss.item() < torch.tensor(500.0).log().item() + 0.75


def test_every_weight_gets_a_gradient(model):
    model.train()
    model(some_ids(2, CONTEXT)).square().mean().backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().max() > 0, name


def test_dropout_acts_in_training_only(variant):
    key, config = variant
    model = shaken(key, replace(config, dropout=0.5))
    plain = shaken(key, config)
    ids = some_ids(2, CONTEXT)
    torch.testing.assert_close(model(ids), plain(ids))
    model.train()
    assert not torch.allclose(model(ids), plain(ids))
