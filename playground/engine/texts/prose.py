"""The prose that ships with the program."""

from collections.abc import Callable

from playground.paths import bundled


def prose(name: str) -> Callable[[int, int], str]:
    """Return a reader of `resources/texts/<name>.txt`."""

    def read(size: int, seed: int) -> str:
        """Return the first `size` characters, or all for 0; prose needs no seed."""
        text = bundled("resources", "texts", f"{name}.txt").read_text(encoding="utf-8")
        return text[:size] if size else text

    return read
