"""What texts are called, and which of the built-in ones come first."""

from PySide6.QtCore import QLocale

from playground.engine.texts import TEXTS
from playground.ui.language import tr
from playground.ui.sources import Source


def source_words(source: Source) -> str:
    """Return what a recent text is called."""
    if source.built_in:
        spec = TEXTS.get(source.built_in)
        return tr(spec.title) if spec is not None else source.built_in
    first, *others = source.files
    if not others:
        return first.name
    return tr("{file} and {count} more", file=first.name, count=len(others))


def built_in_texts() -> list[str]:
    """Return the keys of TEXTS, those in the window's language first."""
    language = QLocale().name().split("_")[0]
    return sorted(TEXTS, key=lambda key: TEXTS[key].language != language)
