"""How fast our recurrent cells learn, against PyTorch's own. Run by hand on a quiet machine:

python -m tests.benchmarks.cells [--cells tanh,gru] [--hidden 256,512] [--batch 16] [--json]

Forward and backward, one thread. All that is compared takes turns, so that what slows the
machine down for a while slows down all of it.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product

import torch
from torch import Tensor, nn

from playground.engine.config import CharRNNConfig
from playground.engine.models.cells import CELLS, make_recurrent

PAIRS = {"tanh": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
WARM_UP = 3  # rounds
KEPT = 4 << 20  # numbers; glibc then keeps what is freed, as it does in a whole training step

Pair = tuple[Callable[[], float], Callable[[], float]]  # ours, theirs: milliseconds of a turn


def main(words: Sequence[str] | None = None) -> None:
    """Print a table, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", default=",".join(CELLS))
    parser.add_argument("--hidden", default="128,256,512", help="units")
    parser.add_argument("--batch", default="16,32")
    parser.add_argument("--embedding", type=int, default=CharRNNConfig().n_embd)
    parser.add_argument("--time", type=int, default=CharRNNConfig().context, help="tokens")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(words)
    torch.set_num_threads(1)
    torch.empty(KEPT)
    if not args.json:
        print(f"milliseconds a step, median (fastest quarter to slowest), {args.rounds} rounds")
        print(f"{'cell':<6} {'B':>4} {'H':>5} {'ours':>26} {'torch':>26} {'torch / ours':>22}")
    sizes = product(whole(args.batch), whole(args.hidden))
    for batch, hidden in sizes:
        pairs = {
            cell: make_pair(cell, batch, args.time, args.embedding, hidden)
            for cell in args.cells.split(",")
        }
        for cell, (ours, theirs) in rounds(pairs, args.rounds):
            if args.json:
                row = {"cell": cell, "batch": batch, "hidden": hidden, "time": args.time}
                print(json.dumps({**row, "ours_ms": ours, "torch_ms": theirs}), flush=True)
            else:
                ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
                print(
                    f"{cell:<6} {batch:4} {hidden:5} {spread(ours):>26} {spread(theirs):>26} "
                    f"{spread(ratios):>22}",
                    flush=True,
                )


def whole(words: str) -> list[int]:
    """Return the numbers in `words`."""
    return [int(word) for word in words.split(",")]


def make_pair(cell: str, batch: int, time: int, embedding: int, hidden: int) -> Pair:
    """Return a turn of our cell and one of PyTorch's, on the same input."""
    torch.manual_seed(0)
    config = CharRNNConfig(cell=cell, n_embd=embedding, n_hidden=hidden)
    ours, theirs = make_recurrent(config), PAIRS[cell](embedding, hidden, batch_first=True)
    x = torch.randn(batch, time, embedding, requires_grad=True)
    slope = torch.randn(batch, time, hidden)
    return (
        lambda: milliseconds(ours, lambda: ours(x, None)[0], x, slope),
        lambda: milliseconds(theirs, lambda: theirs(x)[0], x, slope),
    )


def milliseconds(
    module: nn.Module, forward: Callable[[], Tensor], x: Tensor, slope: Tensor
) -> float:
    """Return how long one forward and one backward pass take."""
    module.zero_grad()
    x.grad = None
    start = time.perf_counter()
    forward().backward(slope)
    return 1000 * (time.perf_counter() - start)


def rounds(
    pairs: dict[str, Pair], count: int
) -> Iterator[tuple[str, tuple[list[float], list[float]]]]:
    """Let all take turns; yield each cell with the times of ours and of PyTorch's."""
    times: dict[str, tuple[list[float], list[float]]] = {cell: ([], []) for cell in pairs}
    for i in range(WARM_UP + count):
        for cell, pair in pairs.items():
            for turn, found in zip(pair, times[cell], strict=True):
                taken = turn()
                if i >= WARM_UP:
                    found.append(taken)
    yield from times.items()


def spread(values: list[float]) -> str:
    """Return the median and the quarters of `values`."""
    low, median, high = statistics.quantiles(values, n=4)
    return f"{median:.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
