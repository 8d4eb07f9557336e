"""Numbers as people write them: never taken for another number than was meant."""

from __future__ import annotations

import re
import unicodedata

from playground.errors import NotANumber, NotWhole, NumberUnclear
from playground.ui.figures import exact

SIZES = {"": 1.0, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "万": 1e4, "亿": 1e8}
MINUS = "\N{MINUS SIGN}"
_SIZED = re.compile(r"(.*?)\s?(k|K|M|G|万|亿)?", re.DOTALL)
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([ ,'_])\d{3}(\1\d{3})*(\.\d*)?")
_GROUPED_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}((\.\d{3}){2,}|(\.\d{3})+(?=,))(,\d+)?")
_POINT_IS_COMMA = re.compile(r"[+-]?(0,\d+|\d+,\d)(e[+-]?\d+)?", re.IGNORECASE)
_WITH_COMMAS = re.compile(r"[+-]?[\d, ]*\d")
_LIKE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


def read_number(written: str) -> float:
    """Return the number that a person wrote: 10,000 or 10 000, 0.5 or 0,5, 1e-4, １２, 3 万.

    A comma before three digits groups them, as this program writes large numbers itself.

    Raises:
        NumberUnclear: It could be several numbers.
        NotANumber: It is none.
    """
    found = _SIZED.fullmatch(_tidy(written))
    plain, size = (found[1], SIZES[found[2] or ""]) if found else ("", 1.0)
    if _PLAIN.fullmatch(plain):
        pass
    elif _GROUPED.fullmatch(plain):
        plain = re.sub(r"[ ,'_]", "", plain)
    elif _GROUPED_BY_POINTS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif _POINT_IS_COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    elif plain.count(",") == 1 and _WITH_COMMAS.fullmatch(plain):
        raise _unclear(written, plain.replace(" ", ""), ",")
    else:
        raise NotANumber(text=written)
    number = float(plain) * size
    if abs(number) == float("inf"):
        raise NotANumber(text=written)
    return number


def read_whole(written: str) -> int:
    """Return the whole number that a person wrote; see `read_number`.

    Raises:
        NumberUnclear: It could be several numbers, as 10.000 does where there is no part of one.
        NotWhole: It is not whole.
        NotANumber: It is none.
    """
    number = read_number(written)
    plain = _tidy(written)
    if _LIKE_THOUSANDS.fullmatch(plain):
        raise _unclear(written, plain, ".")
    if number % 1:
        raise NotWhole(text=written)
    return int(number)


def _tidy(written: str) -> str:
    """Return `written` in the digits, signs and spaces of this file."""
    plain = unicodedata.normalize("NFKC", written).strip()
    return re.sub(r"\s", " ", plain).replace("’", "'").replace(MINUS, "-")


def _unclear(written: str, plain: str, mark: str) -> NumberUnclear:
    whole, part = float(plain.replace(mark, "")), float(plain.replace(mark, "."))
    return NumberUnclear(text=written, one=exact(whole), other=exact(part))
