"""How good a run is now, as everything that tells it tells it: the plot, the coach, the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from playground.engine.events import Evaluated, Finished


@dataclass(frozen=True)
class Score:
    """A measurement of one model; losses in nats per token."""

    check: int  # index of the evaluation of this model
    train_loss: float
    valid_loss: float
    valid_bpc: float  # bits per character


def score(
    evaluations: Sequence[Evaluated], finished: Finished | None = None, *, over: bool = False
) -> Score | None:
    """Return the score of a run; None before its first check.

    While it goes on that is the last check. Once it is over it belongs to the best model, as
    that is the one that is kept: its check, or what was measured on the whole validation text.
    """
    if not evaluations:
        return None
    last = len(evaluations) - 1
    if finished is None and not over:
        now = evaluations[last]
        return Score(last, now.train_loss, now.valid_loss, now.valid_bpc)
    best = min(range(len(evaluations)), key=lambda i: evaluations[i].valid_loss)
    if finished is not None:
        same = (i for i, event in enumerate(evaluations) if event.step == finished.best_step)
        best = next(same, best)
    told = evaluations[best] if finished is None else finished
    return Score(best, evaluations[best].train_loss, told.valid_loss, told.valid_bpc)
