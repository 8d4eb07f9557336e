"""How fast models write, token by token, with everything that belongs to a token.

    python -m tests.benchmarks.sampling [--nanogpt DIR] [--rounds 7] [--seconds 0.1] [--json FILE]

All take turns in one process: our fast steps, the same models through PyTorch and, with the
folder of a checkout of https://github.com/karpathy/nanoGPT, its `generate` with a model of the
same shape. Windows are full from the beginning, so that they slide. Weights are random, and the
distributions about as sharp as those of a trained model. Ours use one thread, as in the window;
nanoGPT all of them, or as many as --threads says. Run it on a quiet machine: where another program
takes a core, nanoGPT's threads wait for each other and it looks many times slower than it is.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from playground.engine.config import CharRNNConfig, GPTConfig, ModelConfig, SamplingConfig
from playground.engine.models import MODELS
from playground.engine.waiting import wait_briefly
from tests.benchmarks.report import Line, interleaved, options, publish, say

if TYPE_CHECKING:
    from playground.engine.models.base import LanguageModel
    from playground.engine.tokenizers.char import CharTokenizer

VOCAB = 65  # as tiny shakespeare has
ENTROPY = 1.5  # nats, about that of a small trained model's next-token distribution
LONGEST = 100_000  # tokens
BESIDE_NANOGPT = (64, 256)  # contexts


@dataclass(frozen=True)
class Way:
    """How tokens are drawn."""

    suffix: str  # what the key of a line has more
    what: str
    config: SamplingConfig


USUAL = Way("", "T 0.8", SamplingConfig(LONGEST, temperature=0.8))
WAYS = (
    USUAL,
    Way(".greedy", "greedy", SamplingConfig(LONGEST, temperature=0.0)),
    Way(".top-k", "T 0.8, top-k 20", SamplingConfig(LONGEST, temperature=0.8, top_k=20)),
    Way(".top-p", "T 1.0, top-p 0.9", SamplingConfig(LONGEST, temperature=1.0, top_p=0.9)),
)


@dataclass(frozen=True)
class Shape:
    """A model that writes."""

    key: str
    what: str
    model: str
    config: ModelConfig


SHAPES = (
    Shape("tanh", "tanh 256", "char-rnn", CharRNNConfig(cell="tanh")),
    Shape("gru", "GRU 256", "char-rnn", CharRNNConfig(cell="gru")),
    Shape("lstm", "LSTM 256", "char-rnn", CharRNNConfig()),
    Shape("gpt", "mini-GPT 128", "gpt", GPTConfig()),
    Shape("classic", "classic 128", "gpt", GPTConfig(style="classic", mlp_ratio=4.0)),
)


@dataclass
class Writer:
    """Something that writes tokens."""

    name: str
    write: Callable[[int], object]  # writes so many tokens
    threads: int = 1
    count: int = 20  # tokens a turn

    def speed(self) -> float:
        """Take a turn; return the tokens a second."""
        import torch

        torch.set_num_threads(self.threads)
        before = time.perf_counter()
        self.write(self.count)
        return self.count / (time.perf_counter() - before)

    def warm_up(self, seconds: float) -> None:
        """Find out how many tokens take so long."""
        self.speed()
        self.count = max(5, round(seconds * self.speed()))


@dataclass(frozen=True)
class Group:
    """What is compared: ours with others."""

    key: str
    what: str
    ours: Writer
    peers: Mapping[str, Writer] = field(default_factory=dict)  # by what their keys have more
    unit: str = "tokens/s"

    def measured(self, rounds: int, seconds: float) -> list[Line]:
        """Let all take turns of so many seconds; return a line for each peer."""
        say(self.what)
        writers = [self.ours, *self.peers.values()]
        for writer in writers:
            writer.warm_up(seconds)
        speeds = interleaved({writer.name: writer.speed for writer in writers}, rounds)
        ours = speeds[self.ours.name]
        if not self.peers:
            return [Line(self.key, self.what, self.unit, ours, more=True)]
        return [
            Line(
                self.key + suffix,
                self.what,
                self.unit,
                ours,
                speeds[peer.name],
                peer.name,
                more=True,
            )
            for suffix, peer in self.peers.items()
        ]


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    wait_briefly()  # as the program does, before torch is loaded
    args = parse(words)
    rounds, seconds = (1, 0.01) if args.quick else (args.rounds, args.seconds)
    lines: list[Line] = []
    for group in groups(args.nanogpt, args.threads):
        lines += group.measured(rounds, seconds)
    publish(lines, args)


def parse(words: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for."""
    from tests.benchmarks import nanogpt

    parser = options(__doc__)
    parser.add_argument("--nanogpt", type=nanogpt.checkout, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=7, metavar="N")
    parser.add_argument("--seconds", type=float, default=0.1, metavar="S", help="of each turn")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="of nanoGPT")
    return parser.parse_args(words)


def groups(nanogpt: Path | None, threads: int) -> Iterator[Group]:
    """Yield what is to be compared."""
    import torch

    threads = threads or torch.get_num_threads()  # asked before ours change it
    if nanogpt is not None:
        for context in BESIDE_NANOGPT:
            what = f"mini-GPT, context {context}"
            shape = Shape(f"gpt.{context}", what, "gpt", GPTConfig(context=context))
            ours, plain = writers(shape, USUAL)
            peers = {".pytorch": plain, "": beside(nanogpt, context, threads)}
            yield Group(f"sampling.{shape.key}", f"{what}, {USUAL.what}", ours, peers)
    for shape in SHAPES:
        for way in WAYS:
            ours, plain = writers(shape, way)
            key, what = f"sampling.{shape.key}{way.suffix}", f"{shape.what}, {way.what}"
            yield Group(key, what, ours, {"": plain})
    yield bare_product()


def writers(shape: Shape, way: Way) -> tuple[Writer, Writer]:
    """Return a model that writes through the fast steps, and through PyTorch."""
    from playground.engine import sample
    from playground.engine.decode.base import Plain
    from playground.engine.tokenizers.char import CharTokenizer

    tokenizer = CharTokenizer([chr(60 + i) for i in range(VOCAB)], unknown=False)
    model = sharpened(shape, tokenizer)
    prompt = "".join(tokenizer.characters) * (2 * shape.config.context // VOCAB + 1)

    def writes() -> Callable[[int], object]:
        tokens = sample.generate(model, tokenizer, prompt, way.config)
        next(tokens)
        return lambda count: [next(tokens) for _ in range(count)]

    fast = Writer("fast steps", writes())
    with patch.object(sample, "decoder_for", Plain):
        return fast, Writer("PyTorch", writes())


def sharpened(shape: Shape, tokenizer: CharTokenizer) -> LanguageModel:
    """Return a random model whose distributions have an entropy of about `ENTROPY`."""
    import numpy as np
    import torch

    from playground.engine.sample import read

    torch.manual_seed(1)
    model = MODELS[shape.model].build(shape.config, VOCAB).eval()
    head = getattr(model, "head", None) or model.get_submodule("embedding")
    text = "".join(tokenizer.characters)
    while True:
        expected = np.array([token.distribution for token in read(model, tokenizer, text)])
        if -(expected * np.log(expected + 1e-30)).sum(axis=1).mean() < ENTROPY:
            return model
        with torch.no_grad():
            head.get_parameter("weight").mul_(1.25)


def beside(folder: Path, context: int, threads: int) -> Writer:
    """Return nanoGPT's `generate` with a model of the same shape."""
    import torch

    from tests.benchmarks import nanogpt

    shape = GPTConfig()
    recipe = nanogpt.Recipe(shape.n_layer, shape.n_head, shape.n_embd, block_size=context)
    model = nanogpt.build(nanogpt.load(folder), recipe, VOCAB)[0].eval()
    prompt = torch.zeros(1, context, dtype=torch.long)
    return Writer(
        "nanoGPT",
        lambda count: model.generate(  # type: ignore[operator]
            prompt, count, temperature=0.8
        ),
        threads,
    )


def bare_product() -> Group:
    """Return the one product that an LSTM of 256 units cannot do without."""
    import numpy as np

    random = np.random.default_rng(0)
    weight = random.standard_normal((256, 1024), dtype=np.float32)
    state, out = weight[:, 0].copy(), np.empty(1024, dtype=np.float32)
    product = Writer(
        "product", lambda count: [np.dot(state, weight, out=out) for _ in range(count)]
    )
    return Group("sampling.product", "bare product, 256 x 1024", product, unit="products/s")


if __name__ == "__main__":
    main()
