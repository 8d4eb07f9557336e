"""A row that is clicked: a title, a quiet line below, a word at the right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from playground.ui import icons, theme
from playground.ui.plain import caption, tip

LEFT, INDENT, RIGHT = 8, 36, 8  # designed pixels: the icon, the words, and after them
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


class Row(theme.Themed, QAbstractButton):
    """A large button in a list."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._title = ""
        self._line = ""
        self._tag = ""
        self._marked = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_words(self, title: str, line: str, tag: str = "") -> None:
        """Set the title, the line below it and the word at the right."""
        self.setText(caption(title))
        self._title, self._line, self._tag = title, line, tag
        self.setToolTip(tip(line))
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        self.updateGeometry()
        self.update()

    def set_marked(self, marked: bool) -> None:
        """Show that what it would open is open."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Say that the line below may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the title and the wrapped line."""
        height = QFontMetrics(theme.font(14)).height() + theme.px(16 if self._line else 11)
        return height + (self._line_box(width).height() + theme.px(1) if self._line else 0)

    def sizeHint(self) -> QSize:
        """Return the size of two lines."""
        width = max(theme.px(200), self.width())
        return QSize(theme.px(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(theme.px(120), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, title, line and tag."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            side = theme.px(18)
            picture = icons.pixmap(self._icon, "accent", 18)
            place = QRectF(theme.px(LEFT), self._top + theme.px(1), side, side)
            painter.drawPixmap(place, picture, QRectF(picture.rect()))
            self._paint_words(painter)

    def _line_box(self, width: int) -> QRect:
        """Return the place of the wrapped line, at the origin."""
        room = QRect(0, 0, max(1, width - theme.px(INDENT + RIGHT)), theme.px(200))
        return QFontMetrics(theme.font(12)).boundingRect(room, WRAPPED, self._line)

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        if self.isDown():
            painter.setBrush(theme.colour("pressed"))
        elif self._marked:
            painter.setBrush(theme.colour("accent_soft"))
        elif self.underMouse():
            painter.setBrush(theme.colour("hover"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, theme.px(7), theme.px(7))

    @property
    def _top(self) -> float:
        """Where the title begins."""
        return theme.px(8 if self._line else 5)

    def _paint_words(self, painter: QPainter) -> None:
        flags = Qt.AlignmentFlag
        width = self.width() - theme.px(INDENT + RIGHT)
        font = theme.font(14, bold=bool(self._line))
        metrics = QFontMetrics(font)
        title = QRectF(theme.px(INDENT), self._top, width, metrics.height())
        small = QFontMetrics(theme.font(12))
        shown = small.elidedText(self._tag, Qt.TextElideMode.ElideMiddle, width // 3)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("accent_text" if self._marked else "muted"))
        painter.drawText(title, flags.AlignRight | flags.AlignVCenter, shown)
        tag = small.horizontalAdvance(shown)
        below = self._line_box(self.width()).translated(
            theme.px(INDENT), round(title.bottom()) + theme.px(1)
        )
        painter.drawText(below, WRAPPED, self._line)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        room = width - (tag + theme.px(8) if tag else 0)
        words = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(title, flags.AlignLeft | flags.AlignVCenter, words)
