"""Presenter mode in the window: what is not needed is folded away, and comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QSplitter, QWidget
from shiboken6 import isValid

from playground.ui import theme

if TYPE_CHECKING:
    from playground.ui.window import MainWindow


Kind = TypeVar("Kind", bound=QWidget)
Noted = TypeVar("Noted")


@runtime_checkable
class Presents(Protocol):
    """A tab with a layout for the projector; the same value twice changes nothing."""

    def present(self, on: bool) -> None:
        """Show what a class looks at, or everything again."""


class Presenting(QObject):
    """Folds the runs, tells the tabs, and puts everything back to the pixel afterwards."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._on = False
        self._sidebar = True
        self._sidebar_width = 0.0
        self._splitters: dict[QSplitter, list[int]] = {}
        self._places: dict[QAbstractScrollArea, tuple[int, int]] = {}
        window.appearance.presenter_changes.connect(self._note)
        window.appearance.changed.connect(self._follow)
        window.pages.built.connect(self._tell)
        window.pages.turned.connect(self._put_back)

    @property
    def sidebar_wanted(self) -> bool:
        """Whether the runs are seen outside presenter mode."""
        return self._sidebar if self._on else not self._window.sidebar.isHidden()

    @property
    def sidebar_width(self) -> float:
        """How wide they are outside presenter mode, in designed pixels."""
        return self._sidebar_width if self._on else self._window.sidebar_width

    def _note(self) -> None:
        """Remember how everything stands; it is about to become large."""
        if self._on:
            return
        window = self._window
        self._sidebar, self._sidebar_width = self.sidebar_wanted, self.sidebar_width
        self._splitters = {
            each: each.sizes() for each in window.findChildren(QSplitter) if _was_seen(each)
        }
        self._places = {
            area: (area.horizontalScrollBar().value(), area.verticalScrollBar().value())
            for area in window.findChildren(QAbstractScrollArea)
            if _was_seen(area)
        }

    def _follow(self) -> None:
        on = self._window.appearance.presenter
        if on == self._on:
            return
        self._on = on
        for tab in self._window.pages.tabs.values():
            self._tell(tab)
        if on:
            self._window.sidebar.hide()
        else:
            self._window.sidebar.setVisible(self._sidebar)
            self._window.set_sidebar_width(self._sidebar_width)
        theme.refit()
        if not on:
            self._put_back()

    def _tell(self, tab: QWidget) -> None:
        if isinstance(tab, Presents):
            tab.present(self._on)

    def _put_back(self) -> None:
        """Bring what is seen back to where it stood; what is not seen waits for its turn."""
        if self._on:
            return
        for splitter in _seen(self._splitters):
            splitter.setSizes(self._splitters.pop(splitter))
        theme.settle()
        for area in _seen(self._places):
            across, down = self._places.pop(area)
            area.horizontalScrollBar().setValue(across)
            area.verticalScrollBar().setValue(down)


def _seen(noted: dict[Kind, Noted]) -> list[Kind]:
    """Return those that are seen, and forget those that are gone."""
    for gone in [each for each in noted if not isValid(each)]:
        del noted[gone]
    return [each for each in noted if each.isVisible()]


def _was_seen(widget: QWidget) -> bool:
    """Tell whether a widget has ever been given its size, and so has anything to bring back."""
    return not widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)
