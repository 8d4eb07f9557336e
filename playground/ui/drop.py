"""Files dropped anywhere in the window, even on a text field, are opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QWidget

from playground.ui import theme
from playground.ui.language import Translated, tr


class DropTarget(QObject):
    """What becomes of files over a window that `TakesFiles`; `watch` pages when they are built."""

    dropped = Signal(list)  # of Path

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._overlay = Overlay(window)
        window.setAcceptDrops(True)

    def watch(self, page: QWidget) -> None:
        """Take files from the text fields of `page`, which would insert their names.

        All else leaves what is dragged to the window. It is not watched: each event that
        Python hears of costs the training time.
        """
        for child in page.findChildren(QWidget):
            if isinstance(child, QLineEdit):
                child.installEventFilter(self)
            elif isinstance(child, QAbstractScrollArea):
                if isinstance(child, QPlainTextEdit) and not child.isReadOnly():
                    child.viewport().installEventFilter(self)
                else:
                    child.viewport().setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dragged over a text field."""
        return self.take(event)

    def take(self, event: QEvent) -> bool:
        """Handle what is dragged and holds files; leave everything else alone."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            if files(event.mimeData()):
                self._overlay.cover()
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                return True
        elif isinstance(event, QDropEvent):
            self._overlay.hide()
            found = files(event.mimeData())
            if found:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.dropped.emit(found)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._overlay.hide()
        return False


class TakesFiles:
    """Mixin for a window; put it before the Qt class."""

    drops: DropTarget

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Called by Qt."""
        self.drops.take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Called by Qt."""
        self.drops.take(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Called by Qt."""
        self.drops.take(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Called by Qt."""
        self.drops.take(event)


class Overlay(Translated, QWidget):
    """Says that the file may be let go here."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        self.retranslate()
        self.hide()

    def cover(self) -> None:
        """Lie over the whole window."""
        if self.isHidden():
            self.setGeometry(self._window.rect())
            self.raise_()
            self.show()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self._words = tr("Drop texts or exported runs here to open them")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a veil, a dashed frame and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("ground", 0.94))
        inset = theme.px(24)
        frame = QRectF(self.rect().adjusted(inset, inset, -inset, -inset))
        painter.setPen(QPen(theme.colour("accent"), theme.px(2), Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, theme.px(12), theme.px(12))
        painter.setFont(theme.font(20, bold=True))
        painter.setPen(theme.colour("accent_text"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


def files(data: QMimeData | None) -> list[Path]:
    """Return the files and folders in what is dragged or pasted; an empty clipboard is `None`."""
    if data is None:
        return []
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
