"""What a training will need, before it is begun: memory, and time. This file needs no torch.

Memory: P parameters are there as weights, gradients, what the optimizer remembers, the best so
far, and once more each while they are copied to be saved. On the way there a step keeps what the
way back needs: so many numbers for each token of the batch, and for a transformer also the maps
of attention. The factors were compared with the largest memory that whole trainings took.

Time: a parameter takes six operations a token, attention some more; how many this computer does a
second is measured (`services/speeds`).

B: batch, T: time (the context), V: vocabulary, C: channels, F: channels inside the MLP, H: hidden
units, N: heads, L: layers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from playground.engine.config import CharRNNConfig, GPTConfig, ModelConfig, RunConfig
from playground.engine.free_memory import free_memory, megabytes
from playground.engine.models import MODELS
from playground.engine.recipe import OPERATIONS
from playground.errors import ModelTooLarge, TrainingTooLarge

NUMBER = 4  # bytes of a float32
OURSELVES = 64 << 20  # bytes: counts of the text, and what libraries set aside for their work
SAVED = 3  # times a state is there: itself, its copy, and that as a file
LOGITS = 3  # of all logits: themselves, their logarithms, and the way back
MAPS = 1  # of attention's maps that are kept, in each layer
MAPS_BACK = 3  # of the maps of one layer, on its way back
LARGEST_MAPS = 16 << 20  # weights in the maps of a layer that are kept at all, see `models/causal`
CHECKED = 2048  # tokens that a check reads at once, see `evaluate`
CALIBRATED = 96  # tokens in the vocabulary when the speed is measured, see `calibration`
BESIDE = 1.07  # checks and samples take up to 7 % of the time


@dataclass(frozen=True)
class Estimate:
    """What a training will need, about."""

    memory: int  # bytes, beside what the program has already
    free: int | None  # bytes that are free now, None if nobody tells
    seconds_per_step: float
    steps: float  # in the whole budget; less than 1 if not even one fits
    seconds: float  # for the whole budget

    @property
    def fits(self) -> bool:
        """Whether the memory will do."""
        return self.free is None or self.memory <= self.free


def estimate(config: RunConfig, vocab_size: int, speed: float) -> Estimate:
    """Return what a training will need.

    Args:
        config: Its settings.
        vocab_size: Different tokens, at least about.
        speed: Operations per second in training this kind of model, as measured.
    """
    memory, free = memory_needed(config, vocab_size), free_memory()
    each = operations(config, vocab_size) / attained(config.model, speed)
    training = config.training
    if training.steps:
        return Estimate(memory, free, each, training.steps, training.steps * each * BESIDE)
    seconds = 60 * training.minutes
    return Estimate(memory, free, each, seconds / BESIDE / each, seconds)


def refuse_too_large(config: RunConfig, vocab_size: int) -> None:
    """Refuse a training for which there is not enough memory, before any is taken.

    Raises:
        TrainingTooLarge: Smaller batches would fit.
        ModelTooLarge: Not even one window fits.
    """
    free = free_memory()
    need = memory_needed(config, vocab_size)
    if free is None or need <= free:
        return
    said = {"need": megabytes(need), "free": megabytes(free)}
    batch = _largest_batch(config, vocab_size, free)
    if batch:
        raise TrainingTooLarge(**said, batch=config.training.batch_size, fits=batch)
    context = config.settings.context
    parameters = config.settings.parameters(vocab_size)
    raise ModelTooLarge(**said, parameters=f"{parameters:,}", context=f"{context:,}")


def memory_needed(config: RunConfig, vocab_size: int) -> int:
    """Return how many bytes a training takes at most, beside the program itself, about."""
    settings, batch = config.settings, config.training.batch_size
    numbers = _copies(config) * settings.parameters(vocab_size)
    tokens = batch * settings.context
    maps = _maps(config)
    learned = tokens * (_kept(settings, maps) + LOGITS * vocab_size) + maps
    checked = max(1, CHECKED // settings.context) * settings.context
    checked_numbers = checked * (_passing(settings) + 2 * vocab_size)
    return OURSELVES + NUMBER * round(numbers + max(learned, checked_numbers))


def operations(config: RunConfig, vocab_size: int) -> float:
    """Return how many multiplications and additions a step takes."""
    settings = config.settings
    tokens = config.training.batch_size * settings.context
    return tokens * _operations_per_token(settings, vocab_size)


def attained(model: str, speed: float) -> float:
    """Return the operations per second that `speed` stands for, with attention counted too.

    The speed is measured with the default size, and only its parameters are counted.
    """
    settings = MODELS[model].config()
    counted = OPERATIONS * settings.parameters(CALIBRATED)
    return speed * _operations_per_token(settings, CALIBRATED) / counted


def _operations_per_token(settings: ModelConfig, vocab_size: int) -> float:
    learned = settings.parameters(vocab_size) - settings.ngram_parameters(1)
    attention = 0.0
    if isinstance(settings, GPTConfig):  # two products of T x C, there and twice back
        attention = 2 * OPERATIONS * settings.n_layer * settings.context * settings.n_embd
    return OPERATIONS * learned + attention


def _copies(config: RunConfig) -> int:
    """Return how often all parameters are there at most."""
    remembered = 1 if config.training.optimizer == "muon" else 2
    state = 2 + remembered  # with the weights and the best so far
    return SAVED * state + 2  # gradients, and the model that is checked at the end


def _kept(settings: ModelConfig, maps: int) -> float:
    """Return how many numbers a step keeps for each token, the logits and `maps` left out."""
    if isinstance(settings, GPTConfig):
        width, inside = settings.n_embd, settings.mlp_ratio * settings.n_embd
        # Residuals, norms, queries, keys, values and what was found; the MLP before and after.
        layer = 8 * width + 2 * inside
        if settings.style == "modern":
            layer = (10 if maps else 16) * width + 4 * inside
        if settings.dropout:
            layer += 2 * width
        return settings.n_layer * layer + _passing(settings)
    assert isinstance(settings, CharRNNConfig)
    each = {"tanh": 2, "gru": 7, "lstm": 8}[settings.cell]  # gates, states and their inputs
    layers = settings.n_layer * each * settings.n_hidden
    return layers + 4 * settings.n_embd + 2 * settings.n_hidden


def _passing(settings: ModelConfig) -> float:
    """Return how many numbers for each token are there at once on the way through a layer."""
    if isinstance(settings, GPTConfig):
        width, inside = settings.n_embd, settings.mlp_ratio * settings.n_embd
        return 4 * width + 2 * inside if settings.style == "classic" else 10 * width + 4 * inside
    assert isinstance(settings, CharRNNConfig)
    return 8 * settings.n_hidden + 2 * settings.n_embd


def _maps(config: RunConfig) -> int:
    """Return how many numbers attention's maps have; large ones are not kept.

    Windows that are cut have smaller maps, which may be kept where those of whole ones are not.
    """
    settings = config.settings
    if not isinstance(settings, GPTConfig):
        return 0
    if settings.style == "classic" and settings.dropout:
        return 0  # PyTorch's own attention
    whole = config.training.batch_size * settings.n_head * settings.context**2
    parts = range(1, config.training.split_windows + 1)
    kept = [whole // count for count in parts if whole // count <= LARGEST_MAPS]
    return max(kept, default=0) * (MAPS * settings.n_layer + MAPS_BACK)


def _largest_batch(config: RunConfig, vocab_size: int, free: int) -> int:
    """Return the largest batch that fits into `free` bytes; 0 if none does."""
    fits, too_large = 0, config.training.batch_size
    while too_large - fits > 1:
        batch = (fits + too_large) // 2
        smaller = replace(config, training=replace(config.training, batch_size=batch))
        if memory_needed(smaller, vocab_size) <= free:
            fits = batch
        else:
            too_large = batch
    return fits
