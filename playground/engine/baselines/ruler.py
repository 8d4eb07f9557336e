"""The ruler: what a text costs those who do not learn to read it.

All numbers are in bits per character on the validation text, the last part of the text that
is kept aside (`Corpus.split`), and nothing was fitted to that part:

    uniform      guessing: log2 K
    unigram      how frequent each character is in the training text
    2-gram …     what followed the last 1, 2, 3, 4 characters there (see kneser_ney.py)
    gzip, xz     packed after the training text (see compressors.py)
    floor        the entropy of the text's source, where it is known

As for a model's tokens, the K different characters of the whole text are known beforehand.
One that the training text lacks has a small probability, and the probabilities of all K sum
to one. The first characters are predicted from the end of the training text.

A text of any size must be measured soon and in little memory. Of a large training text only the
end is counted, and the packers, which are slow, are given less still; `Ruler.notes` says so.
The n-grams are measured on all of the validation text, as the models are.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from playground.engine.baselines.compressors import packed_bits
from playground.engine.baselines.family import Family, learn
from playground.engine.baselines.grams import count, with_start
from playground.engine.baselines.simple import uniform
from playground.engine.baselines.symbols import Symbols
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.engine.scan import READING
from playground.errors import TextTooShortToMeasure
from playground.text import mark

LONGEST = 5  # characters in the longest grams
NAMES = ("uniform", "unigram", "2-gram", "3-gram", "4-gram", "5-gram", "gzip", "xz")
MOST_TRAINING = 16 << 20  # characters, the last ones
MOST_PACKED = 4 << 20  # characters of the validation text, the first ones

MEASURING = mark("Measuring how predictable the text is")
COUNTED_PART = mark(
    "The n-grams were counted in the last {part} of the {whole} characters to train on."
)
PRIMED_PART = mark("gzip and xz had read the last {part} of the {whole} characters to train on.")
PACKED_PART = mark("gzip and xz packed the first {part} of the {whole} characters to check on.")


@dataclass(frozen=True)
class Note:
    """Something to know about the numbers; `str(note)` is the English sentence."""

    template: str  # marked for translation
    values: dict[str, str]

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Ruler:
    """Bits per character on the validation text, by name, and how they came about."""

    bits: dict[str, float]  # for each of NAMES
    floor: float | None  # bits per character that no model can pass, where known
    training: int  # characters of the training text
    counted: int  # of these, in how many the n-grams were counted
    primed: int  # of these, how many gzip and xz had read before
    validation: int  # characters of the validation text
    packed: int  # of these, how many gzip and xz were measured on

    def notes(self) -> list[Note]:
        """Return what a reader may not expect: parts instead of the whole."""
        parts = (
            (COUNTED_PART, self.counted, self.training),
            (PRIMED_PART, self.primed, self.training),
            (PACKED_PART, self.packed, self.validation),
        )
        return [
            Note(template, {"part": f"{part:,}", "whole": f"{whole:,}"})
            for template, part, whole in parts
            if part < whole
        ]


def measure(corpus: Corpus, valid_share: float) -> Generator[Progress, None, Ruler]:
    """Measure how predictable the last `valid_share` of a text is.

    Raises:
        TextTooShortToMeasure: No character is kept aside.
        TextError: The text is read again, and has changed or gone.
    """
    kept = corpus.split(valid_share)
    validation = corpus.characters - kept
    if not validation:
        raise TextTooShortToMeasure(
            file=corpus.name,
            have=corpus.characters,
            share=f"{100 * valid_share:g}",
            need=math.ceil(1 / valid_share),
        )
    pieces = corpus.chunks()
    training, beyond = yield from _up_to(kept, pieces)
    symbols = Symbols(corpus.alphabet, LONGEST)
    family = yield from learn(symbols.encode(training), LONGEST, symbols.size)
    meter = _Meter(symbols, family, training[-LONGEST:])
    for piece in chain([beyond], pieces):
        yield Progress(MEASURING, meter.characters, validation)
        meter.add(piece)
    primed, packers = yield from packed_bits(training, meter.head)
    bits = {"uniform": uniform(len(corpus.alphabet)), **meter.bits(), **packers}
    return Ruler(
        bits, corpus.floor, kept, family.counted, primed, validation, packed=len(meter.head)
    )


def _up_to(kept: int, pieces: Iterator[str]) -> Generator[Progress, None, tuple[str, str]]:
    """Return the last characters before `kept`, and those behind it in the same piece."""
    start = max(0, kept - MOST_TRAINING)
    found = []
    position = 0
    while position < kept:
        yield Progress(READING, position, kept)
        piece = next(pieces)
        found.append(piece[max(0, start - position) :])
        position += len(piece)
    text = "".join(found)
    return text[: kept - start], text[kept - start :]


class _Meter:
    """Adds up what the validation text costs the n-gram models, piece by piece."""

    def __init__(self, symbols: Symbols, family: Family, before: str) -> None:
        self.characters = 0
        self.head = ""  # the first characters, for the packers
        self._symbols = symbols
        self._models = family.models
        self._costs = np.zeros(LONGEST)  # in bits
        self._recent = with_start(symbols.encode(before), LONGEST)[1 - LONGEST :]

    def add(self, piece: str) -> None:
        """Measure the next characters."""
        new = self._symbols.encode(piece)
        symbols = np.concatenate([self._recent, new])
        asked = count(symbols, LONGEST, self._symbols.size)
        self._costs += [model.bits(asked.ends(model.order)) for model in self._models]
        self._costs += self._symbols.sharing_bits(new)
        self._recent = symbols[1 - LONGEST :]
        self.characters += len(piece)
        self.head += piece[: max(0, MOST_PACKED - len(self.head))]

    def bits(self) -> dict[str, float]:
        """Return the bits per character of each order."""
        return {
            name: float(cost) / self.characters
            for name, cost in zip(NAMES[1:], self._costs, strict=False)
        }
