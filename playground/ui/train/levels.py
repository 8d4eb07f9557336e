"""The dashed lines of the loss plot: what a model has to pass on a text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playground.engine.baselines.simple import uniform, unigram
from playground.engine.lines import Line
from playground.services.rulers import load, place
from playground.text import mark
from playground.ui.loss_plot import GUESSING, LETTERS

if TYPE_CHECKING:
    from playground.engine.baselines import Ruler
    from playground.engine.corpus import Corpus
    from playground.services.record import TextRecord

GRAMS = {"3-gram": mark("3-grams"), "5-gram": mark("5-grams")}
PACKERS = {"gzip": mark("packed by gzip"), "xz": mark("packed by xz")}


def lines_of_corpus(corpus: Corpus, ruler: Ruler | None) -> list[Line]:
    """Return the lines that the counts of a text tell at once, and those that were measured."""
    return _lines(len(corpus.alphabet), unigram(corpus.counts), ruler)


def lines_of_record(record: TextRecord, valid_share: float, cache: Path) -> list[Line]:
    """Return the lines that a run remembers of its text, and those in `cache`.

    Args:
        record: The run's text.
        valid_share: How much of it the run is checked on.
        cache: Where rulers are kept.
    """
    ruler = load(place(record.sha256, valid_share, cache))
    return _lines(record.different, record.letters, ruler)


def _lines(different: int, letters: float | None, ruler: Ruler | None) -> list[Line]:
    """Return the lines, highest first as far as is known beforehand.

    Args:
        different: Characters in the alphabet of the text, 0 if it is not known.
        letters: What the letter counts of the whole text cost, until it is measured.
        ruler: What was measured on the validation text, as the models are. Of the packers the
            better one is drawn.
    """
    lines = [Line(GUESSING, uniform(different))] if different > 1 else []
    if ruler is not None:
        letters = ruler.bits["unigram"]
    if letters is not None:
        lines.append(Line(LETTERS, letters))
    if ruler is not None:
        best = min(PACKERS, key=lambda name: ruler.bits[name])
        lines += [Line(label, ruler.bits[name]) for name, label in GRAMS.items()]
        lines.append(Line(PACKERS[best], ruler.bits[best]))
    return lines
