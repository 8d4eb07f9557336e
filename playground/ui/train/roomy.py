"""How large text may be written so that all of it is seen: small rooms, small letters."""

import math
from collections.abc import Callable, Sequence

SIZES = (22, 20, 18, 16, 14)  # designed pixels, the largest first; the last one may need scrolling
Measure = Callable[[str, int], float]  # the width of a line of text in a size
WRAPPED = 0.93  # of the width is used on average by lines that break between words


def lines_of(text: str, width: float, size: int, measure: Measure) -> int:
    """Return about how many lines a text takes in a width, in a size."""
    room = max(1.0, WRAPPED * width)
    return sum(max(1, math.ceil(measure(line, size) / room)) for line in text.split("\n"))


def largest(
    texts: Sequence[str],
    width: float,
    height: float,
    measure: Measure,
    spacing: Callable[[int], float],
) -> int:
    """Return the largest of `SIZES` in which each of `texts` has room.

    Args:
        texts: What is to be seen, one at a time.
        width: Of the room.
        height: Of the room.
        measure: The width of a line of text in a size.
        spacing: The height of a line in a size.
    """
    for size in SIZES[:-1]:
        most = int(height / spacing(size))
        if all(lines_of(text, width, size, measure) <= most for text in texts):
            return size
    return SIZES[-1]
