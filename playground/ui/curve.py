"""The numbers behind a curve: arrays that double, smoothing and thinning.

Appending costs the same however long the curve is. Drawing costs as much as the plot is
wide: of a long curve the extremes of blocks of points are read, not the points.
N: points, C: columns of pixels.
"""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

_FIRST_ROOM = 1024
BLOCK = 32  # points whose extremes are kept
WIDE = 8  # blocks in a column of pixels, from which on they stand for the points


class Column:
    """Numbers that are appended one by one; the array doubles when it is full."""

    def __init__(self) -> None:
        self._room: Numbers = np.empty(_FIRST_ROOM)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def append(self, value: float) -> None:
        """Add a number at the end."""
        if self._size == len(self._room):
            self._room = np.concatenate((self._room, np.empty(self._size)))
        self._room[self._size] = value
        self._size += 1

    def cut(self, size: int) -> None:
        """Keep the first `size` numbers."""
        self._size = min(size, self._size)

    @property
    def values(self) -> Numbers:
        """The numbers (N,), a view that the next `append` may leave behind."""
        return self._room[: self._size]

    @property
    def last(self) -> float:
        """The number that was appended last."""
        return float(self._room[self._size - 1])


class PeakColumn(Column):
    """A column that knows the extremes of long stretches of it without reading them.

    Source: the mipmap of computer graphics, here of minima and maxima; Williams, "Pyramidal
    Parametrics", 1983.
    """

    def __init__(self) -> None:
        super().__init__()
        self._least = Column()  # of each whole block
        self._largest = Column()

    def append(self, value: float) -> None:
        """Add a number at the end."""
        super().append(value)
        if not len(self) % BLOCK:
            block = self.values[-BLOCK:]
            self._least.append(np.fmin.reduce(block))
            self._largest.append(np.fmax.reduce(block))

    def cut(self, size: int) -> None:
        """Keep the first `size` numbers."""
        super().cut(size)
        self._least.cut(len(self) // BLOCK)
        self._largest.cut(len(self) // BLOCK)

    def extremes(self, starts: Places, stop: int) -> tuple[Places, Numbers]:
        """Return what the function `extremes` does, in a time that hardly grows with the column.

        A stretch of `WIDE` blocks or more takes its first and its last block whole: a peak may
        show up in the column of pixels beside it, too, if it is nearer to it than 1 / WIDE of
        the width. None gets lost.
        """
        ends = np.append(starts[1:], stop)
        wide = ends - starts >= WIDE * BLOCK
        if not wide.any():
            return extremes(self.values, starts, stop)
        values = np.empty((len(starts), 2))
        values[wide] = self._of_blocks(starts[wide] // BLOCK, -(-ends[wide] // BLOCK))
        if not wide.all():
            pairs = zip(starts[~wide], ends[~wide], strict=True)
            parts = [self.values[start:end] for start, end in pairs]
            firsts = np.cumsum([0, *map(len, parts)])
            _, found = extremes(np.concatenate(parts), firsts[:-1], int(firsts[-1]))
            values[~wide] = found.reshape(-1, 2)
        return np.repeat(np.arange(len(starts)), 2), values.ravel()

    def _of_blocks(self, firsts: Places, stops: Places) -> Numbers:
        """Return the extremes (C, 2) of the blocks from each of `firsts` up to before `stops`."""
        tail = self.values[len(self._least) * BLOCK :]  # not a whole block yet
        ranges = np.stack((firsts, stops), axis=1).ravel()
        found = np.empty((len(firsts), 2))
        for side, blocks, extreme in ((0, self._least, np.fmin), (1, self._largest, np.fmax)):
            last = extreme.reduce(tail, initial=np.nan)
            known = np.concatenate((blocks.values, [last, np.nan]))  # `stops` may lie behind
            found[:, side] = extreme.reduceat(known, ranges)[::2]
        return found


class SmoothColumn(PeakColumn):
    """A column that knows the mean of any stretch of it at once.

    Sums are kept relative to the first number and leave out what is not finite, so that
    neither rounding nor a single NaN spoils the rest.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sums = Column()  # (N + 1,) sums of everything before
        self._sums.append(0.0)
        self._known = 0.0  # last finite number, stands in for those that are not
        self._origin = 0.0

    def append(self, value: float) -> None:
        """Add a number at the end."""
        if math.isfinite(value):
            if not len(self):
                self._origin = value
            self._known = value
        super().append(value)
        self._sums.append(self._sums.last + self._known - self._origin)

    def cut(self, size: int) -> None:
        """Keep the first `size` numbers."""
        super().cut(size)
        self._sums.cut(len(self) + 1)

    def smoothed(self, places: Places, share: float) -> Numbers:
        """Return the mean around each of `places` (C,), indices of points, as (C,).

        Around point i lie `share` * i points, half of them before it: so a curve of a hundred
        steps is smoothed as much as one of a million, and its steep beginning stays steep.
        At the end there is nothing ahead: the mean of the last points is taken.
        """
        half = (places * share / 2).astype(np.intp)
        first = places - half
        last = np.minimum(places + half, len(self) - 1)
        sums = self._sums.values
        means: Numbers = (sums[last + 1] - sums[first]) / (last - first + 1) + self._origin
        return means


def visible(x: Numbers, low: float, high: float) -> tuple[int, int]:
    """Return the range of indices to draw for the ascending `x` (N,) between `low` and `high`.

    One point outside on either side belongs to it, so that the line runs to the edge.
    """
    first = int(np.searchsorted(x, low, side="left")) - 1
    stop = int(np.searchsorted(x, high, side="right")) + 1
    return max(0, first), min(len(x), stop)


def columns(x: Numbers, first: int, stop: int, edges: Numbers) -> Places:
    """Return where in ascending `x` (N,) the columns of pixels begin: ascending indices (C,).

    Args:
        x: Place of each point on the axis.
        first: First index that is drawn.
        stop: Index after the last one that is drawn.
        edges: Left edges of the columns, on the scale of `x`.

    Returns:
        Indices from `first` on, each at least one larger than the one before.
    """
    if stop - first <= len(edges):
        return np.arange(first, stop)
    starts = first + np.searchsorted(x[first:stop], edges, side="left")
    starts = np.concatenate(([first], starts))
    return np.unique(starts[starts < stop])


def extremes(y: Numbers, starts: Places, stop: int) -> tuple[Places, Numbers]:
    """Return a thin line that looks like all of `y` from `starts[0]` to `stop`.

    Of every column its smallest and its largest value are kept, as peaks are what one looks for.

    Returns:
        Indices of columns, 0 … C - 1, each twice (2 C,), and the values (2 C,).
    """
    part = y[:stop]
    values = np.empty(2 * len(starts))
    values[0::2] = np.fmin.reduceat(part, starts)
    values[1::2] = np.fmax.reduceat(part, starts)
    return np.repeat(np.arange(len(starts)), 2), values
