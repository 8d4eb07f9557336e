import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.optim import AdamW

from playground.engine.config import CharRNNConfig, GPTConfig, TrainingConfig
from playground.engine.models import MODELS
from playground.engine.muon import Muon
from playground.engine.optim import (
    clip,
    inner_matrices,
    load_optimizer_tensors,
    make_optimizers,
    optimizer_tensors,
    set_pace,
)


def small_gpt(style="modern"):
    torch.manual_seed(0)
    return MODELS["gpt"].build(GPTConfig(style=style, n_layer=2, n_embd=16, context=8), 11)


def names_in(optimizer, model):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    return {name for name, p in model.named_parameters() if id(p) in held}


@pytest.mark.parametrize("style", ["classic", "modern"])
def test_muon_takes_the_matrices_inside_the_blocks(style):
    model = small_gpt(style)
    adamw, muon = make_optimizers(model, TrainingConfig(optimizer="muon"))
    matrices = {n for n, p in model.named_parameters() if n.startswith("blocks.") and p.ndim == 2}
    assert len(matrices) == 2 * 4  # qkv, out, up, down in both layers
    assert names_in(muon, model) == matrices
    assert names_in(adamw, model) == {n for n, _ in model.named_parameters()} - matrices


@pytest.mark.parametrize(("cell", "gates"), [("tanh", 1), ("gru", 3), ("lstm", 4)])
def test_muon_takes_the_matrices_of_recurrent_layers_gate_by_gate(cell, gates):
    settings = CharRNNConfig(cell=cell, n_hidden=8, n_embd=4, n_layer=2)
    model = MODELS["char-rnn"].build(settings, 11)
    adamw, muon = make_optimizers(model, TrainingConfig(optimizer="muon"))
    matrices = {
        f"recurrent.rnn.weight_{kind}_l{layer}" for kind in ("ih", "hh") for layer in (0, 1)
    }
    assert names_in(muon, model) == matrices
    assert names_in(adamw, model) == {n for n, _ in model.named_parameters()} - matrices
    assert {parts for _, parts in inner_matrices(model)} == {gates}


def test_adamw_can_take_everything():
    for model in (small_gpt(), MODELS["char-rnn"].build(CharRNNConfig(n_hidden=8), 11)):
        (adamw,) = make_optimizers(model, TrainingConfig(optimizer="adamw"))
        assert isinstance(adamw, AdamW)
        assert names_in(adamw, model) == {n for n, _ in model.named_parameters()}


def test_a_model_without_inner_matrices_has_no_muon():
    (adamw,) = make_optimizers(nn.Embedding(3, 4), TrainingConfig(optimizer="muon"))
    assert isinstance(adamw, AdamW)


def test_weight_decay_spares_norms_and_biases():
    model = small_gpt("classic")
    (adamw,) = make_optimizers(model, TrainingConfig(weight_decay=0.1))
    for group in adamw.param_groups:
        for parameter in group["params"]:
            assert group["weight_decay"] == (0.1 if parameter.ndim >= 2 else 0.0)


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
@pytest.mark.parametrize("key", MODELS)
def test_the_table_of_ngrams_learns_five_times_as_fast_at_every_pace(key, optimizer):
    model = MODELS[key].build(replace(MODELS[key].config(), ngram_memory=True), 11)
    config = TrainingConfig(optimizer=optimizer, learning_rate=0.01, weight_decay=0.1)
    adamw, *others = make_optimizers(model, config)
    for share in (1.0, 0.25):
        set_pace([adamw, *others], share, 0)
        for group in adamw.param_groups:
            table = any(parameter is model.ngrams.table for parameter in group["params"])
            assert table == (len(group["params"]) == 1)
            assert group["lr"] == pytest.approx(share * (0.05 if table else 0.01))
    held = [id(p) for o in (adamw, *others) for group in o.param_groups for p in group["params"]]
    assert sorted(held) == sorted(id(parameter) for parameter in model.parameters())


def test_pace_scales_every_peak_and_moves_muons_momentum():
    config = TrainingConfig(optimizer="muon", learning_rate=0.01, muon_learning_rate=0.04)
    adamw, muon = make_optimizers(small_gpt(), config)
    for share, step, momentum in ((0.5, 0, 0.85), (0.25, 150, 0.90), (1.0, 400, 0.95)):
        set_pace([adamw, muon], share, step)
        assert [g["lr"] for g in adamw.param_groups] == pytest.approx([0.01 * share] * 2)
        assert muon.param_groups[0]["lr"] == pytest.approx(0.04 * share)
        assert muon.param_groups[0]["momentum"] == pytest.approx(momentum)


def test_muon_makes_every_direction_of_a_matrix_equally_long():
    """Its step is about U V^T of the momentum's singular value decomposition."""
    model = small_gpt()
    _, muon = make_optimizers(model, TrainingConfig(optimizer="muon", muon_learning_rate=1.0))
    assert isinstance(muon, Muon)
    weight = model.get_parameter("blocks.0.attention.out.weight")
    before = weight.detach().clone()
    generator = torch.Generator().manual_seed(0)
    weight.grad = torch.randn(weight.shape, generator=generator)
    muon.step()
    moved = (before - weight.detach()).numpy()
    U, _, Vt = np.linalg.svd(weight.grad.numpy())
    along = np.diag(U.T @ moved @ Vt.T)  # how far it went along each singular direction
    assert np.median(along) == pytest.approx(1.0, abs=0.3)
    assert np.linalg.svd(moved)[1].max() < 1.4


def test_clipping_shortens_long_gradients_only():
    model = nn.Linear(3, 4, bias=False)
    for longest, expected in ((1.0, 1.0), (100.0, math.sqrt(12)), (0.0, math.sqrt(12))):
        model.weight.grad = torch.ones(4, 3)
        length = clip(model, longest)
        assert float(length) == pytest.approx(math.sqrt(12))
        assert float(model.weight.grad.norm()) == pytest.approx(expected, rel=1e-4)


def after_a_step():
    """Return a model that has learned once, its optimizers and what they remember."""
    model = small_gpt()
    optimizers = make_optimizers(model, TrainingConfig(optimizer="muon"))
    model(torch.zeros(1, 4, dtype=torch.long)).sum().backward()
    for optimizer in optimizers:
        optimizer.step()
    return model, optimizers, optimizer_tensors(model, optimizers)


def test_what_the_optimizers_remember_comes_back():
    model, _, remembered = after_a_step()
    fresh = make_optimizers(model, TrainingConfig(optimizer="muon"))
    load_optimizer_tensors(model, fresh, remembered)
    again = optimizer_tensors(model, fresh)
    assert again.keys() == remembered.keys()
    assert all(torch.equal(again[name], remembered[name]) for name in remembered)


MATRIX, NORM = "blocks.0.mlp.gate_up.weight", "norm.weight"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (f"{MATRIX}/momentum_buffer", torch.zeros(2, 2)),
        (f"{MATRIX}/momentum_buffer", None),
        (f"{MATRIX}/exp_avg", torch.zeros(2, 2)),
        (f"{NORM}/exp_avg_sq", None),
        (f"{NORM}/exp_avg_sq", torch.zeros(15)),
        (f"{NORM}/exp_avg", torch.zeros(16, dtype=torch.int32)),
        (f"{NORM}/step", torch.tensor(math.nan)),
        (f"{NORM}/step", torch.zeros(1)),
        (f"{NORM}/step", torch.tensor(1)),
        (f"{NORM}/new", torch.zeros(16)),
        ("nothing/step", torch.tensor(1.0)),
        ("nothing", torch.tensor(1.0)),
    ],
)
def test_what_no_optimizer_can_remember_is_refused(name, value):
    model, _, remembered = after_a_step()
    if value is None:
        del remembered[name]
    else:
        remembered[name] = value
    fresh = make_optimizers(model, TrainingConfig(optimizer="muon"))
    with pytest.raises((KeyError, ValueError)):
        load_optimizer_tensors(model, fresh, remembered)
