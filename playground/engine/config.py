"""All settings of a run. This file needs no torch, so that `--help` answers at once.

Every number a person can choose is one `knob`; options, forms, checks, tooltips,
translations and `run.json` follow from it.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from playground.engine.knobs import Checked, Option, choice, knob, switch
from playground.engine.sampling_config import SamplingConfig as SamplingConfig
from playground.errors import HeadsDontDivide, NoBudget
from playground.text import mark

NGRAM_ROWS = 16_381  # of the n-gram memory: the largest prime below 2^14


def context_knob(default: int) -> Any:
    """Declare the context; each kind of model has a length that suits it."""
    return knob(
        default,
        2,
        4096,
        mark("Context"),
        mark("How many tokens the model is trained on at a time."),
    )


@dataclass(frozen=True)
class ModelConfig(Checked):
    """What every model has: how far it sees, and dropout."""

    carries_state: ClassVar[bool] = False  # whether a state can go on from window to window

    context: int = context_knob(64)
    dropout: float = knob(
        0.0,
        0.0,
        0.9,
        mark("Dropout"),
        mark("Share of activations switched off at random in training, against memorising."),
    )
    ngram_memory: bool = switch(
        False,
        mark("N-gram memory"),
        mark(
            "A table of what the last two and three tokens suggest, added to the embedding. It "
            "speeds up the beginning and matters less and less; the layers above learn less of "
            "this themselves, and no standard format can hold it."
        ),
    )

    def parameters(self, vocab_size: int) -> int:
        """Return how many numbers a model of this size learns, without building it."""
        raise NotImplementedError(f"{type(self).__name__} must count its parameters")

    def ngram_parameters(self, n_embd: int) -> int:
        """Return how many numbers the n-gram memory learns beside `n_embd` channels a token."""
        return NGRAM_ROWS * n_embd if self.ngram_memory else 0


@dataclass(frozen=True)
class CharRNNConfig(ModelConfig):
    """Size of the recurrent network."""

    carries_state: ClassVar[bool] = True

    context: int = context_knob(256)
    cell: str = choice(
        "lstm",
        (
            Option("tanh", mark("RNN"), mark("The plain recurrent cell of the textbooks.")),
            Option("gru", mark("GRU"), mark("Two gates: reset and update.")),
            Option("lstm", mark("LSTM"), mark("Three gates and a separate memory cell.")),
        ),
        mark("Cell"),
        mark("What turns the last hidden state and the new token into the next hidden state."),
    )
    n_layer: int = knob(
        1, 1, 8, mark("Layers"), mark("Blocks or recurrent layers stacked one after another.")
    )
    n_embd: int = knob(64, 1, 4096, mark("Embedding"), mark("Channels per token."))
    n_hidden: int = knob(
        256, 1, 4096, mark("Hidden units"), mark("Size of the memory that is carried along.")
    )

    def parameters(self, vocab_size: int) -> int:
        """Return how many numbers the network learns."""
        gates = {"tanh": 1, "gru": 3, "lstm": 4}[self.cell]
        hidden = self.n_hidden
        inputs = [self.n_embd] + [hidden] * (self.n_layer - 1)  # of each layer
        recurrent = sum(gates * hidden * (width + hidden + 2) for width in inputs)  # two biases
        embedding = vocab_size * self.n_embd + self.ngram_parameters(self.n_embd)
        return embedding + recurrent + (hidden + 1) * vocab_size


@dataclass(frozen=True)
class GPTConfig(ModelConfig):
    """Size of the transformer."""

    context: int = context_knob(256)
    style: str = choice(
        "modern",
        (
            Option(
                "classic",
                mark("Classic (2019)"),
                mark("GPT-2: LayerNorm, learned positions, biases, GELU."),
            ),
            Option(
                "modern",
                mark("Modern"),
                mark("Llama and Qwen: RMSNorm, rotary positions, QK-norm, gated MLP, no biases."),
            ),
        ),
        mark("Style"),
        mark("What a transformer block is made of: as in 2019, or as today."),
    )
    n_layer: int = knob(
        3, 1, 24, mark("Layers"), mark("Blocks or recurrent layers stacked one after another.")
    )
    n_head: int = knob(4, 1, 32, mark("Heads"), mark("Attention heads in each block."))
    n_embd: int = knob(128, 2, 2048, mark("Embedding"), mark("Channels per token."))
    mlp_ratio: float = knob(
        2.0,
        0.5,
        8.0,
        mark("MLP ratio"),
        mark("How many times wider than the embedding the inside of a block's MLP is."),
    )
    rotary_base: float = knob(
        100.0,
        2.0,
        1e8,
        mark("Rotary base"),
        mark(
            "Modern style: how slowly the slowest pair of channels turns with the position. "
            "100 suits short contexts, 10,000 long ones."
        ),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        step = self.n_head * (2 if self.style == "modern" else 1)  # rotary positions pair channels
        if self.n_embd % step:
            suggestion = max(step, self.n_embd // step * step)
            raise HeadsDontDivide(n_embd=self.n_embd, n_head=self.n_head, suggestion=suggestion)

    def parameters(self, vocab_size: int) -> int:
        """Return how many numbers the transformer learns."""
        width, inside = self.n_embd, round(self.mlp_ratio * self.n_embd)
        ngrams = self.ngram_parameters(width)
        if (
            self.style == "classic"
        ):  # the embedding serves as head; norms have two numbers a channel
            attention = 4 * width * (width + 1)
            mlp = 2 * width * inside + inside + width
            around = (vocab_size + self.context + 2) * width
            return ngrams + around + self.n_layer * (attention + mlp + 4 * width)
        attention = 4 * width * width + 2 * (width // self.n_head)
        mlp = 3 * width * inside
        around = (2 * vocab_size + 1) * width
        return ngrams + around + self.n_layer * (attention + mlp + 2 * width)


@dataclass(frozen=True)
class TextConfig(Checked):
    """How the text becomes tokens."""

    tokenizer: str = choice(
        "char",
        (
            Option("char", mark("Characters"), mark("One token per character.")),
            Option("byte", mark("Bytes"), mark("One token per byte of UTF-8; never unknown.")),
            Option("bpe", mark("BPE"), mark("Frequent pieces of words, learned from the text.")),
        ),
        mark("Tokens"),
        mark("The pieces in which the model reads and writes."),
    )
    vocab_size: int = knob(
        0,
        0,
        32768,
        mark("Vocabulary"),
        mark(
            "Largest number of different tokens; 0 chooses it from the text. "
            "Rarer characters become one unknown token."
        ),
        zero=mark("automatic"),
    )
    valid_share: float = knob(
        0.1,
        0.01,
        0.5,
        mark("Validation share"),
        mark("The last part of the text, kept aside to check the model on."),
    )


@dataclass(frozen=True)
class TrainingConfig(Checked):
    """How long and how the model is trained."""

    steps: int = knob(
        0, 0, 100_000_000, mark("Steps"), mark("Budget in steps; 0 trains by the clock.")
    )
    minutes: float = knob(
        3.0, 0.0, 1e5, mark("Minutes"), mark("Budget in minutes, where steps is 0.")
    )
    seed: int = knob(
        1,
        0,
        2**31 - 1,
        mark("Seed"),
        mark("The same seed gives the same model again."),
        advanced=False,
    )
    batch_size: int = knob(
        32, 1, 4096, mark("Batch size"), mark("How many windows of text each step looks at.")
    )
    learning_rate: float = knob(
        3e-3,
        1e-8,
        10.0,
        mark("Learning rate"),
        mark("How far AdamW moves the weights in a step, at most."),
    )
    optimizer: str = choice(
        "adamw",
        (
            Option("adamw", mark("AdamW"), mark("Adam with decoupled weight decay.")),
            Option("muon", mark("Muon"), mark("Muon for matrices, AdamW for everything else.")),
        ),
        mark("Optimizer"),
        mark("How the gradient becomes a change of the weights."),
    )
    muon_learning_rate: float = knob(
        0.03,
        1e-8,
        10.0,
        mark("Muon learning rate"),
        mark("How far Muon moves the matrices in a step, at most."),
    )
    weight_decay: float = knob(
        0.0, 0.0, 10.0, mark("Weight decay"), mark("Pulls the weights towards zero.")
    )
    soft_targets: bool = switch(
        False,
        mark("Soft targets"),
        mark(
            "While the model is worse than counting, it learns not only the token that came "
            "next but all that the text has after the same few tokens. It writes well sooner, "
            "and is the same kind of model."
        ),
    )
    grad_clip: float = knob(
        1.0,
        0.0,
        1000.0,
        mark("Gradient clipping"),
        mark("Longer gradients are cut to this length; 0 never cuts."),
        zero=mark("never"),
    )
    warmup_steps: int = knob(
        20,
        0,
        1_000_000,
        mark("Warm-up steps"),
        mark("Steps in which the learning rate rises from zero."),
    )
    decay_share: float = knob(
        0.9,
        0.0,
        1.0,
        mark("Decay share"),
        mark("The last part of the budget, in which the learning rate falls to zero."),
    )
    split_windows: int = knob(
        1,
        1,
        64,
        mark("Split windows"),
        mark(
            "At first each window of training is cut into so many shorter ones, which teach the "
            "nearest letters for less; towards the end none is cut. 1 never cuts."
        ),
    )
    carry_state: bool = switch(
        False,
        mark("Carry the state"),
        mark("Recurrent models read on where the last window ended: truncated back-propagation."),
    )
    patience: int = knob(
        0,
        0,
        100_000,
        mark("Patience"),
        mark(
            "Stop after so many checks without a better validation loss; 0 never stops early. "
            "Where nobody chooses it is 10 for a budget in steps that reads the text more than "
            "8 times."
        ),
        zero=mark("never"),
    )
    max_epochs: float = knob(
        0.0,
        0.0,
        1e6,
        mark("Epochs at most"),
        mark(
            "Training ends, with the learning rate at zero, once the text has been read so often; "
            "0 leaves it to the budget."
        ),
    )
    fit_dropout: bool = switch(
        False,
        mark("Fit dropout"),
        mark(
            "Dropout follows how often the text will have been read by the end, as soon as the "
            "speed shows it: none for a few times, more for many."
        ),
    )
    sample_length: int = knob(
        200,
        0,
        10_000,
        mark("Sample length"),
        mark("Tokens in each sample written in training."),
        zero=mark("no samples"),
    )
    threads: int = knob(
        0,
        0,
        256,
        mark("Threads"),
        mark("CPU threads for the matrix products; 0 chooses what suits the model."),
        zero=mark("automatic"),
    )
    precision: str = choice(
        "auto",
        (
            Option("auto", mark("Automatic")),
            Option("float32", mark("float32"), mark("Factors of products have 7 digits.")),
            Option("bfloat16", mark("bfloat16"), mark("Factors of products may have 3 digits.")),
        ),
        mark("Precision"),
        mark("How exactly matrices are multiplied; weights and sums always have 7 digits."),
    )
    device: str = choice(
        "auto",
        (
            Option("auto", mark("Automatic")),
            Option("cpu", mark("CPU")),
            Option("cuda", mark("NVIDIA GPU")),
            Option("mps", mark("Apple GPU")),
        ),
        mark("Device"),
        mark("Where the model is trained."),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.steps and not self.minutes:
            raise NoBudget()


@dataclass(frozen=True)
class RunConfig:
    """Everything that was chosen for a run."""

    model: str  # key in MODELS
    settings: ModelConfig  # of the class MODELS[model].config
    training: TrainingConfig = field(default_factory=TrainingConfig)
    text: TextConfig = field(default_factory=TextConfig)
