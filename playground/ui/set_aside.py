"""What could not be used at the start and was set aside: a sentence for each."""

from __future__ import annotations

from pathlib import Path

from playground import paths
from playground.log import is_refused
from playground.ui.language import tr
from playground.ui.parts import damaged_parts

SHOWN = 5  # names of damaged parts


def what_was_set_aside(settings: Path | None) -> list[str]:
    """Return what a person should know.

    Args:
        settings: Where the settings are that could not be read, if that was so.
    """
    sentences = []
    if settings is not None:
        sentences.append(
            tr(
                "The settings could not be read and were set aside as “{file}”; the program "
                "begins with the usual ones.",
                file=settings.name,
            )
        )
    parts = damaged_parts()
    if parts:
        names = ", ".join(parts[:SHOWN]) + ("…" if len(parts) > SHOWN else "")
        sentences.append(
            tr(
                "Parts of the program are missing or damaged ({names}). It works without them; "
                "install it again to have them back.",
                names=names,
            )
        )
    if is_refused():
        sentences.append(
            tr(
                "The log cannot be written to “{folder}”. The program works all the same; only "
                "reports of its own mistakes are not kept.",
                folder=paths.logs(),
            )
        )
    return sentences
