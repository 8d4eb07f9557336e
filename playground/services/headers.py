"""The header of a safetensors file, read without torch."""

import json
from pathlib import Path

from playground.files import reading
from playground.services.damage import DAMAGE

LONGEST = 10_000_000  # bytes of the names and shapes at the beginning of a file


def notes_in(path: Path) -> dict[str, str]:
    """Return the notes in the header of a file; none if it is missing or damaged."""
    try:
        with reading(path) as file:
            size = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(size, LONGEST)))
        return dict(header.get("__metadata__") or {})
    except (OSError, *DAMAGE):
        return {}
