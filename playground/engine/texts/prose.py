"""The prose that ships with the program, in `resources/texts/*.txt`."""

from playground.engine.texts.bundle import read_bundled


def read_prose(name: str, size: int, seed: int) -> str:
    """Return the first `size` characters of a text, or all for 0; prose needs no `seed`."""
    text = read_bundled(f"{name}.txt")
    return text[:size] if size else text
