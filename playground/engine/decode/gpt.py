"""One step of the mini-GPT in NumPy.

C: channels, V: vocabulary, W: context.
"""

import numpy as np

from playground.engine.decode.attention import Look
from playground.engine.decode.blocks import Block, after_norm, norm
from playground.engine.decode.slots import PagedSlots, SlidingSlots, Slots
from playground.engine.decode.weights import Floats, Linear, arrays
from playground.engine.models.base import LanguageModel, Memory
from playground.engine.models.gpt import GPT
from playground.engine.models.memory import PagedMemory, SlidingMemory

# Of a block in each style: its parts that have weights, and the kinds of these.
SHARED = ("attention_norm", "attention.qkv", "attention.out", "mlp_norm")
PARTS = {
    "classic": ((*SHARED, "mlp.up", "mlp.down"), ("weight", "bias")),
    "modern": (
        (*SHARED, "attention.q_norm", "attention.k_norm", "mlp.gate_up", "mlp.down"),
        ("weight",),
    ),
}


class GPTSteps:
    """Goes on from what a `GPT` has read, and past the context as that does."""

    def __init__(self, model: LanguageModel, memory: Memory) -> None:
        assert isinstance(model, GPT)
        w = arrays(model)
        config = model.config
        self._look = Look(config)
        self._embedding = np.array(w["embedding.weight"])  # (V, C)
        self._positions: Floats | None = None
        if config.style == "classic":
            self._positions = np.array(w["positions.weight"])  # (W, C)
        self._blocks = [Block(w, i, config, self._look) for i in range(config.n_layer)]
        self._norm = norm(config)
        head = w.get("head.weight", w["embedding.weight"])  # (V, C)
        self._head = Linear(*after_norm(w, "norm.", head))
        self._slots = _slots(model, memory)
        self._x = np.empty(config.n_embd, dtype=np.float32)

    @staticmethod
    def weights(model: LanguageModel) -> set[str]:
        """Return the names of the weights that are used here."""
        assert isinstance(model, GPT)
        parts, kinds = PARTS[model.config.style]
        layers = range(model.config.n_layer)
        blocks = {f"blocks.{i}.{part}.{kind}" for i in layers for part in parts for kind in kinds}
        around = {f"norm.{kind}" for kind in kinds} | {"embedding.weight"}
        own = {"positions.weight"} if model.config.style == "classic" else {"head.weight"}
        return blocks | around | own

    def step(self, id: int) -> Floats:
        """Read one token; return logits (V,) for the next one."""
        slots, x = self._slots, self._x
        slots.make_room(id)
        place, seen, turn = slots.used, slots.seen, slots.turn()
        self._look.see(seen.stop - seen.start)
        if self._positions is None:
            x[:] = self._embedding[id]
        else:
            np.add(self._embedding[id], self._positions[place], out=x)
        for block, kv in zip(self._blocks, slots.kv, strict=True):
            block.step(x, kv, place, seen, turn)
        slots.used += 1
        return self._head.apply(self._norm(x))


def _slots(model: GPT, memory: Memory) -> Slots:
    if isinstance(memory, PagedMemory):
        return PagedSlots(model, memory)
    assert isinstance(memory, SlidingMemory)
    return SlidingSlots(model, memory)
