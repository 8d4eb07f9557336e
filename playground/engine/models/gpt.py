"""The mini-GPT: a decoder-only transformer in two styles, so one can see what changed.

B: batch, T: time (tokens), C: channels, F: channels inside the MLP, V: vocabulary, W: context.

Sources: Radford et al. 2019, GPT-2 (classic); Touvron et al. 2023, Llama,
https://arxiv.org/abs/2302.13971, and Yang et al. 2025, Qwen3,
https://arxiv.org/abs/2505.09388 (modern).
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from playground.engine.config import GPTConfig
from playground.engine.models.attention import Attention
from playground.engine.models.base import LanguageModel, Memory
from playground.engine.models.gate import gated
from playground.engine.models.memory import KeyValueMemory, LayerMemory, PagedMemory, SlidingMemory
from playground.engine.models.nearest import look_at_nearest
from playground.engine.models.ngram_memory import NgramMemory
from playground.engine.models.rms_norm import RMSNorm
from playground.engine.models.rotary import Rotation, rotation
from playground.engine.models.stacked import Stacked


class ClassicMLP(nn.Module):
    """W_2 gelu(W_1 x + b_1) + b_2, each token on its own."""

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        inside = round(config.mlp_ratio * config.n_embd)
        self.up = nn.Linear(config.n_embd, inside)
        self.down = nn.Linear(inside, config.n_embd)

    def forward(self, x: Tensor) -> Tensor:
        """Return (B, T, C) for `x` (B, T, C)."""
        inner = F.gelu(self.up(x), approximate="tanh")  # (B, T, F)
        result: Tensor = self.down(inner)  # (B, T, C)
        return result


class GatedMLP(nn.Module):
    """W_down (silu(W_gate x) * W_up x), each token on its own."""

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        inside = round(config.mlp_ratio * config.n_embd)
        self.gate_up = Stacked(config.n_embd, inside, 2, bias=False)  # W_gate, W_up
        self.down = nn.Linear(inside, config.n_embd, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Return (B, T, C) for `x` (B, T, C)."""
        result: Tensor = self.down(gated(self.gate_up(x)))  # (B, T, C)
        return result


def norm(config: GPTConfig) -> nn.Module:
    """Return LayerNorm (mean 0, variance 1) for the classic style, RMSNorm (size 1) for today's."""
    if config.style == "classic":
        return nn.LayerNorm(config.n_embd, eps=1e-5)
    return RMSNorm(config.n_embd)


class Block(nn.Module):
    """Look around (attention), then think (MLP); both add to what was there."""

    def __init__(self, config: GPTConfig) -> None:
        super().__init__()
        self.attention_norm = norm(config)
        self.attention = Attention(config)
        self.mlp_norm = norm(config)
        self.mlp = ClassicMLP(config) if config.style == "classic" else GatedMLP(config)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, turn: Rotation | None, memory: LayerMemory | None) -> Tensor:
        """Return (B, T, C) for `x` (B, T, C); see `Attention` for the rest."""
        x = x + self.dropout(self.attention(self.attention_norm(x), turn, memory))  # (B, T, C)
        thought: Tensor = self.dropout(self.mlp(self.mlp_norm(x)))  # (B, T, C)
        return x + thought


class GPT(LanguageModel):
    """Embedding, blocks, norm, head: P(y_t | y_<t) = softmax(W_o Attention(…)).

    *Modern*: rotary positions and a head of its own. It reads on for ever: each token looks at
    the last W tokens (`SlidingMemory`).
    *Classic*: learned positions, and the embedding serves as head. There are W positions;
    after them the last half of the window is read again from position 0 (`PagedMemory`).
    An n-gram memory, if there is one, is added to the embedding (see `ngram_memory`).
    """

    cos: Tensor  # (W, D / 2), see `rotation`
    sin: Tensor

    def __init__(self, config: GPTConfig, vocab_size: int) -> None:
        super().__init__(config, vocab_size)
        self.config = config
        self.embedding = nn.Embedding(vocab_size, config.n_embd)
        self.positions: nn.Embedding | None = None
        self.head: nn.Linear | None = None
        if config.style == "classic":
            self.positions = nn.Embedding(config.context, config.n_embd)
        else:
            self.head = nn.Linear(config.n_embd, vocab_size, bias=False)
        self.dropout = nn.Dropout(config.dropout)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.n_layer))
        self.norm = norm(config)
        initialise(self)
        self.ngrams = NgramMemory(vocab_size, config.n_embd) if config.ngram_memory else None
        turn = self._rotation(0, config.context)
        self.register_buffer("cos", turn[0], persistent=False)
        self.register_buffer("sin", turn[1], persistent=False)

    def forward(self, ids: Tensor) -> Tensor:
        """Return logits (B, T, V) for `ids` (B, T), T at most W."""
        time = ids.shape[1]
        x = self._embed(ids, first=0, before=None)  # (B, T, C)
        turn = None if self.positions else (self.cos[:time], self.sin[:time])
        for block in self.blocks:
            x = block(x, turn, None)  # (B, T, C)
        return self._logits(x)  # (B, T, V)

    def new_memory(self, batch_size: int = 1) -> KeyValueMemory:
        """Return the memory of a model that has read nothing."""
        config, like = self.config, self.embedding.weight
        width = config.n_embd // config.n_head
        shape = (config.n_layer, batch_size, config.n_head, config.context, width)
        if self.positions is not None:
            return PagedMemory(*shape, like=like)
        return SlidingMemory(*shape, base=config.rotary_base, like=like)

    @torch.inference_mode()
    def read(self, ids: Tensor, memory: Memory) -> Tensor:
        """Read `ids` (B, T), any number of them, after what `memory` holds; see the class."""
        assert isinstance(memory, KeyValueMemory)
        logits = []
        while ids.shape[1] > 0:
            if memory.room == 0:
                again = memory.make_room()
                if again is not None:
                    self._remember(again, memory)
            piece, ids = ids[:, : memory.room], ids[:, memory.room :]
            logits.append(self._remember(piece, memory))
        return torch.cat(logits, dim=1)  # (B, T, V)

    def _remember(self, ids: Tensor, memory: KeyValueMemory) -> Tensor:
        """Read as many `ids` (B, T) as there is room for; return logits (B, T, V)."""
        time = ids.shape[1]
        memory.note(ids)
        x = self._embed(ids, first=memory.length, before=memory.last)  # (B, T, C)
        if self.ngrams is not None:
            memory.last = self.ngrams.last(ids, memory.last)
        turn = memory.rotation(time)
        for block, layer in zip(self.blocks, memory.layers, strict=True):
            x = block(x, turn, layer)  # (B, T, C)
        memory.length += time
        return self._logits(x)  # (B, T, V)

    def _embed(self, ids: Tensor, first: int, before: Tensor | None) -> Tensor:
        """Return (B, T, C) for `ids` (B, T).

        The first of them stands at position `first`; `before` (B, 2) are the tokens before it,
        should an n-gram memory ask, `None` where there are none.
        """
        x = self.embedding(ids)  # (B, T, C)
        if self.ngrams is not None:
            x = x + self.ngrams(ids, before)  # (B, T, C)
        if self.positions is not None:
            x = x + self.positions.weight[first : first + ids.shape[1]]  # (T, C) for each text
        result: Tensor = self.dropout(x)
        return result

    def _logits(self, x: Tensor) -> Tensor:
        """Return (B, T, V) for `x` (B, T, C)."""
        weight = self.embedding.weight if self.head is None else self.head.weight  # (V, C)
        return F.linear(self.norm(x), weight)

    def _rotation(self, first: int, count: int) -> Rotation:
        width = self.config.n_embd // self.config.n_head
        return rotation(first, count, width, self.config.rotary_base, self.embedding.weight)


def initialise(model: GPT) -> None:
    """Draw the first weights.

    Classic: as GPT-2, normal with deviation 0.02, less where a branch joins the main line.
    Modern: deviation 1 / sqrt(inputs), and every branch begins with zero, so that a block
    changes nothing until it has learned to. The first block looks at the nearest tokens.
    """
    if model.embedding.weight.is_meta:
        return  # only shapes are wanted
    classic = model.config.style == "classic"
    for name, parameter in model.named_parameters():
        joins = name.endswith(("out.weight", "down.weight"))
        if name.endswith("bias"):
            nn.init.zeros_(parameter)
        elif parameter.ndim != 2:
            continue  # norms begin with ones
        elif classic:
            deviation = 0.02 / math.sqrt(2 * model.config.n_layer) if joins else 0.02
            nn.init.normal_(parameter, std=deviation)
        elif joins:
            nn.init.zeros_(parameter)
        elif name == "embedding.weight":
            nn.init.normal_(parameter, std=1.0)
        else:
            nn.init.normal_(parameter, std=1 / math.sqrt(parameter.shape[1]))
    if not classic:
        first, config = model.blocks[0], model.config
        assert isinstance(first, Block)
        qkv = first.attention.qkv.weight
        look_at_nearest(model.embedding.weight, qkv, config.n_head, config.rotary_base)
