"""Tokens a second in training: ours and others' models of the same shape, in turn.

A round is a few steps of each: batch, forward, backward, clipping and optimizer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from time import perf_counter
from types import ModuleType

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from playground.engine.config import CharRNNConfig, GPTConfig
from playground.engine.models import MODELS
from tests.benchmarks.nanogpt import Loop, Recipe, make_loop
from tests.benchmarks.ours import Steps, Text, step_by_step
from tests.benchmarks.peak import measure_peak, recurrent_flops, transformer_flops
from tests.benchmarks.report import Line, interleaved

# B: batch, T: time (the context), E: embedding, H: hidden units, V: vocabulary

WARM_UP = 3  # steps
Layer = type[nn.RNN] | type[nn.GRU] | type[nn.LSTM]
TITLES_OF_STYLES = {"classic": "mini-GPT (classic, AdamW)", "modern": "mini-GPT (modern)"}
TITLES = {"tanh": "RNN (tanh)", "gru": "GRU", "lstm": "LSTM"}
CELLS: dict[str, Layer] = {"tanh": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


@dataclass(frozen=True)
class Contestant:
    """A training that can be taken a step further."""

    name: str
    take: Callable[[], float]  # a step; the seconds that it took
    tokens: int  # a step
    flops: float  # useful operations per token

    def speed(self, count: int) -> float:
        """Return tokens a second over so many steps."""
        return count * self.tokens / sum(self.take() for _ in range(count))


def transformers_speed(
    text: Text, module: ModuleType, with_hugging_face: bool, threads: int, rounds: int, count: int
) -> list[Line]:
    """Compare our GPT with nanoGPT, with Hugging Face's GPT-2, and with the machine's peak."""
    recipe = Recipe()
    torch.set_num_threads(threads)
    ours = {
        "classic": our_gpt(text, recipe, "classic", "adamw", threads),
        "modern": our_gpt(text, recipe, "modern", "muon", threads),
    }
    contestants = [as_contestant(style, steps, recipe) for style, steps in ours.items()]
    contestants.append(nano_gpt(text, module, recipe))
    if with_hugging_face:
        contestants.append(hugging_face(text, recipe))
    values = measure(contestants, rounds, count)
    for steps in ours.values():
        steps.close()
    lines = []
    for style, title in TITLES_OF_STYLES.items():
        for peer in contestants[len(ours) :]:
            key = f"training.speed.{style}.{peer.name.split()[0].lower()}"
            pair = values[style], values[peer.name]
            lines.append(Line(key, f"{title}, training", "tokens/s", *pair, peer.name, more=True))
    return lines + [share_of_peak(one, values) for one in contestants]


def cells_speed(text: Text, threads: int, rounds: int, count: int) -> list[Line]:
    """Compare our recurrent networks with torch's own layers under the same head and optimizer."""
    torch.set_num_threads(threads)
    training = replace(MODELS["char-rnn"].training, optimizer="adamw")
    lines = []
    for cell, layer in CELLS.items():
        settings = CharRNNConfig(cell=cell)
        steps = Steps(text, step_by_step("char-rnn", settings, training, threads))
        flops = recurrent_flops(steps.state.model)
        ours = Contestant(TITLES[cell], steps.take, steps.tokens, flops)
        take = torch_cell(text, settings, training.batch_size, layer)
        peer = Contestant(f"torch.nn.{layer.__name__}", take, steps.tokens, flops)
        values = measure([ours, peer], rounds, count)
        steps.close()
        pair = values[ours.name], values[peer.name]
        key, what = f"training.speed.{cell}", f"{ours.name}, training"
        lines.append(Line(key, what, "tokens/s", *pair, peer.name, more=True))
        lines.append(share_of_peak(ours, values))
    return lines


def measure(contestants: list[Contestant], rounds: int, count: int) -> dict[str, tuple[float, ...]]:
    """Return the tokens a second of each, and the peak in operations a second, by round."""
    for contestant in contestants:
        contestant.speed(WARM_UP)
    work = {one.name: partial(one.speed, count) for one in contestants}
    return interleaved({**work, "peak": measure_peak}, rounds)


def share_of_peak(one: Contestant, values: dict[str, tuple[float, ...]]) -> Line:
    """Return how much of the machine's fastest matrix product the useful work comes to."""
    pairs = zip(values[one.name], values["peak"], strict=True)
    shares = tuple(100 * speed * one.flops / peak for speed, peak in pairs)
    key = f"training.peak.{one.name.split()[0].lower()}"
    return Line(key, f"{one.name}, of the matrix-product peak", "%", shares, more=True)


def our_gpt(text: Text, recipe: Recipe, style: str, optimizer: str, threads: int) -> Steps:
    """Return our GPT in nanoGPT's shape; the modern one with its own width of the MLP."""
    settings = GPTConfig(
        context=recipe.block_size,
        style=style,
        n_layer=recipe.n_layer,
        n_head=recipe.n_head,
        n_embd=recipe.n_embd,
        mlp_ratio=4.0 if style == "classic" else GPTConfig().mlp_ratio,
    )
    usual = MODELS["gpt"].training
    training = replace(usual, batch_size=recipe.batch_size, optimizer=optimizer)
    return Steps(text, step_by_step("gpt", settings, training, threads))


def as_contestant(name: str, steps: Steps, recipe: Recipe) -> Contestant:
    """Return a run of ours that is to be timed."""
    model = steps.state.model
    flops = transformer_flops(model, recipe.n_layer, recipe.n_embd, recipe.block_size)
    return Contestant(name, steps.take, steps.tokens, flops)


def nano_gpt(text: Text, module: ModuleType, recipe: Recipe) -> Contestant:
    """Return nanoGPT in its own loop."""
    loop = make_loop(module, recipe, text.tokenizer.vocab_size)
    return in_loop("nanoGPT", loop, text)


def hugging_face(text: Text, recipe: Recipe) -> Contestant:
    """Return the GPT-2 of `transformers` with torch's AdamW, in nanoGPT's loop."""
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(
        vocab_size=text.tokenizer.vocab_size,
        n_positions=recipe.block_size,
        n_embd=recipe.n_embd,
        n_layer=recipe.n_layer,
        n_head=recipe.n_head,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        use_cache=False,
        bos_token_id=0,
        eos_token_id=0,
    )
    model = GPT2LMHeadModel(config)

    def forward(ids: Tensor, targets: Tensor) -> Tensor:
        logits = model(ids).logits  # (B, T, V)
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())

    optimizer = torch.optim.AdamW(
        model.parameters(), recipe.learning_rate, recipe.betas, weight_decay=recipe.weight_decay
    )
    return in_loop("transformers GPT-2", Loop(model, forward, optimizer, recipe), text)


def in_loop(name: str, loop: Loop, text: Text) -> Contestant:
    """Return a model in nanoGPT's loop."""
    recipe = loop.recipe
    flops = transformer_flops(loop.model, recipe.n_layer, recipe.n_embd, recipe.block_size)
    tokens = recipe.batch_size * recipe.block_size
    return Contestant(name, timed(loop, text), tokens, flops)


def timed(loop: Loop, text: Text) -> Callable[[], float]:
    """Return a step of the loop that returns the seconds it took."""

    def take() -> float:
        began = perf_counter()
        loop.take(text.train.ids)
        return perf_counter() - began

    return take


class TorchCell(nn.Module):
    """Embedding, one of torch's recurrent layers, linear: as anybody would write it."""

    def __init__(self, settings: CharRNNConfig, vocab_size: int, layer: Layer) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, settings.n_embd)
        self.layer = layer(settings.n_embd, settings.n_hidden, batch_first=True)
        self.head = nn.Linear(settings.n_hidden, vocab_size)

    def forward(self, ids: Tensor, targets: Tensor) -> Tensor:
        """Return the loss of `ids` (B, T) and `targets` (B, T)."""
        h, _ = self.layer(self.embedding(ids))  # (B, T, H)
        return F.cross_entropy(self.head(h).flatten(0, 1), targets.flatten())


def torch_cell(
    text: Text, settings: CharRNNConfig, batch_size: int, layer: Layer
) -> Callable[[], float]:
    """Return a step of torch's layer, with the same optimizer as ours."""
    model = TorchCell(settings, text.tokenizer.vocab_size, layer)
    optimizer = torch.optim.AdamW(model.parameters(), fused=True)
    recipe = Recipe(block_size=settings.context, batch_size=batch_size)
    loop = Loop(model, model, optimizer, recipe)
    return timed(loop, text)


def hugging_face_is_here() -> bool:
    """Return whether `transformers` can be imported."""
    return find_spec("transformers") is not None
