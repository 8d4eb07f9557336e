"""The dashed lines of the loss plot: what a model has to pass on a text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playground.engine.baselines.simple import uniform, unigram
from playground.engine.coach import Line
from playground.engine.config import TextConfig
from playground.services.rulers import load, place
from playground.text import mark
from playground.ui.loss_plot import GUESSING, LETTERS

if TYPE_CHECKING:
    from playground.engine.baselines import Ruler
    from playground.engine.corpus import Corpus
    from playground.services.record import TextRecord

GRAMS = {"3-gram": mark("3-grams"), "5-gram": mark("5-grams")}


def lines_of_corpus(corpus: Corpus, ruler: Ruler | None) -> list[Line]:
    """Return the lines that the counts of a text tell at once, and those that were measured."""
    known = [
        Line(GUESSING, uniform(len(corpus.alphabet))),
        Line(LETTERS, unigram(corpus.counts)),
    ]
    return known + _measured(ruler)


def lines_of_record(record: TextRecord, cache: Path) -> list[Line]:
    """Return the lines that a run remembers of its text, and those in `cache`."""
    lines = []
    if record.different > 1:
        lines.append(Line(GUESSING, uniform(record.different)))
    if record.letters is not None:
        lines.append(Line(LETTERS, record.letters))
    return lines + _measured(load(place(record.sha256, TextConfig().valid_share, cache)))


def _measured(ruler: Ruler | None) -> list[Line]:
    if ruler is None:
        return []
    return [Line(label, ruler.bits[name]) for name, label in GRAMS.items()]
