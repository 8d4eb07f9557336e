"""What the window has to say: toasts that float over the page and push nothing away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from playground.ui import theme
from playground.ui.language import tr
from playground.ui.theme import Themed
from playground.ui.toast import Remedy, Toast, Words

__all__ = ["Notice", "Remedy", "Words"]

MOST = 3  # toasts at once
WIDTH = 420  # designed pixels
GAP = 14  # to the edges of the page
TICK = 250  # milliseconds
TYPED = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class Notice(Themed, QWidget):
    """The toasts, the newest one nearest to the corner; never over Start or what is typed."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.toasts: list[Toast] = []
        nothing = Remedy(lambda: tr("Close the notice"), self.close_notice)
        self._nothing = Toast(lambda: "", (nothing,), problem=False, topic="")
        self._nothing.setParent(self)
        self._nothing.hide()
        self._nothing.acts[0].hide()
        self._focus_before: QWidget | None = None
        self._clock = QTimer(self, interval=TICK)
        self._clock.timeout.connect(self._tick)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()
        self.restyle()

    def say(self, words: Words, *remedies: Remedy, problem: bool = False, topic: str = "") -> None:
        """Show a sentence; information leaves by itself, a problem stays until it is closed.

        Args:
            words: The sentence.
            remedies: Buttons, each for one thing to do about it.
            problem: Whether something went wrong.
            topic: What it is about: it takes the place of information about the same, and
                `settle` takes it away.
        """
        for old in list(self.toasts):
            if old.words() == words() or (topic and old.topic == topic and not old.is_problem):
                self._remove(old)
        toast = Toast(words, remedies, problem=problem, topic=topic)
        toast.closed.connect(lambda: self._close(toast))
        self.toasts.append(toast)
        self._box.addWidget(toast)
        while len(self.toasts) > MOST:
            self._remove(next((t for t in self.toasts[:-1] if not t.is_problem), self.toasts[0]))
        toast.show()
        self.show()
        self._clock.start()
        self.place()
        self._announce(toast)

    def settle(self, *topics: str) -> None:
        """Take away what was said about matters that are settled now."""
        for toast in [t for t in self.toasts if t.topic in topics]:
            self._close(toast)

    def close_notice(self) -> None:
        """Take the newest toast away."""
        if self.toasts:
            self._close(self.toasts[-1])

    def pass_time(self, milliseconds: int) -> None:
        """Let what has been read go."""
        for toast in list(self.toasts):
            toast.pass_time(milliseconds)

    def take_focus(self) -> None:
        """Put the focus on the newest toast; closing it gives the focus back."""
        if self.toasts:
            toast = self.toasts[-1]
            focus = QApplication.focusWidget()
            if focus is None or not self.isAncestorOf(focus):
                self._focus_before = focus
            [*toast.acts, toast.dismiss][0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The newest one

    @property
    def _newest(self) -> Toast:
        return self.toasts[-1] if self.toasts else self._nothing

    @property
    def is_problem(self) -> bool:
        """Tell whether it speaks of something that went wrong."""
        return self._newest.is_problem

    @property
    def sentence(self) -> QLabel:
        """What it says."""
        return self._newest.sentence

    @property
    def act(self) -> QPushButton:
        """Its first button; a hidden one if it has none."""
        return self._newest.acts[0] if self._newest.acts else self._nothing.acts[0]

    @property
    def dismiss(self) -> QToolButton:
        """The button that closes it."""
        return self._newest.dismiss

    # Qt

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._box.setSpacing(theme.px(8))

    def refit(self) -> None:
        """Find a place again, now that everything has another size."""
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.toasts:
            self.close_notice()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QEvent) -> None:
        """Follow the page from now on."""
        page = self.parentWidget()
        if page is not None:
            page.installEventFilter(self)

    def hideEvent(self, event: QEvent) -> None:
        """Hear of nothing more: each event that Python hears of costs the training time."""
        page = self.parentWidget()
        if page is not None:
            page.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the page."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    # Inside

    def place(self) -> None:
        """Stand in the first corner where nothing is hidden that is needed now."""
        page = self.parentWidget()
        if page is None or not self.toasts:
            return
        gap = theme.px(GAP)
        area = page.rect().adjusted(gap, gap, -gap, -gap)
        width = min(theme.px(WIDTH), area.width())
        height = max(self._box.heightForWidth(width), self._box.minimumSize().height())
        corners = places(area, width, min(height, area.height()))
        needed = self._needed(page)
        if self.geometry() in corners and not hidden(self.geometry(), needed):
            return
        best = min(corners, key=lambda corner: hidden(corner, needed))  # the first of equals
        self.setGeometry(best)
        self.raise_()

    def _needed(self, page: QWidget) -> list[QRect]:
        """Return where the large buttons are, and what is being typed into."""
        focus = QApplication.focusWidget()
        typed = [focus] if isinstance(focus, TYPED) and page.isAncestorOf(focus) else []
        large = [
            button
            for button in page.findChildren(QPushButton)
            if button.property("role") == "primary" and button.isVisible()
        ]
        return [QRect(each.mapTo(page, QPoint()), each.size()) for each in (*typed, *large)]

    def _tick(self) -> None:
        if self.window().isActiveWindow():
            self.pass_time(TICK)
        self.place()

    def _announce(self, toast: Toast) -> None:
        event = QAccessibleAnnouncementEvent(self, toast.words())
        if toast.is_problem:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _close(self, toast: Toast) -> None:
        if toast in self.toasts:
            self._remove(toast)
            self.place()
            self.closed.emit()

    def _remove(self, toast: Toast) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and toast.isAncestorOf(focus)
        self.toasts.remove(toast)
        self._box.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        if not self.toasts:
            self._clock.stop()
            self.hide()
        before = self._focus_before
        if had_focus and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)


def places(area: QRect, width: int, height: int) -> list[QRect]:
    """Return where a box may stand in an area: below first, then above, from the right."""
    across = (area.right() + 1 - width, area.left(), area.left() + (area.width() - width) // 2)
    down = (area.bottom() + 1 - height, area.top(), area.top() + (area.height() - height) // 2)
    return [QRect(x, y, width, height) for y in down for x in across]


def hidden(box: QRect, needed: list[QRect]) -> int:
    """Return how many pixels of what is needed a box would hide."""
    covered = [box.intersected(each) for each in needed]
    return sum(each.width() * each.height() for each in covered if not each.isEmpty())
