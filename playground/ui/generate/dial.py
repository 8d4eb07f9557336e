"""A slider with its name and its value, for numbers on any scale.

A click goes where it points, the value can be typed, and a double click brings the usual one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolTip, QWidget

from playground.errors import PlaygroundError
from playground.ui import theme
from playground.ui.card import label
from playground.ui.language import explain, tr
from playground.ui.plain import tip
from playground.ui.reading_numbers import read_number, read_whole
from playground.ui.wheel import Slider

LINE = 22  # designed pixels: Chinese words are higher than digits, and nothing shall jump


@dataclass(frozen=True)
class Scale:
    """The numbers that a dial can stand on."""

    stops: tuple[float, ...]  # in the order of the slider
    page: int  # stops that Page Up goes over
    usual: float
    low: float
    high: float
    whole: bool = False  # only whole numbers
    end: float | None = None  # the last stop, if it stands for “off” and all beyond `high`

    def nearest(self, value: float) -> int:
        """Return the number of the stop that is nearest to a value."""
        distances = [abs(stop - value) for stop in self.stops]
        return distances.index(min(distances))

    def within(self, value: float) -> float:
        """Return the value, or the nearest that there is."""
        if self.end is not None and (value == self.end or value > self.high):
            return self.end
        return min(self.high, max(self.low, value))


class Value(QLineEdit):
    """The value beside its name: looks like a word until it is clicked, and can be typed."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "value")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the Tab key stops at the slider
        self._words = ""
        self.returnPressed.connect(self._commit)

    def show_words(self, words: str) -> None:
        """Show the value; what is just being typed stays."""
        self._words = words
        if not self.hasFocus():
            self._put_back()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with everything marked, so that a digit takes its place."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed."""
        super().focusOutEvent(event)
        self._commit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave everything marked after the first click."""
        super().mouseReleaseEvent(event)
        if not self.isModified() and not self.hasSelectedText():
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Forget what was typed on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._put_back()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _commit(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.typed.emit(self.text())
        self._put_back()

    def _put_back(self) -> None:
        self.setText(self._words)
        self.setCursorPosition(0)


class Dial(QWidget):
    """Chooses a number; `changed` comes while the slider is dragged."""

    changed = Signal()

    def __init__(self, name: str, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = scale
        self._value = scale.usual
        self._words: Callable[[float], str] = str
        self._short: Callable[[float], str] = str
        self._flat = False
        self.title = label("")
        self.shown = Value()
        self.shown.setObjectName(f"{name}.value")
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
        self.set_scale(scale)
        self.slider.valueChanged.connect(self._moved)
        self.shown.typed.connect(self._typed)

    @property
    def value(self) -> float:
        """The chosen value, which may lie between two stops of the slider."""
        return self._value

    def set_value(self, value: float) -> None:
        """Choose a value, or the nearest that there is."""
        value = self.scale.within(value)
        is_other = value != self._value
        self._value = value
        self.slider.blockSignals(True)
        self.slider.setValue(self.scale.nearest(value))
        self.slider.blockSignals(False)
        self._show()
        if is_other:
            self.changed.emit()

    def set_scale(self, scale: Scale) -> None:
        """Offer other values; keep what is chosen, if it is there."""
        self.scale = scale
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(scale.stops) - 1)
        self.slider.setPageStep(scale.page)
        self.slider.blockSignals(False)
        self.set_value(self._value)

    def reset(self) -> None:
        """Go back to the usual value."""
        self.set_value(self.scale.usual)

    def set_flat(self, flat: bool, title: int = 0, value: int = 0) -> None:
        """Put name, slider and value on one line, or the slider below them.

        Args:
            flat: Whether all are on one line.
            title: Width of the name there, in pixels, so that several sliders stand in line.
            value: Width of the value there.
        """
        self._flat = flat
        self._grid.setColumnMinimumWidth(0, title if flat else 0)  # a label would not shrink again
        self.shown.setFixedWidth(value if flat and value else self.value_width(flat=flat))
        self._grid.addWidget(self.title, 0, 0)
        self._grid.addWidget(self.shown, 0, 2)
        if flat:
            self._grid.addWidget(self.slider, 0, 1)
        else:
            self._grid.addWidget(self.slider, 1, 0, 1, 3)
        self._grid.setRowMinimumHeight(0, theme.px(LINE))
        self._show()

    @property
    def name_width(self) -> int:
        """How many pixels the name takes."""
        return self.title.fontMetrics().horizontalAdvance(self.title.text()) + 1

    def value_width(self, *, flat: bool) -> int:
        """Return how many pixels the longest value takes."""
        measure = QFontMetrics(theme.font(14, bold=True)).horizontalAdvance
        words = self._short if flat else self._words
        return max(measure(words(value)) for value in self.scale.stops) + theme.px(8)

    def set_words(
        self,
        title: str,
        help: str,
        words: Callable[[float], str],
        short: Callable[[float], str] | None = None,
    ) -> None:
        """Set the name, the tool tip and how a value is written; `short` where room is scarce."""
        self._words, self._short = words, short or words
        self.title.setText(title)
        how = tr("Double-click for {value}; click the number to type another.",
                 value=words(self.scale.usual))  # fmt: skip
        self.setToolTip(tip(f"{help}\n{how}"))
        self.slider.setAccessibleName(title)
        self.shown.setAccessibleName(title)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the page unless the slider has the keys; take a double click."""
        if isinstance(event, QWheelEvent) and not self.slider.hasFocus():
            event.ignore()
            return True
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.reset()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._type(event)
        return super().eventFilter(watched, event)

    def _type(self, event: QKeyEvent) -> bool:
        """Begin to type the value when a digit is pressed on the slider, as in a table."""
        if not event.text().isdigit() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.shown.setFocus()
        self.shown.clear()
        self.shown.insert(event.text())
        self.shown.setModified(True)
        return True

    def _moved(self) -> None:
        value = self.scale.stops[self.slider.value()]
        if value != self._value:
            self._value = value
            self._show()
            self.changed.emit()

    def _typed(self, text: str) -> None:
        """Take a number, or the words for “off”; leave anything else."""
        off = self.scale.end
        if off is not None and text.strip().casefold() == self._words(off).casefold():
            self.set_value(off)
            return
        try:
            self.set_value(read_whole(text) if self.scale.whole else read_number(text))
        except PlaygroundError as error:
            place = self.shown.mapToGlobal(self.shown.rect().bottomLeft())
            QToolTip.showText(place, tip(explain(error)), self.shown)

    def _show(self) -> None:
        words = self._words(self.value)
        self.shown.show_words(self._short(self.value) if self._flat else words)
        self.slider.setAccessibleDescription(words)
