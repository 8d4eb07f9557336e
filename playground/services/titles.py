"""What a run is called if nobody names it. This file needs no torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus


def default_title(corpus: Corpus) -> str:
    """Return the name of a text without its ending."""
    return corpus.files[0].stem if len(corpus.files) == 1 else corpus.name
