"""The prose that ships with the program, in `resources/texts/*.txt`."""

from playground.paths import bundled


def read_prose(name: str, size: int, seed: int) -> str:
    """Return the first `size` characters of a text, or all for 0; prose needs no `seed`."""
    text = bundled("resources", "texts", f"{name}.txt").read_text(encoding="utf-8")
    return text[:size] if size else text
