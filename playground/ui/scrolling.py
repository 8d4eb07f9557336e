"""A page that scrolls where it cannot shrink any further."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(inner: QWidget) -> QScrollArea:
    """Return a scroll area that is filled by `inner` and scrolls up and down only.

    Views inside that take all the room there is must give the least they need as their
    size hint: Qt asks a page with wrapped words for that, not for its minimum.
    """
    page = QScrollArea()
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setWidgetResizable(True)
    page.setWidget(inner)
    return page
