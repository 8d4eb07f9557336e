"""What a view of tokens shows of each token."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QFont, QFontMetricsF

from playground.engine.signs import SPACE
from playground.ui.language import tr
from playground.ui.quantities import share


class Colouring(Enum):
    """What the colours say."""

    NONE = "none"
    DOUBT = "doubt"  # how unsure the model was
    PIECES = "pieces"  # where tokens begin and end


@dataclass(frozen=True)
class Piece:
    """One token as it is shown."""

    text: str  # may be empty: a part of a character whose end comes with a later token
    label: str  # a visible name, such as "␣" or "<E4>"
    probability: float | None = None  # what the model gave it; None: nothing is known
    rank: int | None = None  # 0: the likeliest
    given: bool = False  # written by the person, not by the model
    chosen: bool = False  # put there by the person instead of what the model drew: a fork


def describe(piece: Piece) -> str:
    """Return a sentence about a token in the window's language."""
    if piece.probability is None or piece.rank is None:
        return tr("“{token}”", token=piece.label)
    values = {"token": piece.label, "percent": share(piece.probability)}
    if piece.chosen:
        return tr("“{token}”: {percent}. You chose it here.", **values)
    if piece.rank == 0:
        return tr("“{token}”: {percent}, the likeliest", **values)
    return tr("“{token}”: {percent}, number {rank} of the likeliest", **values, rank=piece.rank + 1)


def lift(label: str, font: QFont) -> float:
    """Return how many pixels higher `label` is painted: fonts draw a space's sign very low.

    Alone in a row or on a tile, it stands in the middle of where small letters stand.
    """
    if label != SPACE:
        return 0.0
    metrics = QFontMetricsF(font)
    return metrics.tightBoundingRect(label).center().y() + metrics.xHeight() / 2
