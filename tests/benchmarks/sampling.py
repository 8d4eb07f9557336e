"""How fast models write, token by token, with everything that belongs to a token. Run by hand:

python -m tests.benchmarks.sampling [--nanogpt DIR] [--rounds N] [--seconds S] [--json]

All take turns in one process: our fast steps, the same models through PyTorch and, with the
folder of a checkout of https://github.com/karpathy/nanoGPT, its `generate` with a model of the
same shape. Windows are full from the beginning, so that they slide. Weights are random, and the
distributions about as sharp as those of a trained model. Ours use one thread, as in the window;
nanoGPT all of them, or as many as --threads says.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from unittest.mock import patch

from playground.engine.config import CharRNNConfig, GPTConfig, ModelConfig, SamplingConfig
from playground.engine.models import MODELS
from playground.engine.waiting import wait_briefly

if TYPE_CHECKING:
    from playground.engine.models.base import LanguageModel
    from playground.engine.tokenizers.char import CharTokenizer

VOCAB = 65  # as tiny shakespeare has
ENTROPY = 1.5  # nats, about that of a small trained model's next-token distribution
LONGEST = 100_000  # tokens
BESIDE_NANOGPT = (64, 256)  # contexts
WAYS = {
    "greedy": SamplingConfig(LONGEST, temperature=0.0),
    "T 0.8": SamplingConfig(LONGEST, temperature=0.8),
    "T 0.8, top-k 20": SamplingConfig(LONGEST, temperature=0.8, top_k=20),
    "T 1.0, top-p 0.9": SamplingConfig(LONGEST, temperature=1.0, top_p=0.9),
}
SHAPES: dict[str, tuple[str, ModelConfig]] = {
    "tanh 256": ("char-rnn", CharRNNConfig(cell="tanh")),
    "GRU 256": ("char-rnn", CharRNNConfig(cell="gru")),
    "LSTM 256": ("char-rnn", CharRNNConfig()),
    "mini-GPT 128": ("gpt", GPTConfig()),
    "classic 128": ("gpt", GPTConfig(style="classic", mlp_ratio=4.0)),
}


@dataclass
class Runner:
    """Something that writes tokens, and how long it took for each in every round."""

    what: str
    way: str
    by: str
    write: Callable[[int], object]  # writes so many tokens
    threads: int = 1
    count: int = 0  # tokens a round
    seconds: list[float] = field(default_factory=list)  # per token

    def take_turn(self) -> None:
        """Write a round's tokens."""
        import torch

        torch.set_num_threads(self.threads)
        before = time.perf_counter()
        self.write(self.count)
        self.seconds.append((time.perf_counter() - before) / self.count)

    def warm_up(self, seconds: float) -> None:
        """Find out how many tokens take so long."""
        self.count = 20
        for _ in range(2):
            self.take_turn()
        self.count = max(5, round(seconds / self.seconds.pop()))
        self.seconds.clear()


def main(words: Sequence[str] | None = None) -> None:
    """Print tables, or one JSON object a line."""
    wait_briefly()  # as the program does
    parser = argparse.ArgumentParser(description="How fast models write.")
    parser.add_argument("--nanogpt", type=Path, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=7, metavar="N")
    parser.add_argument("--seconds", type=float, default=0.1, metavar="S", help="of each turn")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="of nanoGPT")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(words)
    for group in groups(args.nanogpt, args.threads):
        for runner in group:
            runner.warm_up(args.seconds)
        for _ in range(args.rounds):
            for runner in group:
                runner.take_turn()
        for runner in group:
            print(as_json(runner, group[0]) if args.json else as_row(runner, group[0]), flush=True)


def groups(nanogpt: Path | None, threads: int) -> Iterator[list[Runner]]:
    """Yield what is to be compared: the first of each group with the others."""
    if nanogpt is not None:
        for context in BESIDE_NANOGPT:
            ours = runners("mini-GPT", "gpt", GPTConfig(context=context), "T 0.8")
            for runner in ours:
                runner.what += f", context {context}"
            yield [*ours, beside(ours[0], nanogpt, context, threads)]
    for what, (key, config) in SHAPES.items():
        for way in WAYS:
            yield runners(what, key, config, way)
    yield [bare_product()]


def runners(what: str, key: str, config: ModelConfig, way: str) -> list[Runner]:
    """Return a model that writes through the fast steps and through PyTorch."""
    from playground.engine import sample
    from playground.engine.decode.base import Plain
    from playground.engine.tokenizers.char import CharTokenizer

    tokenizer = CharTokenizer([chr(60 + i) for i in range(VOCAB)], unknown=False)
    model = sharpened(key, config, tokenizer)
    prompt = "".join(tokenizer.characters) * (2 * config.context // VOCAB + 1)

    def writes() -> Callable[[int], object]:
        tokens = sample.generate(model, tokenizer, prompt, WAYS[way])
        next(tokens)
        return lambda count: [next(tokens) for _ in range(count)]

    fast = Runner(what, way, "fast steps", writes())
    with patch.object(sample, "decoder_for", Plain):
        return [fast, Runner(what, way, "PyTorch", writes())]


def sharpened(key: str, config: ModelConfig, tokenizer: CharTokenizer) -> LanguageModel:
    """Return a random model whose distributions have an entropy of about `ENTROPY`."""
    import numpy as np
    import torch

    from playground.engine.sample import read

    torch.manual_seed(1)
    model = MODELS[key].build(config, VOCAB).eval()
    head = getattr(model, "head", None) or model.get_submodule("embedding")
    text = "".join(tokenizer.characters)
    while True:
        expected = np.array([token.distribution for token in read(model, tokenizer, text)])
        if -(expected * np.log(expected + 1e-30)).sum(axis=1).mean() < ENTROPY:
            return model
        with torch.no_grad():
            head.get_parameter("weight").mul_(1.25)


def beside(ours: Runner, folder: Path, context: int, threads: int) -> Runner:
    """Return nanoGPT's `generate` with a model of the same shape."""
    import torch

    sys.path.insert(0, str(folder))
    from model import GPT
    from model import GPTConfig as TheirConfig

    shape = GPTConfig()
    config = TheirConfig(
        block_size=context, vocab_size=VOCAB, n_layer=shape.n_layer, n_head=shape.n_head,
        n_embd=shape.n_embd, dropout=0.0, bias=False,
    )  # fmt: skip
    model = GPT(config).eval()
    prompt = torch.zeros(1, context, dtype=torch.long)
    return Runner(
        ours.what,
        ours.way,
        "nanoGPT",
        lambda count: model.generate(prompt, count, temperature=0.8),
        threads=threads or torch.get_num_threads(),
    )


def bare_product() -> Runner:
    """Return the one product that an LSTM of 256 units cannot do without."""
    import numpy as np

    random = np.random.default_rng(0)
    weight = random.standard_normal((256, 1024), dtype=np.float32)
    state, out = weight[:, 0].copy(), np.empty(1024, dtype=np.float32)
    return Runner(
        "256 x 1024",
        "",
        "bare product",
        lambda count: [np.dot(state, weight, out=out) for _ in range(count)],
    )


def as_row(runner: Runner, first: Runner) -> str:
    """Return a line: tokens a second, median and spread, and how much faster the first is."""
    rates = sorted(1 / seconds for seconds in runner.seconds)
    spread = f"({rates[0]:,.0f} to {rates[-1]:,.0f})"
    ratio = "" if runner is first else f"{ratio_of(runner, first):6.1f} times as slow"
    return (
        f"{runner.what:<22} {runner.way:<17} {runner.by:<13}"
        f"{median(rates):>9,.0f} a second {spread:<22}{ratio}"
    )


def ratio_of(runner: Runner, first: Runner) -> float:
    """Return the median over the rounds of how much longer `runner` took than `first`."""
    pairs = zip(runner.seconds, first.seconds, strict=True)
    return median(slow / fast for slow, fast in pairs)


def as_json(runner: Runner, first: Runner) -> str:
    """Return what programs read."""
    return json.dumps(
        {
            "what": runner.what,
            "sampling": runner.way,
            "by": runner.by,
            "threads": runner.threads,
            "seconds_per_token": runner.seconds,
            "tokens_per_second": 1 / median(runner.seconds),
            "times_as_slow": ratio_of(runner, first),
        }
    )


if __name__ == "__main__":
    main()
