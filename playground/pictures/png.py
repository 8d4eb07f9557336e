"""PNG files: writing any, reading those that were written here.

Source: PNG specification, https://www.w3.org/TR/png-3/
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB = 0, 2  # colour types

# H: height, W: width


def to_png(pixels: NDArray[np.uint8]) -> bytes:
    """Return the PNG file of `pixels`, (H, W) grey or (H, W, 3) red, green and blue."""
    height, width = pixels.shape[:2]
    kind = GREY if pixels.ndim == 2 else RGB
    rows = pixels.reshape(height, -1)
    unfiltered = np.zeros((height, 1), np.uint8)  # each row says: nothing was subtracted
    data = zlib.compress(np.hstack((unfiltered, rows)).tobytes(), 9)
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def from_grey_png(data: bytes) -> NDArray[np.uint8]:
    """Return the pixels (H, W) of a grey picture that `to_png` made."""
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT") + 4
    size = struct.unpack(">I", data[start - 8 : start - 4])[0]
    rows = np.frombuffer(zlib.decompress(data[start : start + size]), np.uint8)
    return rows.reshape(height, width + 1)[:, 1:]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
