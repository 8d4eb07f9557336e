"""What gzip and xz make of a text when they have read the training text before.

A packer that has seen "the king" packs the next "the king" into a few bits: it is a language
model too. It is given the training text by packing both texts in one go:

    bits per character = 8 (bytes of pack(training + validation) - bytes of pack(training))
                         / characters of the validation text

These are exactly the bytes that these commands print, header and all, nothing left out:

    cat training validation | gzip -9 | wc -c        cat training | gzip -9 | wc -c
    cat training validation | xz -9e  | wc -c        cat training | xz -9e  | wc -c

gzip looks back 32 kB only, so of a long training text it remembers the last pages; xz looks
back 64 MB, further than any text it is given here. Packing is slow: of a training text over
8 MB, both are given the last 8 MB.

xz is the library lzma, which Python brings along. For gzip the program itself is asked; where there
is none, zlib stands in. It finds the same repetitions, but ends its blocks elsewhere
in very regular texts, which has made up to 2 % of the size.
"""

import lzma
import os
import shutil
import subprocess
import zlib
from collections.abc import Callable, Generator
from typing import Protocol

from playground.engine.events import Progress
from playground.text import mark

PACKING = mark("Packing with gzip and xz")
BLOCK = 1 << 16  # bytes that are packed at a time
MOST_TRAINING = 8 << 20  # bytes
GZIP_FILE = 16 + zlib.MAX_WBITS  # zlib's way to ask for gzip's header
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open one

Size = Generator[int, None, int]  # yields the bytes done so far, returns the size when packed


class Packer(Protocol):
    """Packs a stream of bytes."""

    def compress(self, data: bytes, /) -> bytes:
        """Take in some bytes, give out some."""

    def flush(self) -> bytes:
        """Give out the rest."""


def gzip_size(data: bytes) -> Size:
    """Return how many bytes `gzip -9` makes of `data`."""
    yield 0
    size = _by_program("gzip", data)
    if size is None:
        size = yield from _by_library(
            zlib.compressobj(9, zlib.DEFLATED, GZIP_FILE, memLevel=9), data
        )
    return size


def xz_size(data: bytes) -> Size:
    """Return how many bytes `xz -9e` makes of `data`."""
    packer = lzma.LZMACompressor(lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)
    return (yield from _by_library(packer, data))


PACKERS: dict[str, Callable[[bytes], Size]] = {"gzip": gzip_size, "xz": xz_size}


def packed_bits(
    training: str, validation: str
) -> Generator[Progress, None, tuple[int, dict[str, float]]]:
    """Measure how well each packer does, given the training text.

    Args:
        training: What was read before.
        validation: What is packed; not empty.

    Returns:
        How many of the last characters of the training text were read, and the bits per
        character by the packer's name.
    """
    last = training.encode()[-MOST_TRAINING:].decode(errors="ignore")  # whole characters
    before, both = last.encode(), (last + validation).encode()
    total = len(PACKERS) * (len(before) + len(both))
    done = 0
    bits = {}
    for name, packed in PACKERS.items():
        sizes = []
        for data in (before, both):
            sizes.append((yield from _reported(packed(data), done, total)))
            done += len(data)
        bits[name] = 8 * (sizes[1] - sizes[0]) / len(validation)
    return len(last), bits


def _reported(size: Size, done: int, total: int) -> Generator[Progress, None, int]:
    """Return what `size` returns, and report what it yields."""
    while True:
        try:
            yield Progress(PACKING, done + next(size), total)
        except StopIteration as end:
            result: int = end.value
            return result


def _by_program(name: str, data: bytes) -> int | None:
    """Return how many bytes a program makes of `data`; None where it cannot be asked."""
    program = shutil.which(name)
    if program is None:
        return None
    environment = {key: value for key, value in os.environ.items() if key != "GZIP"}  # options
    try:
        done = subprocess.run(
            [program, "-9"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=NO_WINDOW,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return len(done.stdout)


def _by_library(packer: Packer, data: bytes) -> Size:
    size = 0
    for start in range(0, len(data), BLOCK):
        yield start
        size += len(packer.compress(data[start : start + BLOCK]))
    return size + len(packer.flush())
