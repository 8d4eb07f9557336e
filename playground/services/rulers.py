"""Rulers that were measured once are kept: the same text has the same ruler."""

import json
from collections.abc import Generator
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from playground.engine.baselines import NAMES, Ruler, measure
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.errors import WorkspaceError
from playground.files import read_bytes
from playground.services import values
from playground.services.disk import write_whole

FORMAT = 1  # raised when the same text would give other numbers
FOLDER = "rulers"
LARGEST = 1 << 16  # bytes of a file
COUNTS = ("training", "counted", "primed", "validation", "packed")


def ruler_of(
    corpus: Corpus, valid_share: float, cache: Path | None
) -> Generator[Progress, None, Ruler]:
    """Return the ruler of a text; it is measured if that was not done before.

    A cache that cannot be read or written costs time, and nothing else.

    Args:
        corpus: The text.
        valid_share: Its last part, on which is measured.
        cache: The folder of what can be computed again; None to measure anyway.

    Raises:
        TextTooShortToMeasure: No character is kept aside.
        TextError: The text is read again, and has changed or gone.
    """
    if cache is None:
        return (yield from measure(corpus, valid_share))
    known = known_ruler(corpus, valid_share, cache)
    if known is not None:
        return known
    ruler = yield from measure(corpus, valid_share)
    with suppress(WorkspaceError, OSError):
        save(place(corpus.sha256, valid_share, cache), ruler)
    return ruler


def known_ruler(corpus: Corpus, valid_share: float, cache: Path) -> Ruler | None:
    """Return the ruler of a text if it was measured before."""
    known = load(place(corpus.sha256, valid_share, cache))
    return replace(known, floor=corpus.floor) if known is not None else None


def place(sha256: str, valid_share: float, cache: Path) -> Path:
    """Return where the ruler of a text is kept, or would be."""
    return cache / FOLDER / f"{sha256}-{valid_share!r}.json"


def load(path: Path) -> Ruler | None:
    """Return the ruler in a file; None if there is none, or it is damaged, or of another format.

    The floor belongs to where a text comes from, and is not in the file.
    """
    try:
        data = json.loads(read_bytes(path, LARGEST))
        return _ruler(data) if data["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save(path: Path, ruler: Ruler) -> None:
    """Write a ruler to a file.

    Raises:
        WorkspaceError: The disk refuses.
    """
    numbers = {key: value for key, value in asdict(ruler).items() if key != "floor"}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps({"format": FORMAT, **numbers}).encode())


def _ruler(data: dict[str, Any]) -> Ruler:
    """Return the ruler in `data`.

    Raises:
        ValueError, KeyError, TypeError: It is none.
    """
    bits = {name: values.number(data["bits"][name]) for name in NAMES}
    counts = {name: values.whole(data[name]) for name in COUNTS}
    return Ruler(bits, None, **counts)
