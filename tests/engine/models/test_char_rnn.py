"""The recurrent cells against NumPy written from the formulas, and their gradients."""

import numpy as np
import pytest
import torch

from playground.engine.config import CharRNNConfig
from playground.engine.models.char_rnn import CharRNN
from tests.engine.models.gradients import assert_gradients_agree

VOCAB, EMBD, HIDDEN = 7, 5, 6


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def make_model(cell, n_layer=1):
    torch.manual_seed(0)
    config = CharRNNConfig(
        context=9, cell=cell, n_layer=n_layer, n_embd=EMBD, n_hidden=HIDDEN, dropout=0.0
    )
    model = CharRNN(config, VOCAB).double()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.3 * torch.randn_like(parameter)
    return model


def weights(model):
    return {name: value.numpy() for name, value in model.state_dict().items()}


def embedded(w, ids):
    return [w["embedding.weight"][id] for id in ids]  # (E,) each


def run_tanh(w, ids):
    """The article: h_t = tanh(W_hh h_{t-1} + W_xh x_t + b_h), y_t = W_hy h_t + b_y."""
    W_hh, W_xh = w["recurrent.rnn.weight_hh_l0"], w["recurrent.rnn.weight_ih_l0"]
    b_h = w["recurrent.rnn.bias_hh_l0"] + w["recurrent.rnn.bias_ih_l0"]
    h, states = np.zeros(HIDDEN), []
    for x in embedded(w, ids):
        h = np.tanh(W_hh @ h + W_xh @ x + b_h)
        states.append(h)
    return states


def run_gru(w, ids):
    W_h = np.split(w["recurrent.rnn.weight_hh_l0"], 3)  # r, z, n
    W_x = np.split(w["recurrent.rnn.weight_ih_l0"], 3)
    b_h = np.split(w["recurrent.rnn.bias_hh_l0"], 3)
    b_x = np.split(w["recurrent.rnn.bias_ih_l0"], 3)
    h, states = np.zeros(HIDDEN), []
    for x in embedded(w, ids):
        r = sigmoid(W_h[0] @ h + W_x[0] @ x + b_h[0] + b_x[0])
        z = sigmoid(W_h[1] @ h + W_x[1] @ x + b_h[1] + b_x[1])
        n = np.tanh(W_x[2] @ x + b_x[2] + r * (W_h[2] @ h + b_h[2]))
        h = (1 - z) * n + z * h
        states.append(h)
    return states


def run_lstm(w, ids):
    W_h = np.split(w["recurrent.rnn.weight_hh_l0"], 4)  # i, f, g, o
    W_x = np.split(w["recurrent.rnn.weight_ih_l0"], 4)
    b = np.split(w["recurrent.rnn.bias_hh_l0"] + w["recurrent.rnn.bias_ih_l0"], 4)
    h, c, states = np.zeros(HIDDEN), np.zeros(HIDDEN), []
    for x in embedded(w, ids):
        i, f, o = (sigmoid(W_h[k] @ h + W_x[k] @ x + b[k]) for k in (0, 1, 3))
        c = f * c + i * np.tanh(W_h[2] @ h + W_x[2] @ x + b[2])
        h = o * np.tanh(c)
        states.append(h)
    return states


@pytest.mark.parametrize(
    ("cell", "run"), [("tanh", run_tanh), ("gru", run_gru), ("lstm", run_lstm)]
)
def test_cell_follows_its_formula(cell, run):
    model = make_model(cell)
    ids = [3, 1, 6, 0, 0, 5, 2, 4, 6]
    w = weights(model)
    expected = [w["head.weight"] @ h + w["head.bias"] for h in run(w, ids)]  # y_t
    logits = model(torch.tensor([ids]))[0].detach().numpy()
    np.testing.assert_allclose(logits, expected, atol=1e-12)


def test_the_lstm_begins_by_remembering():
    torch.manual_seed(0)
    model = CharRNN(CharRNNConfig(n_hidden=HIDDEN, n_layer=2), VOCAB)
    for layer in range(2):
        biases = [model.get_parameter(f"recurrent.rnn.bias_{k}_l{layer}") for k in ("ih", "hh")]
        forget = sum(bias[HIDDEN : 2 * HIDDEN] for bias in biases)
        assert torch.equal(forget, torch.ones(HIDDEN))


@pytest.mark.parametrize("cell", ["tanh", "gru", "lstm"])
def test_gradients_agree_with_finite_differences(cell):
    model = make_model(cell, n_layer=2)
    ids = torch.tensor([[3, 1, 6, 0], [5, 5, 2, 4]])
    assert_gradients_agree(model, lambda: model(ids))


def test_the_memory_is_as_large_after_many_tokens():
    model = make_model("lstm").eval()
    memory = model.new_memory(2)
    for _ in range(3):
        model.read(torch.zeros(2, 50, dtype=torch.long), memory)
        assert memory.state.shape == (2, 1, 2, HIDDEN)
