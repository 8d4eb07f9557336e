"""Painting shapes in the window and in pictures."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from playground.pictures.shapes import Box, Dot, Path, Shape, Words, pieces
from playground.ui import theme


def paint(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Paint shapes from the lowest to the topmost."""
    for shape in shapes:
        match shape:
            case Path():
                _paint_path(painter, shape)
            case Dot():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
                edge = QPen(QColor(shape.edge), shape.width) if shape.edge else Qt.PenStyle.NoPen
                painter.setPen(edge)
                painter.setBrush(QColor(shape.fill))
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
            case Box():
                box = QRectF(shape.left, shape.top, shape.width, shape.height)
                painter.fillRect(box, _colour(shape.fill, shape.opacity))
            case Words():
                _paint_words(painter, shape)


def font_of(words: Words) -> QFont:
    """Return the font that words are painted in."""
    return font(words.size, bold=words.bold)


def font(size: float, *, bold: bool = False) -> QFont:
    """Return the window's font, `size` in pixels."""
    made = theme.font(12, bold=bold)
    made.setPixelSize(max(1, round(size)))
    return made


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in pixels."""
    return QFontMetricsF(font(size, bold=bold)).horizontalAdvance(text)


def foot(middle: float, size: float) -> float:
    """Return the line that words stand on whose middle is at `middle`."""
    return middle + 0.36 * size  # half of the height of a capital or a digit


def _paint_path(painter: QPainter, path: Path) -> None:
    pen = QPen(_colour(path.colour, path.opacity), path.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if path.dash else Qt.PenCapStyle.RoundCap)
    if path.dash:
        pen.setDashPattern([length / path.width for length in path.dash])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for piece in pieces(path.points):
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in piece.tolist()]))


def _paint_words(painter: QPainter, words: Words) -> None:
    painter.setPen(QColor(words.colour))
    painter.setFont(font_of(words))
    advance = QFontMetricsF(painter.font()).horizontalAdvance(words.text)
    left = words.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor] * advance
    painter.drawText(QPointF(left, words.y), words.text)


def _colour(name: str, opacity: float) -> QColor:
    colour = QColor(name)
    colour.setAlphaF(opacity)
    return colour
