"""A page that fills its place, and scrolls only where it cannot shrink any further."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Page(QScrollArea):
    """Shows one widget as wide as the page, and as high as it is, or as it must be.

    Qt's own `widgetResizable` asks wrapped text for the height it would like, and scrolls
    although everything could be seen.
    """

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = inner
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is inside."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when what is inside has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        layout = self._inner.layout()
        if layout is None:
            return
        width, height = self.viewport().width(), self.viewport().height()
        least = layout.minimumSize().height()
        if layout.hasHeightForWidth():
            least = layout.minimumHeightForWidth(width)
        self._inner.resize(width, max(height, least))
