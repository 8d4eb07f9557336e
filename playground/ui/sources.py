"""Where a text comes from, so that it can be opened again."""

import json
from dataclasses import dataclass
from pathlib import Path

from playground.services.addresses import address, path_of

MOST = 10  # recent texts that are remembered


@dataclass(frozen=True)
class Source:
    """Files, or a built-in text by its key."""

    files: tuple[Path, ...] = ()
    built_in: str = ""
    encoding: str = ""  # chosen by hand; empty for automatic

    def to_json(self) -> str:
        """Return one line for the settings file."""
        files = [address(file) for file in self.files]
        return json.dumps([files, self.built_in, self.encoding], ensure_ascii=False)


def source_from_json(line: str) -> Source | None:
    """Return what `to_json` wrote; `None` for anything else."""
    try:
        files, built_in, encoding = json.loads(line)
        source = Source(tuple(path_of(file) for file in files), str(built_in), str(encoding))
    except (ValueError, TypeError, RecursionError):
        return None
    return source if source.files or source.built_in else None


def remember(recent: list[Source], source: Source) -> list[Source]:
    """Return `recent` with `source` moved or put to its front."""
    same = (source.files, source.built_in)
    return [source, *(s for s in recent if (s.files, s.built_in) != same)][:MOST]
