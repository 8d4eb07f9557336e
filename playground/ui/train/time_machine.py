"""The time machine: a slider through all samples of a run, which plays them like a film, too."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionSlider, QToolButton, QWidget

from playground.ui import icons, theme
from playground.ui.card import label
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed
from playground.ui.wheel import Slider

FRAME = 450  # milliseconds that each sample stands while the film runs


class Track(Slider):
    """A slider that goes where one clicks."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there, and be dragged from there."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        at, room = round(event.position().x()) - handle // 2, self.width() - handle
        self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room))
        super().mousePressEvent(event)


class TimeMachine(Translated, Themed, QWidget):
    """As wide as there is room: the farther left, the earlier."""

    moved = Signal()  # another sample is wanted, by a person or by the film

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.play = QToolButton()
        self.play.setObjectName("train.film")
        self.caption = label("muted")
        self.track = Track()
        self.track.setObjectName("train.time_machine")
        self.track.setPageStep(1)
        self.caption.setBuddy(self.track)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.play)
        self._row.addWidget(self.caption)
        self._row.addWidget(self.track, 1)
        self._film = QTimer(self)
        self._film.timeout.connect(self._next)
        self.play.clicked.connect(self._start_or_stop)
        self.track.sliderPressed.connect(self.stop)
        self.track.valueChanged.connect(self.moved)
        self.restyle()
        self.retranslate()

    @property
    def at_end(self) -> bool:
        """Whether the newest sample is wanted, and the next one will be."""
        return self.track.value() == self.track.maximum()

    @property
    def plays(self) -> bool:
        """Whether the film runs."""
        return self._film.isActive()

    def set_count(self, count: int, *, follow: bool) -> None:
        """Say how many samples there are; with `follow`, go to the newest without telling."""
        before = self.track.blockSignals(True)
        self.track.setRange(0, max(0, count - 1))
        if follow:
            self.track.setValue(self.track.maximum())
        self.track.blockSignals(before)

    def stop(self) -> None:
        """Stop the film where it is."""
        if self.plays:
            self._film.stop()
            self._show_button()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.caption.setText(tr("time machine"))
        self.track.setAccessibleName(tr("Time machine"))
        self.track.setToolTip(tr("What it wrote at earlier steps"))
        self._show_button()

    def restyle(self) -> None:
        """Take icons and sizes from the theme."""
        self._row.setSpacing(theme.px(8))
        self._show_button()

    def _show_button(self) -> None:
        plays = self.plays
        icons.dress(self.play, "pause" if plays else "play", "accent", 15)
        words = tr("Stop the film") if plays else tr("Play the film: from noise to words")
        self.play.setToolTip(words)
        self.play.setAccessibleName(words)

    def _start_or_stop(self) -> None:
        if self.plays:
            self.stop()
            return
        if self.at_end:
            self.track.setValue(0)
        self._film.start(FRAME)
        self._show_button()

    def _next(self) -> None:
        self.track.setValue(self.track.value() + 1)
        if self.at_end:
            self.stop()
