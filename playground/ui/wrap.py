"""A row with something at its left and at its right end, which wraps where it is too narrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrapRow(QLayout):
    """Widgets from the left, and widgets that end at the right edge.

    Where they do not fit beside each other those of the right begin new lines, at the left.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._at_right: set[QWidget] = set()
        self._heights: dict[int, int] = {}  # by width, until something changes
        self.setContentsMargins(0, 0, 0, 0)

    def add_left(self, widget: QWidget) -> None:
        """Put a widget behind those at the left."""
        self.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget behind those at the right."""
        self._at_right.add(widget)
        self.addWidget(widget)

    # Called by Qt

    def addItem(self, item: QLayoutItem) -> None:
        """Take over an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Never grow by itself."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was computed: a widget has changed (called by Qt)."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        height = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, height)

    def minimumSize(self) -> QSize:
        """Return the size of the widest widget."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    # Inside

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        left = [item for item in self._shown() if item.widget() not in self._at_right]
        right = [item for item in self._shown() if item.widget() in self._at_right]
        together = self._width(left) + self._width(right) + self.spacing()
        if together <= rect.width():
            height = max((item.sizeHint().height() for item in (*left, *right)), default=0)
            if move:
                self._place(left, rect.left(), rect.top(), height)
                self._place(right, rect.right() + 1 - self._width(right), rect.top(), height)
            return height
        top = rect.top()
        for line in (*self._lines(left, rect.width()), *self._lines(right, rect.width())):
            height = max(item.sizeHint().height() for item in line)
            if move:
                self._place(line, rect.left(), top, height)
            top += height + self.spacing() // 2
        return top - rect.top() - self.spacing() // 2

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in items:
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _width(self, items: list[QLayoutItem]) -> int:
        widths = [item.sizeHint().width() for item in items]
        return sum(widths) + self.spacing() * max(0, len(items) - 1)

    def _place(self, items: list[QLayoutItem], x: int, top: int, height: int) -> None:
        for item in items:
            size = item.sizeHint()
            y = top + (height - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
