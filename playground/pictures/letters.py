"""Letters for pictures: grey pictures of them, made once by `packaging/draw_letters.py`.

Only ASCII, the middle dot and the dash; any other character becomes a question mark.
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground import paths
from playground.files import read_bytes, read_text
from playground.pictures.canvas import Canvas, Coverage
from playground.pictures.png import from_grey_png

STYLES = ("regular", "bold")
LARGEST = 10_000_000  # bytes of a file


@dataclass(frozen=True)
class Letters:
    """One size and weight of letters."""

    height: int  # pixels from the top of the highest letter to the bottom of the lowest
    ascent: int  # pixels above the line the letters stand on
    advances: dict[str, float]  # pixels from one letter to the next
    glyphs: dict[str, Coverage]  # (height, width), each beginning one pixel left of its place

    def width(self, text: str) -> float:
        """Return how many pixels `text` takes."""
        return sum(self.advances[self._known(character)] for character in text)

    def write(
        self, canvas: Canvas, text: str, x: float, y: float, colour: str, align: float = 0.0
    ) -> None:
        """Write `text` with its foot at y.

        Args:
            canvas: What to write on.
            text: The words.
            x: Where they stand.
            y: The line they stand on.
            colour: Their colour.
            align: 0 puts their left end at x, 0.5 their middle, 1 their right end.
        """
        x -= align * self.width(text)
        for character in map(self._known, text):
            canvas.stamp(self.glyphs[character], round(x) - 1, round(y) - self.ascent, colour)
            x += self.advances[character]

    def _known(self, character: str) -> str:
        return character if character in self.glyphs else "?"


def load_letters() -> dict[str, Letters]:
    """Return the letters of each style that ships with the program."""
    folder = paths.bundled("resources", "letters")
    notes = json.loads(read_text(folder / "letters.json", LARGEST, follow=True))
    png = read_bytes(folder / "letters.png", LARGEST, follow=True)
    strip = from_grey_png(png) / np.float32(255)
    return {style: _cut(notes[style], strip) for style in STYLES}


def _cut(note: dict[str, Any], strip: Coverage) -> Letters:
    top, height = note["top"], note["height"]
    ends = [*note["places"][1:], note["end"]]
    places = zip(note["characters"], note["places"], ends, strict=True)
    glyphs = {name: strip[top : top + height, left:right] for name, left, right in places}
    advances = dict(zip(note["characters"], note["advances"], strict=True))
    return Letters(height, note["ascent"], advances, glyphs)
