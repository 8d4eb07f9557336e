"""The scan must do what `nn.RNN` does: same weights, same numbers, same gradients."""

import pytest
import torch
from torch import nn

from playground.engine.config import CharRNNConfig
from playground.engine.models.cells import Tanh
from playground.engine.models.char_rnn import CharRNN
from playground.engine.models.tanh_scan import LEAST, TanhScan, scan, scan_pays

EMBD, HIDDEN, BATCH, TIME = 5, 6, 3, 11


def make_rnn(n_layer=1, dropout=0.0, dtype=torch.float64):
    torch.manual_seed(0)
    return nn.RNN(EMBD, HIDDEN, n_layer, batch_first=True, dropout=dropout).to(dtype)


def noise(*shape, seed=1, dtype=torch.float64):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=dtype).requires_grad_()


def results(run, rnn, x, first):
    """Return all that `run` computes, and the gradients of all that it was given."""
    torch.manual_seed(3)  # for dropout
    h, last = run(rnn, x, first)
    given = [x, *rnn.parameters(), *([] if first is None else [first])]
    loss = (h * noise(*h.shape, seed=4)).sum() + (last * noise(*last.shape, seed=5)).sum()
    return [h, last, *torch.autograd.grad(loss, given)]


def by_torch(rnn, x, first):
    return rnn(x, first)


@pytest.mark.parametrize("n_layer", [1, 3])
@pytest.mark.parametrize("dropout", [0.0, 0.4])
@pytest.mark.parametrize("given_state", [False, True], ids=["zero", "given state"])
def test_numbers_and_gradients_are_those_of_torch(n_layer, dropout, given_state):
    rnn, x = make_rnn(n_layer, dropout if n_layer > 1 else 0.0), noise(BATCH, TIME, EMBD)
    first = noise(n_layer, BATCH, HIDDEN, seed=2) if given_state else None
    ours, theirs = (results(run, rnn, x, first) for run in (scan, by_torch))
    for mine, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine, other, atol=1e-12, rtol=1e-12)


def test_float32_is_as_exact_as_torch():
    rnn, x = make_rnn(2), noise(BATCH, 200, EMBD)
    exact = rnn(x)[0]
    x, rnn = x.float(), rnn.float()
    mine, other = ((run(rnn, x, None)[0] - exact).abs().max() for run in (scan, by_torch))
    assert mine < 3 * other + 1e-7
    assert other < 1e-6


def test_gradients_agree_with_finite_differences():
    given = (noise(4, 2, EMBD), noise(2, HIDDEN, seed=2), *make_rnn().parameters())
    assert torch.autograd.gradcheck(TanhScan.apply, given)


def test_the_gradient_flows_into_the_state_before():
    rnn, first = make_rnn(2), noise(2, BATCH, HIDDEN)
    _, last = scan(rnn, noise(BATCH, TIME, EMBD), first)
    last.sum().backward()
    assert (first.grad.abs().amax(dim=(1, 2)) > 0).all()


def test_one_layer_may_read_twice_before_the_gradient():
    rnn, x, other = make_rnn(), noise(BATCH, TIME, EMBD), noise(BATCH, TIME, EMBD, seed=6)
    gradients = []
    for run in (scan, by_torch):
        first, state = run(rnn, x, None)
        second, _ = run(rnn, other, state)
        loss = (first * second).sum()
        gradients.append(torch.autograd.grad(loss, [x, other, *rnn.parameters()]))
    for mine, theirs in zip(*gradients, strict=True):
        torch.testing.assert_close(mine, theirs, atol=1e-12, rtol=1e-12)


def test_the_output_cannot_be_changed_behind_the_back_of_the_gradient():
    h, _ = scan(make_rnn(), noise(BATCH, TIME, EMBD), None)
    with pytest.raises(RuntimeError, match="inplace"):
        h.mul_(2)


def test_saturated_cells_stay_finite():
    rnn, x = make_rnn(dtype=torch.float32), 1e4 * noise(BATCH, TIME, EMBD, dtype=torch.float32)
    h, _ = scan(rnn, x, None)
    h.sum().backward()
    assert h.abs().max() == 1
    assert all(p.grad.isfinite().all() for p in rnn.parameters())


def test_the_same_input_gives_the_same_bits():
    rnn, x = make_rnn(2, dtype=torch.float32), noise(BATCH, TIME, EMBD, dtype=torch.float32)
    first, second = (
        [h, *torch.autograd.grad(h.square().sum(), rnn.parameters())]
        for h in (scan(rnn, x, None)[0] for _ in range(2))
    )
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_other_types_work(dtype):
    rnn, x = make_rnn(2, dtype=torch.float32), noise(BATCH, TIME, EMBD, dtype=torch.float32)
    exact = rnn(x)[0]
    h, last = scan(rnn.to(dtype), x.to(dtype), None)
    (h.sum() + last.sum()).backward()
    assert h.dtype == last.dtype == x.grad.to(dtype).dtype == dtype
    torch.testing.assert_close(h.float(), exact, atol=0.05, rtol=0)


def test_autocast_is_left_to_torch():
    torch.manual_seed(0)
    cell = Tanh(EMBD, HIDDEN, 2, 0.0)
    x = noise(BATCH, TIME, EMBD, dtype=torch.float32)
    with torch.autocast("cpu", torch.bfloat16):
        h, _ = cell(x, None)
        assert torch.equal(h, cell.rnn(x)[0])
        h.sum().backward()
    assert all(p.grad.isfinite().all() for p in cell.parameters())


def test_short_pieces_are_left_to_torch():
    assert scan_pays(torch.zeros(1, LEAST, EMBD))
    assert not scan_pays(torch.zeros(1, LEAST - 1, EMBD))
    cell, x = Tanh(EMBD, HIDDEN, 1, 0.0), noise(BATCH, 3 * LEAST, EMBD, dtype=torch.float32)
    whole, _ = cell(x, None)
    state, pieces = None, []
    for piece in x.split([LEAST, LEAST - 1, 1, LEAST], dim=1):
        h, state = cell(piece, state)
        pieces.append(h)
    torch.testing.assert_close(torch.cat(pieces, dim=1), whole, atol=1e-6, rtol=0)


def test_weights_have_the_names_that_runs_on_disk_have():
    rnn = make_rnn(2, dtype=torch.float32)
    config = CharRNNConfig(cell="tanh", n_layer=2, n_embd=EMBD, n_hidden=HIDDEN)
    model = CharRNN(config, vocab_size=7)
    stored = {f"recurrent.rnn.{name}": value for name, value in rnn.state_dict().items()}
    others = {k: v for k, v in model.state_dict().items() if not k.startswith("recurrent.")}
    model.load_state_dict({**stored, **others})
    x = noise(BATCH, TIME, EMBD, dtype=torch.float32)
    torch.testing.assert_close(model.recurrent(x, None)[0], rnn(x)[0], atol=1e-6, rtol=0)
