"""How fast our recurrent cells learn, against PyTorch's own.

    python -m tests.benchmarks.cells [--cells tanh,gru] [--hidden 256] [--batch 16] [--json FILE]

Milliseconds of a forward and a backward pass, one thread. All cells of a shape take turns, so
that what slows the machine down for a while slows down all of them. Run it on a quiet machine.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import torch
from torch import Tensor, nn

from playground.engine.config import CharRNNConfig
from playground.engine.models.cells import CELLS, make_recurrent
from tests.benchmarks.report import Line, interleaved, options, publish, say

PEERS = {"tanh": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
WARM_UP = 3  # turns
KEPT = 4 << 20  # numbers; glibc then keeps what is freed, as it does in a whole training step


@dataclass(frozen=True)
class Shape:
    """What one pass reads, and how wide the cell is."""

    batch: int = 16
    time: int = CharRNNConfig().context  # tokens
    embedding: int = CharRNNConfig().n_embd
    hidden: int = CharRNNConfig().n_hidden

    def key(self, cell: str) -> str:
        """Return what a cell's line is called."""
        sizes = f".{self.batch}x{self.time}x{self.embedding}x{self.hidden}"
        return f"cells.{cell}" + ("" if self == Shape() else sizes)

    def in_words(self) -> str:
        """Return the shape for the table."""
        return f"{self.hidden} units, batch {self.batch} of {self.time} tokens"


@dataclass(frozen=True)
class Pair:
    """A turn of our cell and one of PyTorch's, on the same input; each returns milliseconds."""

    ours: Callable[[], float]
    theirs: Callable[[], float]


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    args = parse(words)
    torch.set_num_threads(1)
    torch.empty(KEPT)
    shapes = [
        Shape(batch, args.time, args.embedding, hidden)
        for batch, hidden in product(whole(args.batch), whole(args.hidden))
    ]
    rounds = 2 if args.quick else args.rounds
    cells = args.cells.split(",")
    lines: list[Line] = []
    for shape in [Shape()] if args.quick else shapes:
        say(shape.in_words())
        pairs = {cell: make_pair(cell, shape) for cell in cells}
        lines += measured(shape, pairs, rounds)
    publish(lines, args)


def parse(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for."""
    parser = options(__doc__)
    parser.add_argument("--cells", default=",".join(CELLS))
    parser.add_argument("--hidden", default="128,256,512", help="units")
    parser.add_argument("--batch", default="16,32")
    parser.add_argument("--embedding", type=int, default=Shape().embedding)
    parser.add_argument("--time", type=int, default=Shape().time, help="tokens")
    parser.add_argument("--rounds", type=int, default=25)
    return parser.parse_args(words)


def whole(words: str) -> list[int]:
    """Return the numbers in `words`."""
    return [int(word) for word in words.split(",")]


def make_pair(cell: str, shape: Shape) -> Pair:
    """Return our cell and PyTorch's, warm."""
    torch.manual_seed(0)
    config = CharRNNConfig(cell=cell, n_embd=shape.embedding, n_hidden=shape.hidden)
    ours = make_recurrent(config)
    theirs = PEERS[cell](shape.embedding, shape.hidden, batch_first=True)
    x = torch.randn(shape.batch, shape.time, shape.embedding, requires_grad=True)
    slope = torch.randn(shape.batch, shape.time, shape.hidden)
    pair = Pair(
        lambda: milliseconds(ours, lambda: ours(x, None)[0], x, slope),
        lambda: milliseconds(theirs, lambda: theirs(x)[0], x, slope),
    )
    for _ in range(WARM_UP):
        pair.ours()
        pair.theirs()
    return pair


def milliseconds(
    module: nn.Module, forward: Callable[[], Tensor], x: Tensor, slope: Tensor
) -> float:
    """Return how long one forward and one backward pass take."""
    module.zero_grad()
    x.grad = None
    start = time.perf_counter()
    forward().backward(slope)  # type: ignore[no-untyped-call]  # torch's own
    return 1000 * (time.perf_counter() - start)


def measured(shape: Shape, pairs: Mapping[str, Pair], rounds: int) -> list[Line]:
    """Let all take turns; return a line for each cell."""
    turns: dict[str, Callable[[], float]] = {}
    for cell, pair in pairs.items():
        turns |= {cell: pair.ours, peer_of(cell): pair.theirs}
    times = interleaved(turns, rounds)
    return [
        Line(
            shape.key(cell),
            f"{cell}, {shape.in_words()}",
            "ms",
            times[cell],
            times[peer_of(cell)],
            peer_of(cell),
        )
        for cell in pairs
    ]


def peer_of(cell: str) -> str:
    """Return the name of PyTorch's layer with such cells."""
    return f"torch.nn.{PEERS[cell].__name__}"


if __name__ == "__main__":
    main()
