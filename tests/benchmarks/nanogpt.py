"""nanoGPT's own recipe for a CPU, from a checkout given by its path; nothing of it is kept here.

Its README trains on tiny shakespeare by characters with 4 layers, 4 heads and 128 channels.
`model.py` is imported and used as it is, optimizer and all. `train.py` cannot be imported, it
trains at once, so the steps of its loop are repeated here. What it does besides, evaluations,
checkpoints and a line for each step, is left out, in its favour.

Source: https://github.com/karpathy/nanoGPT, README.md, train.py and
config/train_shakespeare_char.py
"""

import contextlib
import importlib.util
import io
import math
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import torch
from torch import Tensor, nn

from playground.engine.config import ModelConfig
from playground.engine.evaluate import whole_loss
from playground.engine.models.base import LanguageModel
from playground.engine.work import finish
from tests.benchmarks.ours import Text

# B: batch, T: time (the context), V: vocabulary

Forward = Callable[[Tensor, Tensor], Tensor]  # ids (B, T), targets (B, T) to the loss


@dataclass(frozen=True)
class Recipe:
    """The settings of nanoGPT's README for a CPU; no biases, as in its train.py."""

    n_layer: int = 4
    n_head: int = 4
    n_embd: int = 128
    block_size: int = 64
    batch_size: int = 12
    max_iters: int = 2000  # it makes one step more
    learning_rate: float = 1e-3
    min_lr: float = 1e-4
    warmup_iters: int = 100
    betas: tuple[float, float] = (0.9, 0.99)
    weight_decay: float = 0.1
    grad_clip: float = 1.0

    def rate(self, step: int) -> float:
        """Return the learning rate: a rise, then a cosine down to the least."""
        if step < self.warmup_iters:
            return self.learning_rate * (step + 1) / (self.warmup_iters + 1)
        progress = (step - self.warmup_iters) / max(1, self.max_iters - self.warmup_iters)
        share = 0.5 * (1.0 + math.cos(math.pi * min(1.0, progress)))
        return self.min_lr + share * (self.learning_rate - self.min_lr)


@dataclass(frozen=True)
class Trained:
    """What a run came to."""

    seconds: float  # in the loop
    loss: float  # nats per token on the whole validation text


def checkout(words: str) -> Path:
    """Return the folder of nanoGPT that a person named."""
    folder = Path(words)
    if not (folder / "model.py").is_file():
        raise ArgumentTypeError(
            f"{folder} has no model.py: clone https://github.com/karpathy/nanoGPT there"
        )
    return folder


def load(folder: Path) -> ModuleType:
    """Import nanoGPT's model.py."""
    spec = importlib.util.spec_from_file_location("nanogpt_model", folder / "model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def build(module: ModuleType, recipe: Recipe, vocab_size: int) -> tuple[nn.Module, Forward]:
    """Return a new model, and it as a function that returns the loss."""
    config = module.GPTConfig(
        block_size=recipe.block_size,
        vocab_size=vocab_size,
        n_layer=recipe.n_layer,
        n_head=recipe.n_head,
        n_embd=recipe.n_embd,
        dropout=0.0,
        bias=False,
    )
    with contextlib.redirect_stdout(io.StringIO()):
        model = module.GPT(config)
    return model, lambda ids, targets: model(ids, targets)[1]


class Loop:
    """The loop of nanoGPT's train.py around any model."""

    def __init__(
        self, model: nn.Module, forward: Forward, optimizer: torch.optim.Optimizer, recipe: Recipe
    ) -> None:
        self.model, self.recipe = model, recipe
        self._forward, self._optimizer = forward, optimizer
        self._step = 0

    def take(self, data: np.ndarray) -> float:
        """Take one step on `data`, all ids to train on; return the loss."""
        for group in self._optimizer.param_groups:
            group["lr"] = self.recipe.rate(self._step)
        loss = self._forward(*get_batch(data, self.recipe))
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.grad_clip)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self._step += 1
        return loss.item()


def get_batch(data: np.ndarray, recipe: Recipe) -> tuple[Tensor, Tensor]:
    """Return ids and targets, (B, T) each, as train.py does."""
    size = recipe.block_size
    starts = torch.randint(len(data) - size, (recipe.batch_size,)).tolist()
    x = torch.stack([torch.from_numpy(data[i : i + size].astype(np.int64)) for i in starts])
    y = torch.stack([torch.from_numpy(data[i + 1 : i + 1 + size].astype(np.int64)) for i in starts])
    return x, y


def make_loop(module: ModuleType, recipe: Recipe, vocab_size: int) -> Loop:
    """Return the loop with nanoGPT's own model and optimizer."""
    model, forward = build(module, recipe, vocab_size)
    with contextlib.redirect_stdout(io.StringIO()):
        optimizer = model.configure_optimizers(  # type: ignore[operator]
            recipe.weight_decay, recipe.learning_rate, recipe.betas, "cpu"
        )
    return Loop(model, forward, optimizer, recipe)


def train(module: ModuleType, text: Text, recipe: Recipe, seed: int) -> Trained:
    """Run the whole recipe and measure the model on the whole validation text."""
    torch.manual_seed(seed)
    loop = make_loop(module, recipe, text.tokenizer.vocab_size)
    began = time.perf_counter()
    for _ in range(recipe.max_iters + 1):
        loop.take(text.train.ids)
    seconds = time.perf_counter() - began
    model = Measurable(loop.model, recipe, text.tokenizer.vocab_size).eval()
    return Trained(seconds, finish(whole_loss(model, text.valid, recipe.block_size)))


class Measurable(LanguageModel):
    """A nanoGPT whose loss the engine measures as it does ours."""

    def __init__(self, model: nn.Module, recipe: Recipe, vocab_size: int) -> None:
        super().__init__(ModelConfig(context=recipe.block_size), vocab_size)
        self.model = model

    def forward(self, ids: Tensor) -> Tensor:
        """Return logits (B, T, V) for `ids` (B, T); without targets it returns one row only."""
        ids = ids.contiguous()
        logits: Tensor = self.model(ids, ids)[0]
        return logits
