"""Which encoding a file is written in, guessed from a sample of its bytes.

A byte order mark decides; then UTF-8, which hardly any other text fits by chance; then
the encoding whose text is the least surprising. A guess may prove wrong further on in a
large file: then the next guess is made where the last one failed.
"""

import codecs
from collections.abc import Collection
from io import IncrementalNewlineDecoder

import numpy as np
from charset_normalizer import from_bytes

from playground.engine.census import CONTROLS
from playground.engine.mixed import (
    AND,
    MixedDecoder,
    is_worth_telling_apart,
    mixed_with,
    strange_parts,
)
from playground.engine.surprise import surprise
from playground.errors import EncodingUnknown

SAMPLE = 1 << 16  # bytes that a guess looks at
AUTOMATIC = ("", "auto", "automatic", "mixed")  # what a person may say to have it guessed
NO_PARTS = ("utf-8", "utf-16-le", "utf-16-be")  # of a mixture, beside UTF-8
DAMAGED = " (damaged)"  # what does not fit is read as U+FFFD

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")  # ASCII has NUL bytes in them
# What is tried, with a handicap in bits: rarer encodings must fit better. GB18030 contains
# GBK and GB2312; a text for Chinese has hardly any kana, though they are in the encoding.
CANDIDATES: dict[str, float] = {
    "utf-8": 0.0,
    "gb18030": 0.0,
    "big5": 2.0,
    "shift_jis": 2.0,
    "euc_jp": 3.0,
    "euc_kr": 3.0,
    "cp1252": 0.0,
    "cp1251": 1.0,
    "cp1250": 3.0,
    "cp1253": 3.0,
    "cp1254": 4.0,
    "cp1255": 5.0,
    "cp1256": 5.0,
    "tis-620": 5.0,
    "koi8-u": 4.0,
    "iso8859-2": 4.0,
    "iso8859-15": 4.0,
    "cp866": 5.0,
    "iso8859-7": 6.0,
    "iso8859-5": 7.0,
    "mac_roman": 8.0,
    "cp850": 8.0,
    "utf-16-le": 10.0,
    "utf-16-be": 12.0,
    "cp437": 12.0,
    "cp852": 12.0,
}
MIXTURE = 6.0  # bits: a text in one encoding is more likely than one in two
CHINESE = ("gb18030", "big5")
KANA_IN_CHINESE = 6.0  # bits
RELATIVES = {  # larger versions of an encoding, tried where it fails
    "big5": ("cp950", "big5hkscs"),
    "shift_jis": ("cp932",),
    "euc_kr": ("cp949",),
    "cp1252": ("latin-1",),
}
CONTROL_SHARE = 0.01  # more control characters than this are no text
WRITING = 9.0  # bits per character; more is hardly writing in an encoding tried here


class NoText(Exception):
    """The sample is not text in any encoding."""

    def __init__(self, share: float) -> None:
        self.share = share  # of bytes that cannot stand in a text
        super().__init__(share)


def chosen_encoding(name: str | None) -> str | None:
    """Return Python's name of the encoding that a person chose; None to guess.

    Raises:
        EncodingUnknown: Python knows no such text encoding.
    """
    if name is None or name.lower() in AUTOMATIC:
        return None
    plain = name.lower().removesuffix(DAMAGED)
    if plain.startswith(AND):
        legacy = chosen_encoding(plain.removeprefix(AND))
        return None if legacy is None else mixed_with(legacy) + _damage(name)
    try:
        known = codecs.lookup(plain)
        "a".encode(plain)  # raises for codecs that turn text into text, such as rot13
        if known.incrementaldecoder is None or known.name in PECULIAR:
            raise LookupError(plain)
    except (LookupError, ValueError, UnicodeError):
        raise EncodingUnknown(encoding=name) from None
    return known.name + _damage(name)


def _damage(name: str) -> str:
    return DAMAGED if name.lower().endswith(DAMAGED) else ""


PECULIAR = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")


def decoder(encoding: str) -> IncrementalNewlineDecoder:
    r"""Return a decoder for a file that is read in blocks; it turns \r\n and \r into \n."""
    errors = "replace" if encoding.endswith(DAMAGED) else "strict"
    name = encoding.removesuffix(DAMAGED)
    if name.startswith(AND):
        mixed = MixedDecoder(name.removeprefix(AND), errors)
        return IncrementalNewlineDecoder(mixed, translate=True)
    plain = codecs.getincrementaldecoder(name)(errors)
    return IncrementalNewlineDecoder(plain, translate=True)


def marked_encoding(head: bytes) -> str | None:
    """Return the encoding that the byte order mark at the beginning of a file names."""
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)


def guess_encoding(sample: bytes, ends: bool, tried: Collection[str] = ()) -> str:
    """Return the encoding that suits `sample` best.

    Args:
        sample: Bytes of the file; a byte order mark is passed over.
        ends: Whether the file ends with the sample, so that it cannot end in mid-character.
        tried: Encodings that are known to fail elsewhere in the file.

    Returns:
        A name for `decoder` that is not in `tried`.

    Raises:
        NoText: No encoding makes text of it.
    """
    sample = sample[len(next((mark for mark, _ in MARKS if sample.startswith(mark)), b"")) :]
    share = control_share(sample)
    if share > CONTROL_SHARE:
        return _wide_encoding(sample, ends, tried, share)
    if b"\x1b$" in sample and "iso2022_jp" not in tried and _fits(sample, "iso2022_jp", ends):
        return "iso2022_jp"
    if "utf-8" not in tried and _fits(sample, "utf-8", ends):
        return "utf-8"
    best, bits = _least_surprising(sample, ends, CANDIDATES)
    mixture = _mixture(sample, ends, tried, bits)
    if mixture:
        return mixture
    if bits > WRITING * len(sample):
        stranger = from_bytes(sample[: SAMPLE // 4]).best()
        if stranger is not None and stranger.encoding not in CANDIDATES:
            best, _ = _least_surprising(sample, ends, {best: 0.0, stranger.encoding: 0.0})
    for name in (best, *RELATIVES.get(best, ())):
        if name not in tried and _fits(sample, name, ends):
            return name
    return best + DAMAGED


def _mixture(sample: bytes, ends: bool, tried: Collection[str], bits: float) -> str | None:
    """Return UTF-8 and the encoding that suits the rest, if that is less surprising than `bits`."""
    if not ends:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    strange = strange_parts(sample)
    if not strange:
        return None
    candidates = {name: bias for name, bias in CANDIDATES.items() if name not in NO_PARTS}
    legacy, _ = _least_surprising(strange, True, candidates)
    if not is_worth_telling_apart(sample, strange, legacy):
        return None
    text = MixedDecoder(legacy, "replace").decode(sample, True)
    if surprise(text) + CANDIDATES[legacy] + MIXTURE >= bits:
        return None
    for name in (legacy, *RELATIVES.get(legacy, ())):
        mixture = mixed_with(name)
        if mixture not in tried and _fits(sample, mixture, True):
            return mixture
    return mixed_with(legacy) + DAMAGED


def control_share(sample: bytes) -> float:
    """Return the share of bytes that no text in a one-byte encoding or UTF-8 has."""
    counts = np.bincount(np.frombuffer(sample, dtype=np.uint8), minlength=256)
    return float(counts[CONTROLS].sum()) / max(1, len(sample))


def _wide_encoding(sample: bytes, ends: bool, tried: Collection[str], share: float) -> str:
    """Return the encoding of a text with NUL bytes, or refuse it."""
    best, bits = _least_surprising(sample, ends, dict.fromkeys(WIDE, 0.0))
    characters = len(sample) / (4 if best.startswith("utf-32") else 2)
    if bits > WRITING * 1.5 * characters + 20:
        raise NoText(share)
    return best if best not in tried and _fits(sample, best, ends) else best + DAMAGED


def _least_surprising(sample: bytes, ends: bool, candidates: dict[str, float]) -> tuple[str, float]:
    priced = {}
    for name, handicap in candidates.items():
        text = codecs.getincrementaldecoder(name)("replace").decode(sample, ends)
        kana = KANA_IN_CHINESE if name in CHINESE else 0.0
        priced[name] = surprise(text, kana) + handicap
    best = min(priced, key=lambda name: priced[name])
    return best, priced[best]


def _fits(sample: bytes, encoding: str, ends: bool) -> bool:
    try:
        decoder(encoding).decode(sample, ends)
    except UnicodeError:
        return False
    return True
