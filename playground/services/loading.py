"""From a run folder back to a tokenizer and a model."""

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from playground.engine.models import MODELS
from playground.engine.models.base import LanguageModel
from playground.engine.tokenizers import Tokenizer, load_tokenizer
from playground.engine.tokenizers.loading import LARGEST_FILE
from playground.errors import RunBroken, TokenizerBroken
from playground.files import read_text
from playground.services.checkpoint import Tensors, load_weights
from playground.services.damage import IS_DAMAGED, damage_named
from playground.services.runs import TOKENIZER, WEIGHTS, Run, snapshot_file

FLOAT = 4  # bytes of a weight


def load_tokenizer_of(run: Run) -> Tokenizer:
    """Return the tokenizer of a run.

    Raises:
        RunBroken: Its file is missing, damaged or no file.
        RunUnreadable: The system refuses to read it.
    """
    with damage_named(run.name, TOKENIZER):
        text = read_text(run.path / TOKENIZER, LARGEST_FILE)
    try:
        return load_tokenizer(text)
    except TokenizerBroken as error:
        raise RunBroken(run=run.name, file=TOKENIZER, reason=error.values["reason"]) from error


def load_model(run: Run, tokenizer: Tokenizer, snapshot: int | None = None) -> LanguageModel:
    """Return the best model of a run, or the one of a snapshot's step, ready to write.

    Raises:
        RunWithoutWeights: It has none yet.
        RunBroken: The weights are damaged or belong to another model.
    """
    weights = check_weights(run, tokenizer, snapshot)
    model = MODELS[run.model].build(run.config.settings, tokenizer.vocab_size)
    model.load_state_dict(weights)
    return model.eval()


def check_weights(run: Run, tokenizer: Tokenizer, snapshot: int | None = None) -> Tensors:
    """Return the weights of a run's model, which are of the right names, shapes and kind.

    The shapes are known before any memory is taken for them, whatever the file says.

    Raises:
        RunWithoutWeights: It has none yet.
        RunBroken: The weights are damaged or belong to another model.
    """
    shapes = MODELS[run.model].shapes(run.config.settings, tokenizer.vocab_size)
    weights = load_weights(run, size_of(shapes), snapshot)
    found = {name: tuple(value.shape) for name, value in weights.items()}
    if found != shapes or not all(is_sound(value) for value in weights.values()):
        file = WEIGHTS if snapshot is None else snapshot_file(run.path, snapshot).name
        raise RunBroken(run=run.name, file=file, reason=IS_DAMAGED)
    return weights


def is_sound(weights: Tensor) -> bool:
    """Tell whether weights are of the only kind that is saved, and numbers all of them."""
    return weights.dtype == torch.float32 and bool(weights.isfinite().all())


def size_of(shapes: Mapping[str, tuple[int, ...]]) -> int:
    """Return how many bytes weights of such shapes take."""
    return sum(FLOAT * math.prod(shape) for shape in shapes.values())
