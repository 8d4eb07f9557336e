"""Numbers as people write and read them."""

import math
import re
import unicodedata
from itertools import pairwise

from playground.text import mark
from playground.ui.language import tr

# A translator gives the steps of the language: Chinese counts in 万 and 亿.
STEPS = mark("1000 k, 1000000 M, 1000000000 G")
SPACE = "\N{NO-BREAK SPACE}"


def read_number(written: str) -> float:
    """Return the number that a person wrote: 10,000 or 10 000, 1.5 or 1,5, 1e-4, １２.

    A comma before three digits groups them, as this program writes large numbers itself; any
    other single comma is a point, as in half of the world. With both, the last one is the point.

    Raises:
        ValueError: It is no number, or could be several.
    """
    plain = re.sub(r"[\s'’_]", "", unicodedata.normalize("NFKC", written))
    if "," in plain and "." in plain:
        whole, point, rest = plain.rpartition(max(",.", key=plain.rindex))
        mark = "," if point == "." else "."
        if not _is_grouped(whole, mark, least=1) or not rest.isdigit():
            raise ValueError(written)
        plain = f"{whole.replace(mark, '')}.{rest}"
    elif _is_grouped(plain, ",", least=1) or _is_grouped(plain, ".", least=2):
        plain = re.sub(r"[,.]", "", plain)
    number = float(plain.replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(written)
    return number


def _is_grouped(plain: str, mark: str, least: int) -> bool:
    """Tell whether `mark` stands before each three digits, `least` times; 0,001 is not grouped."""
    groups = rf"[+-]?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}}){{{least},}}"
    return re.fullmatch(groups, plain) is not None


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
