"""One step of the recurrent network in NumPy.

H: hidden units, E: embedding, V: vocabulary, G: gates of a cell (tanh 1, GRU 3, LSTM 4),
L: layers, I: inputs of a layer, S: 2 for an LSTM (hidden state and memory cell), else 1.

The logistic function is computed as σ(a) = (1 + tanh(a / 2)) / 2, so that one call serves
all gates; what makes a / 2 of a is done to the weights, once.
"""

from abc import ABC, abstractmethod

import numpy as np

from playground.engine.decode.weights import Floats, Linear, array, arrays
from playground.engine.models.base import LanguageModel, Memory
from playground.engine.models.cells import GRU, LSTM, Recurrent, Tanh
from playground.engine.models.char_rnn import CarriedState, CharRNN

HALF = np.array(0.5, dtype=np.float32)  # NumPy is faster with an array than with a number
LOOKED_UP = 1024  # tokens at most whose products with W_xh are kept: their table grows with G H
KINDS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")  # of weights, in PyTorch's names


class Cell(ABC):
    """A recurrent layer: its weights, and the state that it carries.

    Attributes:
        input_weight: (G H, I) W_xh of all gates.
        bias: (G H,) what is to be added to W_xh x_t.
        h: (H,) the hidden state.
    """

    gates: int
    order: tuple[int, ...]  # of PyTorch's gates in our arrays
    halved: tuple[int, ...]  # those of our gates that go through σ

    def __init__(self, w: dict[str, Floats], layer: int, state: Floats) -> None:
        """Copy the weights `w` of one layer, and the `state` (S, H) to go on from."""
        arranged = (self._arranged(w[f"recurrent.rnn.{kind}_l{layer}"]) for kind in KINDS)
        self.input_weight, hidden_weight, self.bias, hidden_bias = arranged
        self._hidden = Linear(hidden_weight)
        self.h: Floats = state[0].copy()  # (H,)
        self._take(hidden_bias, state)

    def _take(self, hidden_bias: Floats, state: Floats) -> None:
        """Keep the bias (G H,) of the carried part, and the rest of the state."""
        self.bias += hidden_bias

    @abstractmethod
    def step(self, x: Floats) -> Floats:
        """Return the new hidden state (H,), given W_xh x_t + b (G H,)."""

    def _arranged(self, weight: Floats) -> Floats:
        """Return a copy of `weight` (G H, …) with the gates in our order, some of them halved."""
        gates = np.split(weight, self.gates)
        return np.concatenate(
            [
                gates[theirs] * HALF if ours in self.halved else gates[theirs]
                for ours, theirs in enumerate(self.order)
            ]
        )


class TanhCell(Cell):
    """See `cells.Tanh`."""

    gates, order, halved = 1, (0,), ()

    def step(self, x: Floats) -> Floats:
        """Return the new hidden state (H,), given W_xh x_t + b (H,)."""
        new = self._hidden.apply(self.h)  # (H,)
        np.add(new, x, out=new)
        np.tanh(new, out=self.h)
        return self.h


class GRUCell(Cell):
    """See `cells.GRU`."""

    gates, order, halved = 3, (0, 1, 2), (0, 1)  # r, z, n

    def _take(self, hidden_bias: Floats, state: Floats) -> None:
        size = len(self.h)
        self.bias[: 2 * size] += hidden_bias[: 2 * size]
        self._proposal_bias = hidden_bias[2 * size :]  # (H,) b_hn stands inside the bracket
        new = self._hidden.out
        self._rz, self._r, self._z = new[: 2 * size], new[:size], new[size : 2 * size]
        self._n = new[2 * size :]

    def step(self, x: Floats) -> Floats:
        """Return the new hidden state (H,), given W_x x_t + b (3 H,)."""
        h, rz, n = self.h, self._rz, self._n
        self._hidden.apply(h)
        np.add(rz, x[: len(rz)], out=rz)
        np.tanh(rz, out=rz)
        np.multiply(rz, HALF, out=rz)
        np.add(rz, HALF, out=rz)
        np.add(n, self._proposal_bias, out=n)
        np.multiply(n, self._r, out=n)
        np.add(n, x[len(rz) :], out=n)
        np.tanh(n, out=n)
        np.subtract(h, n, out=h)  # (1 - z) n + z h = n + z (h - n)
        np.multiply(h, self._z, out=h)
        np.add(h, n, out=h)
        return h


class LSTMCell(Cell):
    """See `cells.LSTM`."""

    gates, order, halved = 4, (0, 1, 3, 2), (0, 1, 2)  # i, f, o, g

    def _take(self, hidden_bias: Floats, state: Floats) -> None:
        super()._take(hidden_bias, state)
        size = len(self.h)
        # The memory cell c lies behind the gates, so that i g and f c are one product.
        row = np.empty(5 * size, dtype=np.float32)
        row[4 * size :] = state[1]
        self._hidden.out = self._all = row[: 4 * size]
        self._ifo, self._o = row[: 3 * size], row[2 * size : 3 * size]
        self._if, self._gc = row[: 2 * size], row[3 * size :]
        self._c = row[4 * size :]
        self._parts = np.empty(2 * size, dtype=np.float32)  # i g, f c
        self._written, self._kept = self._parts[:size], self._parts[size:]

    def step(self, x: Floats) -> Floats:
        """Return the new hidden state (H,), given W_x x_t + b (4 H,)."""
        h, c, ifo = self.h, self._c, self._ifo
        gates = self._hidden.apply(h)
        np.add(gates, x, out=gates)
        np.tanh(gates, out=gates)
        np.multiply(ifo, HALF, out=ifo)
        np.add(ifo, HALF, out=ifo)
        np.multiply(self._if, self._gc, out=self._parts)
        np.add(self._written, self._kept, out=c)
        np.tanh(c, out=h)
        np.multiply(h, self._o, out=h)
        return h


CELLS: dict[type[Recurrent], type[Cell]] = {Tanh: TanhCell, GRU: GRUCell, LSTM: LSTMCell}


class RNNSteps:
    """Goes on from what a `CharRNN` has read.

    With few tokens, W_xh x_t + b takes few values: they are computed once, and reading a token
    is looking up a row.
    """

    def __init__(self, model: LanguageModel, memory: Memory) -> None:
        assert isinstance(model, CharRNN)
        assert isinstance(memory, CarriedState)
        assert memory.state is not None
        w = arrays(model)
        state = array(memory.state)[:, :, 0]  # (S, L, H)
        cell = CELLS[type(model.recurrent)]
        cells = [cell(w, layer, state[:, layer]) for layer in range(state.shape[1])]
        self._rows = np.array(w["embedding.weight"])  # (V, E)
        self._first: Cell | None = None
        if model.vocab_size <= LOOKED_UP:
            self._first = cells.pop(0)
            self._rows = self._rows @ self._first.input_weight.T + self._first.bias  # (V, G H)
        self._layers = [(Linear(each.input_weight, each.bias), each) for each in cells]
        self._head = Linear(w["head.weight"], w["head.bias"])

    @staticmethod
    def weights(model: LanguageModel) -> set[str]:
        """Return the names of the weights that are used here."""
        assert isinstance(model, CharRNN)
        if type(model.recurrent) not in CELLS:
            return set()
        layers = sum(name.startswith("recurrent.rnn.weight_hh") for name in model.state_dict())
        recurrent = {f"recurrent.rnn.{kind}_l{i}" for i in range(layers) for kind in KINDS}
        return {"embedding.weight", "head.weight", "head.bias"} | recurrent

    def step(self, id: int) -> Floats:
        """Read one token; return logits (V,) for the next one."""
        x: Floats = self._rows[id]
        if self._first is not None:
            x = self._first.step(x)  # (H,)
        for inputs, cell in self._layers:
            x = cell.step(inputs.apply(x))  # (H,)
        return self._head.apply(x)
