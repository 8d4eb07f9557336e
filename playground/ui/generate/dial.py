"""A slider with its name and its value, for numbers on any scale."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.ui import theme
from playground.ui.card import label
from playground.ui.wheel import Slider

LINE = 22  # designed pixels: Chinese words are higher than digits, and nothing shall jump


class Dial(QWidget):
    """Chooses one of a row of values; `changed` comes while the slider is dragged."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[float, ...] = (0.0,)
        self._words: Callable[[float], str] = str
        self._short: Callable[[float], str] = str
        self._flat = False
        self.title = label("")
        self.shown = label("value")
        self.slider = Slider()
        self.slider.setObjectName(name)
        self.slider.installEventFilter(self)
        self.title.setBuddy(self.slider)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.set_flat(False)
        self.slider.valueChanged.connect(self._moved)

    @property
    def value(self) -> float:
        """The chosen value."""
        return self._values[min(self.slider.value(), len(self._values) - 1)]

    def set_value(self, value: float) -> None:
        """Choose the value nearest to `value`."""
        distances = [abs(v - value) for v in self._values]
        self.slider.setValue(distances.index(min(distances)))

    def set_values(self, values: Sequence[float], page: int) -> None:
        """Offer other values, in the order of the slider; keep what is chosen, if it is there."""
        chosen = self.value
        self._values = tuple(values)
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(values) - 1)
        self.slider.setPageStep(page)
        self.slider.blockSignals(False)
        self.set_value(chosen)
        self._show()

    def set_flat(self, flat: bool, title: int = 0, value: int = 0) -> None:
        """Put name, slider and value on one line, or the slider below them.

        Args:
            flat: Whether all are on one line.
            title: Width of the name there, in pixels, so that several sliders stand in line.
            value: Width of the value there.
        """
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.shown.setAlignment(right)
        self.title.setMinimumWidth(title if flat else 0)
        self.shown.setMinimumWidth(value if flat else 0)
        self._grid.addWidget(self.title, 0, 0)
        self._grid.addWidget(self.shown, 0, 2)
        if flat:
            self._grid.addWidget(self.slider, 0, 1)
        else:
            self._grid.addWidget(self.slider, 1, 0, 1, 3)
        self._grid.setRowMinimumHeight(0, theme.px(LINE))
        self._flat = flat
        self._show()

    @property
    def name_width(self) -> int:
        """How many pixels the name takes."""
        return self.title.fontMetrics().horizontalAdvance(self.title.text()) + 1

    @property
    def value_width(self) -> int:
        """How many pixels the longest value takes on one line with the slider."""
        measure = self.shown.fontMetrics().horizontalAdvance
        return max(measure(self._short(value)) for value in self._values) + 1

    def set_words(
        self,
        title: str,
        tip: str,
        words: Callable[[float], str],
        short: Callable[[float], str] | None = None,
    ) -> None:
        """Set the name, the tool tip and how a value is written; `short` where room is scarce."""
        self._words, self._short = words, short or words
        self.title.setText(title)
        self.setToolTip(tip)
        self.slider.setAccessibleName(title)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the page unless the slider has the keys."""
        if isinstance(event, QWheelEvent) and not self.slider.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _moved(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        words = self._words(self.value)
        self.shown.setText(self._short(self.value) if self._flat else words)
        self.slider.setAccessibleDescription(words)
