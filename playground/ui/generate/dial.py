"""A slider with its name and its value, for numbers on any scale."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.ui.card import label
from playground.ui.wheel import Slider


class Dial(QWidget):
    """Chooses one of a row of values; `changed` comes while the slider is dragged."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[float, ...] = (0.0,)
        self._words: Callable[[float], str] = str
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

    def set_words(self, title: str, tip: str, words: Callable[[float], str]) -> None:
        """Set the name, the tool tip and how a value is written."""
        self._words = words
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
        self.shown.setText(words)
        self.slider.setAccessibleDescription(words)
