"""What a drawing is made of, in pixels: x from the left, y from the top.

The window paints these shapes, and so do the files that it saves: what is seen is what is kept.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # (N, 2)


@dataclass(frozen=True, eq=False)
class Path:
    """A line through points; one that is no number leaves a gap."""

    points: Points
    colour: str
    width: float = 1.0
    opacity: float = 1.0
    dash: tuple[float, float] | None = None  # pixels of line and of gap


@dataclass(frozen=True)
class Dot:
    """A disc, with a line around it."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = ""  # its colour
    width: float = 0.0


@dataclass(frozen=True)
class Box:
    """A rectangle without a line."""

    left: float
    top: float
    width: float
    height: float
    fill: str
    opacity: float = 1.0


@dataclass(frozen=True)
class Words:
    """A line of text that stands on y."""

    x: float
    y: float
    text: str
    colour: str
    size: float  # pixels
    anchor: str = "start"  # what x is of the text: "start", "middle" or "end"
    bold: bool = False


Shape = Path | Dot | Box | Words


@dataclass(frozen=True)
class Drawing:
    """Shapes from the lowest to the topmost on a sheet."""

    width: float
    height: float
    title: str
    shapes: tuple[Shape, ...]
    families: tuple[str, ...] = ()  # fonts, the best first


def line(*corners: tuple[float, float]) -> Points:
    """Return a few points as an array."""
    return np.array(corners, np.float64)


def moved(shape: Shape, x: float, y: float) -> Shape:
    """Return a shape further to the right and further down."""
    match shape:
        case Path():
            return replace(shape, points=shape.points + line((x, y)))
        case Box():
            return replace(shape, left=shape.left + x, top=shape.top + y)
        case Dot() | Words():
            return replace(shape, x=shape.x + x, y=shape.y + y)


def pieces(points: Points) -> list[Points]:
    """Return the stretches (N, 2) of two points or more between those that are no numbers."""
    known = np.isfinite(points).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False]))))
    return [points[first:end] for first, end in edges.reshape(-1, 2) if end - first > 1]


def clipped(points: Points, left: float, top: float, right: float, bottom: float) -> Points:
    """Return what of a line (N, 2) lies inside a rectangle; a gap stands where it leaves it.

    Source: Liang and Barsky 1984, "A New Concept and Method for Line Clipping".
    """
    found: list[tuple[float, float]] = []
    for piece in pieces(points):
        for (x0, y0), (x1, y1) in zip(piece[:-1].tolist(), piece[1:].tolist(), strict=True):
            dx, dy = x1 - x0, y1 - y0
            begin, end = 0.0, 1.0
            for change, room in (
                (-dx, x0 - left),
                (dx, right - x0),
                (-dy, y0 - top),
                (dy, bottom - y0),
            ):
                if change < 0:
                    begin = max(begin, room / change)
                elif change > 0:
                    end = min(end, room / change)
                elif room < 0:
                    begin, end = 1.0, 0.0
            if begin > end:
                continue
            start = (x0 + begin * dx, y0 + begin * dy)
            if not found or found[-1] != start:
                found += [(np.nan, np.nan), start]
            found.append((x0 + end * dx, y0 + end * dy))
    return np.array(found[1:], np.float64).reshape(-1, 2)
