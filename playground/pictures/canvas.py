"""A canvas of pixels with smooth lines: how much of a pixel is covered is computed, not sampled.

H: height, W: width in pixels; x from the left, y from the top.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Coverage = NDArray[np.float32]  # (H, W), 0 to 1
Point = tuple[float, float]


class Canvas:
    """Pixels that can be painted on."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        self.width, self.height = width, height
        self._pixels = np.empty((height, width, 3), np.float32)
        self._pixels[:] = rgb(colour)

    def pixels(self) -> NDArray[np.uint8]:
        """Return the picture, (H, W, 3)."""
        pixels: NDArray[np.uint8] = np.clip(self._pixels + 0.5, 0, 255).astype(np.uint8)
        return pixels

    def paint(self, coverage: Coverage, colour: str, opacity: float = 1.0) -> None:
        """Lay a colour over the canvas where `coverage` says."""
        share = (opacity * coverage)[:, :, None]  # (H, W, 1)
        self._pixels += share * (np.array(rgb(colour), np.float32) - self._pixels)

    def stamp(self, glyph: Coverage, x: int, y: int, colour: str) -> None:
        """Lay a small piece of coverage over the canvas, its upper left corner at x, y."""
        left, top = max(0, x), max(0, y)
        right = min(self.width, x + glyph.shape[1])
        bottom = min(self.height, y + glyph.shape[0])
        if left >= right or top >= bottom:
            return
        share = glyph[top - y : bottom - y, left - x : right - x, None]
        part = self._pixels[top:bottom, left:right]
        part += share * (np.array(rgb(colour), np.float32) - part)

    def line(
        self, points: Sequence[Point], colour: str, width: float, opacity: float = 1.0
    ) -> None:
        """Draw a line through `points` with round ends and corners."""
        coverage = np.zeros((self.height, self.width), np.float32)
        for start, end in pairwise(points):
            self._segment(coverage, start, end, width / 2)
        self.paint(coverage, colour, opacity)

    def dots(self, points: Sequence[Point], colour: str, radius: float) -> None:
        """Draw a filled circle around each point."""
        coverage = np.zeros((self.height, self.width), np.float32)
        for point in points:
            self._segment(coverage, point, point, radius)
        self.paint(coverage, colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str,
            radius: float = 0.0) -> None:  # fmt: skip
        """Fill a rectangle with round corners."""
        y, x = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32) + 0.5
        outside_x = np.maximum(np.maximum(left + radius - x, x - right + radius), 0)
        outside_y = np.maximum(np.maximum(top + radius - y, y - bottom + radius), 0)
        distance = np.hypot(outside_x, outside_y) - radius
        inside = np.maximum(np.maximum(left - x, x - right), np.maximum(top - y, y - bottom))
        edge = distance if radius else inside
        self.paint(np.clip(0.5 - edge, 0, 1), colour)

    def _segment(self, coverage: Coverage, start: Point, end: Point, radius: float) -> None:
        """Raise `coverage` to that of a thick line between two points, where it is."""
        reach = radius + 1
        left = max(0, int(min(start[0], end[0]) - reach))
        right = min(self.width, int(max(start[0], end[0]) + reach) + 2)
        top = max(0, int(min(start[1], end[1]) - reach))
        bottom = min(self.height, int(max(start[1], end[1]) + reach) + 2)
        if left >= right or top >= bottom:
            return
        y, x = np.mgrid[top:bottom, left:right].astype(np.float32) + 0.5
        dx, dy = end[0] - start[0], end[1] - start[1]
        length = dx * dx + dy * dy
        along = ((x - start[0]) * dx + (y - start[1]) * dy) / length if length else 0 * x
        along = np.clip(along, 0, 1)
        distance = np.hypot(x - start[0] - along * dx, y - start[1] - along * dy)
        part = coverage[top:bottom, left:right]
        np.maximum(part, np.clip(radius + 0.5 - distance, 0, 1), out=part)


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour such as "#2F6FDE"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
