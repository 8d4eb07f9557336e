"""From a run folder back to a tokenizer and a model."""

from playground.engine.models import MODELS
from playground.engine.models.base import LanguageModel
from playground.engine.tokenizers import Tokenizer, load_tokenizer
from playground.errors import RunBroken, TokenizerBroken
from playground.services.checkpoint import load_weights
from playground.services.record import IS_DAMAGED, IS_MISSING
from playground.services.runs import TOKENIZER, WEIGHTS, Run, snapshot_file


def load_tokenizer_of(run: Run) -> Tokenizer:
    """Return the tokenizer of a run.

    Raises:
        RunBroken: Its file is missing or damaged.
    """
    try:
        return load_tokenizer((run.path / TOKENIZER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunBroken(run=run.name, file=TOKENIZER, reason=IS_MISSING) from None
    except (OSError, UnicodeError) as error:
        raise RunBroken(run=run.name, file=TOKENIZER, reason=IS_DAMAGED) from error
    except TokenizerBroken as error:
        raise RunBroken(run=run.name, file=TOKENIZER, reason=error.values["reason"]) from error


def load_model(run: Run, tokenizer: Tokenizer, snapshot: int | None = None) -> LanguageModel:
    """Return the best model of a run, or the one of a snapshot's step, ready to write.

    Raises:
        RunWithoutWeights: It has none yet.
        RunBroken: The weights are damaged or belong to another model.
    """
    weights = load_weights(run, snapshot)
    model = MODELS[run.model].build(run.config.settings, tokenizer.vocab_size)
    try:
        model.load_state_dict(weights)
    except RuntimeError as error:  # a name or a shape differs
        file = WEIGHTS if snapshot is None else snapshot_file(run.path, snapshot).name
        raise RunBroken(run=run.name, file=file, reason=IS_DAMAGED) from error
    return model.eval()
