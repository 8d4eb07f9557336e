"""Dashed lines across a plot, each with its name and value written on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui import theme

FONT = 12
MOST_COLUMNS = 4  # labels that stand side by side where lines are close


@dataclass(frozen=True)
class Rule:
    """A level that a curve may pass."""

    label: str
    bits: float  # bits per character
    colour: str = "rule"  # name in Colours


@dataclass(frozen=True)
class DrawnRule:
    """A rule in pixels of the plot."""

    y: float
    text: str
    colour: str


def place_labels(heights: Sequence[float], sizes: Sequence[QSizeF], area: QRectF) -> list[QRectF]:
    """Return where the labels of lines stand, so that none covers another.

    Each stands above its line at the right end, else below it, else further to the left.

    Args:
        heights: y of each line, in pixels downwards.
        sizes: Size of each label.
        area: The plot; labels stay inside.

    Returns:
        A box for each line in the order given; an empty one where there is no room.
    """
    placed: dict[int, QRectF] = {}
    for i in sorted(range(len(heights)), key=lambda i: heights[i]):
        placed[i] = _first_free(heights[i], sizes[i], area, list(placed.values()))
    return [placed[i] for i in range(len(heights))]


def _first_free(y: float, size: QSizeF, area: QRectF, taken: list[QRectF]) -> QRectF:
    right = area.right()
    for _ in range(MOST_COLUMNS):
        for top in (y - size.height(), y):
            box = QRectF(right - size.width(), top, size.width(), size.height())
            inside = area.top() <= box.top() and box.bottom() <= area.bottom()
            if inside and not any(box.intersects(other) for other in taken):
                return box
        in_the_way = [other.left() for other in taken if other.top() < y + size.height()]
        right = min((left for left in in_the_way if left < right), default=right) - 12
        if right - size.width() < area.left():
            break
    return QRectF()


def draw_lines(painter: QPainter, rules: Sequence[DrawnRule], area: QRectF) -> None:
    """Draw the dashed lines themselves."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for rule in rules:
        if area.top() <= rule.y <= area.bottom():
            pen = QPen(theme.colour(rule.colour), max(1, theme.px(1)))
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            y = round(rule.y)
            painter.drawLine(QLineF(QPointF(area.left(), y), QPointF(area.right(), y)))


def draw_labels(painter: QPainter, rules: Sequence[DrawnRule], area: QRectF) -> list[QRectF]:
    """Write the names, and return where they stand.

    The ground shines through so little that a curve below does not disturb.
    """
    painter.setFont(theme.font(FONT))
    metrics = QFontMetricsF(painter.font())
    shown = [rule for rule in rules if area.top() <= rule.y <= area.bottom()]
    sizes = [QSizeF(metrics.horizontalAdvance(r.text) + 8, metrics.height() + 3) for r in shown]
    boxes = place_labels([rule.y for rule in shown], sizes, area)
    for rule, box in zip(shown, boxes, strict=True):
        if box.isEmpty():
            continue
        painter.fillRect(box.adjusted(1, 1, -1, -1), theme.colour("surface", 0.8))
        painter.setPen(theme.colour("muted" if rule.colour == "rule" else rule.colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rule.text)
    return [box for box in boxes if not box.isEmpty()]
