"""A plot area in the window's clothes: zoom, drag, back again, lines and a crosshair."""

import math
from collections.abc import Callable

import pyqtgraph
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from playground.ui import theme
from playground.ui.plots.axes import FONT, Axis
from playground.ui.theme import Themed

Paint = Callable[[QPainter, QRectF], None]
ZOOM = 0.8  # of the visible range is left by one press of +, or one notch of the wheel
STILL = 3  # pixels that the mouse may move in a click
NOTCH = 120  # what Qt says of a notch


class View(pyqtgraph.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """The inside of the axes; the right mouse button belongs to the menu."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0.0)

    def mouseDragEvent(self, event: object, axis: int | None = None) -> None:
        """Move what is seen with the left button only."""
        if event.button() == Qt.MouseButton.RightButton:  # type: ignore[attr-defined]
            event.ignore()  # type: ignore[attr-defined]
        else:
            super().mouseDragEvent(event, axis)


class Canvas(Themed, pyqtgraph.PlotWidget):  # type: ignore[misc]
    """Two axes and what is drawn between them.

    + and - zoom in x, and so does the wheel with Ctrl, or while the plot has the focus; without,
    it scrolls the page. Dragging and the arrow keys with Shift move, a double click or Home shows
    everything again; a click, or Return, picks the place under the crosshair. What is seen never
    leaves `bounds`.
    """

    zoomed = Signal()  # by a person
    fit_wanted = Signal()
    pointed = Signal()  # `pointer` has changed
    picked = Signal(float)  # place on the x axis, in axis coordinates
    menu_wanted = Signal(QPointF)  # global position

    def __init__(self, parent: QWidget | None = None) -> None:
        self._pressed: QPointF | None = None
        self.pointer: QPointF | None = None  # in pixels, while the mouse is over the plot
        self.paints = 0  # how often it was painted
        self.below: list[Paint] = []  # painted before the curves, given the area in pixels
        self.above: list[Paint] = []  # painted after them
        self.x_axis = Axis("bottom")
        self.y_axis = Axis("left")
        self.gutter = 0.0  # pixels right of the plot, for names
        self.bounds = (0.0, 1.0)  # all there is to see, in axis coordinates
        self.least = 1e-3  # the smallest range of x that is shown
        self.fixed = False  # it shows what another plot shows: nothing can be done here
        self.view = View()
        axes = {"bottom": self.x_axis, "left": self.y_axis}
        super().__init__(parent, viewBox=self.view, axisItems=axes)
        self.plotItem.setMenuEnabled(False)
        self.plotItem.hideButtons()
        self.plotItem.setDownsampling(auto=True, mode="peak")
        self.plotItem.setClipToView(True)
        self.view.disableAutoRange()
        self.view.setMouseEnabled(x=True, y=False)
        self.view.sigRangeChangedManually.connect(self.zoomed)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)  # the lines below move along
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restyle()

    @property
    def area(self) -> QRectF:
        """The inside of the axes, in pixels."""
        box: QRectF = self.view.sceneBoundingRect()
        return box

    def restyle(self) -> None:
        """Take colours and sizes from the theme."""
        self.setBackground(theme.colour("surface"))
        self.x_axis.restyle()
        self.y_axis.restyle()
        self._set_margins()
        self.viewport().update()

    def set_gutter(self, width: float) -> None:
        """Leave room for names right of the plot."""
        if width != self.gutter:
            self.gutter = width
            self._set_margins()
            self.plotItem.layout.activate()

    def _set_margins(self) -> None:
        top = math.ceil(QFontMetricsF(theme.font(FONT)).height() / 2)  # of the topmost number
        self.plotItem.layout.setContentsMargins(0, top, max(self.gutter, theme.px(2)), 0)

    def set_bounds(self, low: float, high: float, least: float) -> None:
        """Say how far one may zoom out, and how far in."""
        if (low, high, least) != (*self.bounds, self.least):
            self.bounds, self.least = (low, high), least
            self.view.setLimits(xMin=low, xMax=high, minXRange=min(least, high - low))

    def show_range(self, low: QPointF, high: QPointF) -> None:
        """Show what lies between two corners, in axis coordinates."""
        if self.view.viewRange() == [[low.x(), high.x()], [low.y(), high.y()]]:
            return  # to set it again would cost as much as all curves
        self.view.setRange(
            xRange=(low.x(), high.x()), yRange=(low.y(), high.y()), padding=0, disableAutoRange=True
        )
        self.view.updateMatrix()  # otherwise it would, while painting, and everything again

    @property
    def x_range(self) -> tuple[float, float]:
        """What is visible on the x axis."""
        low, high = self.view.viewRange()[0]
        return low, high

    @property
    def sees_all(self) -> bool:
        """Whether all of the x axis is visible."""
        low, high = self.x_range
        hair = 1e-9 * (self.bounds[1] - self.bounds[0])
        return low <= self.bounds[0] + hair and high >= self.bounds[1] - hair

    def to_pixels(self, x: float, y: float) -> QPointF:
        """Return the pixel of a place in axis coordinates."""
        place: QPointF = self.view.mapViewToScene(QPointF(x, y))
        return place

    def to_axes(self, pixel: QPointF) -> QPointF:
        """Return the place in axis coordinates of a pixel."""
        place: QPointF = self.view.mapSceneToView(pixel)
        return place

    def zoom(self, factor: float) -> None:
        """Show `factor` of what is visible, around the pointer or the middle."""
        low, high = self.x_range
        middle = self.to_axes(self.pointer if self.pointer is not None else self.area.center()).x()
        least = min(self.least, self.bounds[1] - self.bounds[0])
        width = min(max((high - low) * factor, least), self.bounds[1] - self.bounds[0])
        left = middle - (middle - low) * width / (high - low)
        self._show_x(left, width)

    def move(self, share: float) -> None:
        """Show what is to the right, by a share of what is visible; negative: to the left."""
        low, high = self.x_range
        self._show_x(low + share * (high - low), high - low)

    def _show_x(self, left: float, width: float) -> None:
        left = max(self.bounds[0], min(left, self.bounds[1] - width))
        if (left, left + width) != self.x_range:
            self.view.setXRange(left, left + width, padding=0)
            self.zoomed.emit()

    def point_at(self, pixel: QPointF | None) -> None:
        """Put the crosshair somewhere, or take it away."""
        if pixel is not None and not self.area.contains(pixel):
            pixel = None
        if pixel != self.pointer:
            self.pointer = pixel
            self.pointed.emit()
            self.viewport().update()

    # Called by Qt

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint what lies below the curves."""
        super().drawBackground(painter, rect)
        for paint in self.below:
            paint(painter, self.area)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paint what lies above the curves."""
        for paint in self.above:
            paint(painter, self.area)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Count and paint."""
        self.paints += 1
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom if that is meant, or else let the page scroll."""
        turned = event.angleDelta().y()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        meant = self.area.contains(event.position()) and (control or self.hasFocus())
        no_further = turned < 0 and self.sees_all and not control
        if self.fixed or not meant or not turned or no_further:
            event.ignore()
            return
        self.point_at(event.position())
        self.zoom(ZOOM ** (turned / NOTCH))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag begins."""
        self._pressed = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click from a drag."""
        super().mouseReleaseEvent(event)
        at, pressed, self._pressed = event.position(), self._pressed, None
        if pressed is not None and (at - pressed).manhattanLength() <= STILL:
            self._pick(at)

    def _pick(self, at: QPointF) -> None:
        if self.area.contains(at) and not self.fixed:
            self.picked.emit(self.to_axes(at).x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the crosshair follow."""
        self.point_at(event.position())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Take the crosshair away."""
        self.point_at(None)
        super().leaveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything again."""
        self.fit_wanted.emit()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for our own menu."""
        self.menu_wanted.emit(QPointF(event.globalPos()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keys what the mouse does."""
        if self.fixed:
            event.ignore()
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.move(step / 10)
        elif step:
            area = self.area
            at = self.pointer if self.pointer is not None else area.center()
            x = min(max(at.x() + step * 4, area.left() + 1), area.right() - 1)
            self.point_at(QPointF(x, area.center().y()))
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.pointer if self.pointer is not None else self.area.center())
        elif event.key() == Qt.Key.Key_Home:
            self.fit_wanted.emit()
        else:
            event.ignore()  # tabs, menus and shortcuts go on to the window
