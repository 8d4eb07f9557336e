"""Titles of new runs: in the window's language, and no two alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from playground.engine.config import RunConfig
from playground.engine.tokenizers import TOKENIZERS
from playground.services.titles import default_title
from playground.ui.language import tr
from playground.ui.numbers import compact
from playground.ui.run_words import DOT, model_words, names_model

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus
    from playground.services.runs import Run

USUAL_TOKENS = "char"  # need no mention


def new_title(corpus: Corpus, config: RunConfig, runs: Iterable[Run]) -> str:
    """Return a title that tells a new run from those that are there: what is different about it.

    Text and model, then the tokens if they are not the usual ones, then the size if a run with
    the same title has another one, then a number.
    """
    built_in = corpus.source.startswith("text:")
    text = tr(corpus.name) if built_in else default_title(corpus)
    parts = [text, model_words(config)]
    spec = TOKENIZERS[config.text.tokenizer]
    if spec.key != USUAL_TOKENS:
        parts.append(tr(spec.title))
    title = DOT.join(parts)
    alike = [run for run in runs if run.title == title or run.title.startswith(f"{title} ")]
    size = config.settings.parameters(0)
    if alike and not any(run.config.settings.parameters(0) == size for run in alike):
        count = config.settings.parameters(spec.size(corpus, config.text))
        title = DOT.join([title, compact(count)])
    return _numbered(title, {run.title for run in alike})


def with_model(title: str, config: RunConfig) -> str:
    """Return a title with the model's name, unless it holds it already."""
    model = model_words(config)
    if not title or names_model(title, config):
        return title or model
    return tr("{title} · {model}", title=title, model=model)


def shortened(title: str, metrics: QFontMetrics, width: int) -> str:
    """Return a title that is no wider than `width`; what tells it from others is kept longest."""
    right = Qt.TextElideMode.ElideRight
    text, dot, rest = title.partition(DOT)
    room = width - metrics.horizontalAdvance(dot + rest)
    if metrics.horizontalAdvance(title) > width and dot and room > metrics.horizontalAdvance("M…"):
        return metrics.elidedText(text, right, room) + dot + rest
    return metrics.elidedText(title, right, width)


def _numbered(title: str, taken: set[str]) -> str:
    number, free = 1, title
    while free in taken:
        number += 1
        free = tr("{title} ({number})", title=title, number=number)
    return free
