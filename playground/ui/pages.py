"""The tabs: a bar and a stack of pages, each built when it is first needed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from playground.ui import theme
from playground.ui.language import Translated, tr
from playground.ui.studio import Studio
from playground.ui.tabs import TABS
from playground.ui.theme import Themed


class TabStrip(QTabBar):
    """Tabs as wide as their words in bold, so that nothing moves when another one is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone: nobody means to go to another tab by it."""
        event.ignore()

    def tabSizeHint(self, number: int) -> QSize:
        """Return the size of a tab; its padding and margin stand in the style sheet."""
        words = QFontMetrics(theme.font(14, bold=True)).horizontalAdvance(self.tabText(number))
        return QSize(words + theme.px(2 * (4 + 12)), super().tabSizeHint(number).height())


class Pages(Translated, Themed, QWidget):
    """All tabs; building one takes tens of milliseconds, so the window is painted before."""

    built = Signal(object)  # the new tab
    turned = Signal(str)  # key in TABS

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.tabs: dict[str, QWidget] = {}
        self.bar = TabStrip()
        self.bar.setObjectName("window.tabs")
        self.stack = QStackedWidget()
        self._keys = list(TABS)
        self._stale: set[str] = set()  # hidden while the theme changed
        for spec in TABS.values():
            self.bar.addTab(tr(spec.title))
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.stack.addWidget(holder)
        self._top = QHBoxLayout()
        self._top.addWidget(self.bar)
        self._top.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._top)
        box.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._turn)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.bar.setAccessibleName(tr("Pages"))
        for number, spec in enumerate(TABS.values()):
            self.bar.setTabText(number, tr(spec.title))
            self.bar.setTabToolTip(number, f"Ctrl+{number + 1}")

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._stale = set(self.tabs) - {self.current}
        self._top.setContentsMargins(theme.px(8), 0, theme.px(8), 0)

    @property
    def current(self) -> str:
        """Key of the tab that is seen."""
        return self._keys[self.bar.currentIndex()]

    def show_tab(self, key: str) -> QWidget:
        """Show a tab, a key in TABS; return it. One with a focus proxy takes the keys."""
        tab = self.build(key)
        self.bar.setCurrentIndex(self._keys.index(key))
        if tab.focusProxy() is not None:
            tab.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return tab

    def turn_to(self, key: str) -> None:
        """Turn to a tab without building it: that is for after the first paint."""
        before = self.bar.blockSignals(True)
        self.bar.setCurrentIndex(self._keys.index(key))
        self.bar.blockSignals(before)
        self.stack.setCurrentIndex(self._keys.index(key))

    def build(self, key: str) -> QWidget:
        """Return a tab, new if it is not there yet."""
        if key not in self.tabs:
            tab = self.tabs[key] = TABS[key].build(self._studio)
            holder = self.stack.widget(self._keys.index(key))
            holder.layout().addWidget(tab)  # type: ignore[union-attr]  # it has one, see above
            self.built.emit(tab)
        return self.tabs[key]

    def _turn(self, number: int) -> None:
        self.build(self._keys[number])
        self.stack.setCurrentIndex(number)
        if self.current in self._stale:
            self._stale.discard(self.current)
            theme.refit(self.stack.widget(number))
        self.turned.emit(self._keys[number])
