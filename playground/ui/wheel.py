"""The wheel belongs to the page: a field that passes under the pointer must not change."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QStyle, QStyleOptionSlider, QWidget


class LeavesWheel:
    """Mixin for fields: turned over one without the focus, the wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Hand the event on to the page unless the field was chosen before."""
        assert isinstance(self, QWidget)
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[misc]  # the Qt class beside this mixin
        else:
            event.ignore()


class Slider(LeavesWheel, QSlider):
    """A slider from left to right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # by Tab and by a click, not by the wheel

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the click points, and take hold there; Qt would move by a page."""
        if event.button() == Qt.MouseButton.LeftButton and not self._is_on_handle(event):
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            handle = self._part(QStyle.SubControl.SC_SliderHandle)
            groove = self._part(QStyle.SubControl.SC_SliderGroove)
            left = round(event.position().x()) - groove.left() - handle.width() // 2
            room = groove.width() - handle.width()
            place = QStyle.sliderValueFromPosition(
                self.minimum(), self.maximum(), left, room, option.upsideDown
            )
            self.setValue(place)
        super().mousePressEvent(event)

    def _is_on_handle(self, event: QMouseEvent) -> bool:
        handle = self._part(QStyle.SubControl.SC_SliderHandle)
        return handle.left() <= event.position().x() <= handle.right()

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        slider = QStyle.ComplexControl.CC_Slider
        return self.style().subControlRect(slider, option, part, self)


class Combo(QComboBox):
    """A list to choose from; it is opened to choose, so the wheel never changes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def setMinimumContentsLength(self, letters: int) -> None:
        """Have room for so many letters at least; Qt alone would keep the room of before."""
        if letters != self.minimumContentsLength():
            super().setMinimumContentsLength(letters)
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # forgets the room

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
