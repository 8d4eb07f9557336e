"""What is found again at the next start: place, tab, text, and the training that ran."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QSize

from playground.services.runs import Run
from playground.text import mark
from playground.ui.figures import percent
from playground.ui.language import tr
from playground.ui.notice import Remedy
from playground.ui.phase import Phase
from playground.ui.settings import plain
from playground.ui.tabs import TABS
from playground.ui.telling import OFFER

if TYPE_CHECKING:
    from playground.ui.window import MainWindow

STOPPED = mark("“{title}” was at {percent} when you quit. It can go on where it stopped.")
BROKEN_OFF = mark("“{title}” was interrupted at {percent}. What was saved by then is safe.")
FRAME = QSize(16, 48)  # what a window manager draws around a window, about


@runtime_checkable
class Keeps(Protocol):
    """A tab with something that is found again at the next start."""

    def keep(self) -> None:
        """Put it on the disk."""


class Session(QObject):
    """Saves and restores one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.studio.settings
        self._offered = False
        # Noted at once, for a program that is killed has no time to.
        window.studio.corpus_changed.connect(self._note_text)
        window.pages.turned.connect(self._note_tab)

    def restore_place(self) -> None:
        """Put the window where it was; before it is shown."""
        window, settings = self._window, self._settings
        geometry = settings.get("window/geometry", b"")
        if geometry:
            window.restoreGeometry(geometry)
        else:
            room = window.screen().availableGeometry().size() - FRAME
            window.resize(window.size().boundedTo(room))
        window.set_sidebar_width(settings.get("window/sidebar_width", window.sidebar_width))
        window.sidebar.setVisible(settings.get("window/sidebar", True))
        tab = settings.get("window/tab", "")
        window.pages.turn_to(tab if tab in TABS else next(iter(TABS)))

    def restore_work(self, *, open_text: bool = True) -> None:
        """Read the runs and, if wanted, open the last text; after the first paint."""
        studio = self._window.studio
        studio.runs_changed.connect(self._offer_to_go_on)
        studio.refresh()
        recent = studio.recent()
        if open_text and recent and self._settings.get("session/text_open", False):
            studio.open_source(recent[0])

    def save(self) -> None:
        """Remember everything; the window closes."""
        window, settings = self._window, self._settings
        settings.set("window/geometry", plain(window.saveGeometry()))
        settings.set("window/sidebar_width", window.presenting.sidebar_width)
        settings.set("window/sidebar", window.presenting.sidebar_wanted)
        for tab in window.pages.tabs.values():
            if isinstance(tab, Keeps):
                tab.keep()
        self._note_tab(window.pages.current)
        self._note_text()
        settings.save()

    def _note_text(self) -> None:
        self._settings.set("session/text_open", self._window.studio.corpus is not None)

    def _note_tab(self, tab: str) -> None:
        self._settings.set("window/tab", tab)

    def _offer_to_go_on(self) -> None:
        """Offer, once, to continue what ran when the window closed or the computer failed."""
        studio = self._window.studio
        if self._offered or not studio.listed:
            return
        self._offered = True
        studio.runs_changed.disconnect(self._offer_to_go_on)
        path = self._settings.get("session/training", "")
        self._settings.set("session/training", "")
        closed = [run for run in studio.runs if str(run.path) == path and run.share_done < 1]
        broken_off = [run for run in studio.runs if run.status == "interrupted"]
        if studio.phase is Phase.IDLE:
            if closed:
                self._offer(closed[0], STOPPED)
            elif broken_off:
                self._offer(broken_off[0], BROKEN_OFF)

    def _offer(self, run: Run, sentence: str) -> None:
        def words() -> str:
            return tr(sentence, title=run.title, percent=percent(run.share_done))

        def go_on() -> None:
            self._window.show_tab("train")
            self._window.studio.go_on(run)

        self._window.notice.say(words, Remedy(lambda: tr("Continue training"), go_on), topic=OFFER)
