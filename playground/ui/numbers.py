"""Large counts in two or three digits, in steps that each language counts in."""

import math
from itertools import pairwise

from playground.text import mark
from playground.ui.language import tr

# A translator gives the steps of the language: Chinese counts in 万 and 亿.
STEPS = mark("1000 k, 1000000 M, 1000000000 G")
SPACE = "\N{NO-BREAK SPACE}"


def compact(number: float) -> str:
    """Return a count in two or three digits: 0.82 M, 31 k, 640."""
    steps = [entry.split() for entry in tr(STEPS).split(",")]
    sizes = [(1.0, "")] + [(float(size), name) for size, name in steps]
    size, name = sizes[0]
    for (smaller, _), (larger, larger_name) in pairwise(sizes):
        # A tenth of the larger step reads better than hundreds of the smaller: 0.82 M.
        if number >= larger / (10 if smaller > 1 else 1):
            size, name = larger, larger_name
    return f"{digits(number / size)}{SPACE}{name}" if name else digits(number)


def digits(number: float) -> str:
    """Return two digits at least, none after the point from 10 on: 0.82, 1.5, 31, 815."""
    if not math.isfinite(number):
        return "–"
    if number == 0:
        return "0"
    places = min(6, max(0, 1 - math.floor(math.log10(abs(number)))))
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
