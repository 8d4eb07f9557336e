"""The dashed lines of the loss plot: what a model has to pass on a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.engine.baselines import uniform, unigram
from playground.engine.coach import Line
from playground.ui.loss_plot import GUESSING, LETTERS

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus
    from playground.services.record import TextRecord


def lines_of_corpus(corpus: Corpus) -> list[Line]:
    """Return the lines that the counts of a text tell at once."""
    return [
        Line(GUESSING, uniform(len(corpus.alphabet))),
        Line(LETTERS, unigram(corpus.counts)),
    ]


def lines_of_record(record: TextRecord) -> list[Line]:
    """Return the lines that a run remembers of its text."""
    lines = []
    if record.different > 1:
        lines.append(Line(GUESSING, uniform(record.different)))
    if record.letters is not None:
        lines.append(Line(LETTERS, record.letters))
    return lines
