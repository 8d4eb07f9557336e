"""Painting one row of the runs list: title, line, curve and score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from playground.services.runs import BrokenRun, Run
from playground.ui import theme
from playground.ui.language import tr
from playground.ui.run_titles import shortened
from playground.ui.runs_model import AnyIndex, RunsModel

ROW = 57  # designed height of a run with the gap below
GAP = 4
RIGHT = 12  # between a row and the edge, or
RIGHT_OF_BAR = 4  # and the scroll bar
HEADING = 26
CURVE = (62, 18)  # designed size


class RunsDelegate(QStyledItemDelegate):
    """Draws headings and runs in the colours of the theme."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size of a row."""
        is_run = _model(index).row(index).run is not None
        return QSize(theme.px(120), theme.px(ROW if is_run else HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a row."""
        model = _model(index)
        row = model.row(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.run is None:
            _paint_heading(painter, option.rect, str(index.data()))
        else:
            _paint_run(painter, option, model, row.run)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Return the field in which a run gets another title."""
        field = QLineEdit(parent)
        field.setObjectName("runs.title")
        field.setAccessibleName(tr("Title of the run"))
        field.setMaxLength(200)
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Lay the field over the row."""
        height = editor.sizeHint().height()
        rect = option.rect.adjusted(0, 0, -theme.px(RIGHT), -theme.px(GAP))
        editor.setGeometry(rect.x(), rect.center().y() - height // 2, rect.width(), height)


def paint_curve(painter: QPainter, rect: QRectF, curve: Sequence[float], colour: str) -> None:
    """Draw a small falling curve into `rect`."""
    if len(curve) < 2:
        return
    low, high = min(curve), max(curve)
    span = (high - low) or 1.0
    points = [
        QPointF(
            rect.left() + rect.width() * number / (len(curve) - 1),
            rect.bottom() - rect.height() * (value - low) / span,
        )
        for number, value in enumerate(curve)
    ]
    painter.setPen(QPen(theme.colour(colour), 1.5 * theme.scale()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))


def _paint_heading(painter: QPainter, rect: QRect, words: str) -> None:
    font = theme.font(12, bold=True)
    font.setLetterSpacing(font.SpacingType.PercentageSpacing, 103)
    painter.setFont(font)
    painter.setPen(theme.colour("muted", 0.85))
    inner = rect.adjusted(0, 0, 0, -theme.px(6))
    painter.drawText(
        inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words.upper()
    )


def _paint_run(
    painter: QPainter, option: QStyleOptionViewItem, model: RunsModel, run: Run | BrokenRun
) -> None:
    gap = RIGHT_OF_BAR if _has_bar(option) else RIGHT
    box = QRectF(option.rect.adjusted(0, 0, -theme.px(gap), -theme.px(GAP)))
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    _paint_box(painter, box, option, selected)
    inner = box.adjusted(theme.px(10), theme.px(7), -theme.px(10), -theme.px(7))
    width, height = theme.px(CURVE[0]), theme.px(CURVE[1])
    lively = selected or model.live_share(run) is not None
    curve = QRectF(inner.right() - width, inner.top() + theme.px(3), width, height)
    paint_curve(painter, curve, model.curve(run), "accent" if lively else "muted")
    left = QRectF(inner.left(), inner.top(), inner.width() - width - theme.px(8), inner.height())
    title = theme.font(14)
    small = theme.font(13)
    name = run.name if isinstance(run, BrokenRun) else run.title
    name = shortened(name, QFontMetrics(title), round(left.width()))
    _text(painter, left, Qt.AlignmentFlag.AlignTop, name, title, "text")
    line = QRectF(left)
    score = model.score(run)
    line.setRight(inner.right() - QFontMetrics(small).horizontalAdvance(score) - theme.px(8))
    colour = "problem" if isinstance(run, BrokenRun) else "muted"
    _text(painter, line, Qt.AlignmentFlag.AlignBottom, model.line(run), small, colour)
    right = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
    _text(painter, inner, right, score, small, "muted")


def _paint_box(
    painter: QPainter, box: QRectF, option: QStyleOptionViewItem, selected: bool
) -> None:
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    focused = _by_keyboard(option) and bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = theme.px(7)
    if selected or hovered:
        painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
        painter.drawRoundedRect(box, radius, radius)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _text(
    painter: QPainter,
    rect: QRectF,
    align: Qt.AlignmentFlag,
    words: str,
    font: QFont,
    colour: str,
) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, round(rect.width())
    )
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)


def _has_bar(option: QStyleOptionViewItem) -> bool:
    view = option.widget
    return isinstance(view, QAbstractScrollArea) and view.verticalScrollBar().isVisible()


def _by_keyboard(option: QStyleOptionViewItem) -> bool:
    """Tell whether the focus came by the keyboard: a mouse needs no frame to be found."""
    window = option.widget.window()
    return window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def _model(index: AnyIndex) -> RunsModel:
    return cast(RunsModel, index.model())
