"""What every language model can do."""

from abc import abstractmethod
from typing import Protocol, runtime_checkable

from torch import Tensor, nn

from playground.engine.config import ModelConfig

# B: batch, T: time (tokens), V: vocabulary, H: hidden units, L: layers


class Memory(Protocol):
    """What a model keeps of the tokens it has read: a carried state or a cache of keys."""


class LanguageModel(nn.Module):
    """Predicts the next token from the tokens before it."""

    def __init__(self, config: ModelConfig, vocab_size: int) -> None:
        super().__init__()
        self.context = config.context
        self.vocab_size = vocab_size

    @abstractmethod
    def forward(self, ids: Tensor) -> Tensor:
        """Return logits (B, T, V) for `ids` (B, T), T at most `context`.

        Row t predicts token t + 1.
        """

    @abstractmethod
    def new_memory(self, batch_size: int = 1) -> Memory:
        """Return the memory of a model that has read nothing."""

    @abstractmethod
    def read(self, ids: Tensor, memory: Memory) -> Tensor:
        """Read `ids` (B, T) after what `memory` holds; return logits (B, T, V), a row per token.

        `memory` is changed in place. Any number of tokens may follow one another: what is
        further back than the model can see is forgotten as the model's docstring says.
        There are no gradients; `forward` has them.
        """

    def advance(self, ids: Tensor, memory: Memory) -> Tensor:
        """Read `ids` (B, T) after what `memory` holds; return logits (B, V) for the next token."""
        return self.read(ids, memory)[:, -1]

    def set_dropout(self, share: float) -> None:
        """Switch off another share of the activations from the next step on, 0 to 1."""
        for module in self.modules():
            if isinstance(module, nn.Dropout):
                module.p = share
            elif isinstance(module, nn.RNNBase) and module.num_layers > 1:  # between the layers
                module.dropout = share

    def parameter_count(self) -> int:
        """Return how many numbers are learned."""
        return sum(p.numel() for p in self.parameters())


@runtime_checkable
class CarriesState(Protocol):
    """A recurrent model, whose state can be handed from one training window to the next."""

    def forward_from(self, ids: Tensor, state: Tensor | None) -> tuple[Tensor, Tensor]:
        """Return logits (B, T, V) and the state after `ids` (B, T), given the state before.

        `None` is the zero state. The state is one tensor (S, L, B, H); S is 2 for an LSTM
        (hidden state and memory cell), else 1. A model may let more travel with it.
        """
