"""A canvas of tokens: lays them out, paints those in sight, grows at the end.

Painted by hand, so that thousands of tokens stay smooth while more arrive. What a model
writes is never taken for markup.
"""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from playground.ui import theme
from playground.ui.flow import Flow
from playground.ui.pieces import Colouring, Piece
from playground.ui.token_painter import TokenPainter, advance

MARGIN = 4  # designed pixels around the text
MOST = 16_777_215  # pixels: Qt's word for no limit


class TokenCanvas(theme.Themed, QAbstractScrollArea):
    """Shows tokens, each in its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces: list[Piece] = []
        self._placeholder = ""
        self._colouring = Colouring.DOUBT
        self._writing = False
        self._following = True
        self._whole = False
        self._size = 17.0
        self.least_lines = 3  # that are seen, however little room there is
        self._advances: dict[str, float] = {}
        self._flow = Flow(self._advance, 1.0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.restyle()

    def show_pieces(self, pieces: Iterable[Piece]) -> None:
        """Show other tokens instead of those before."""
        self.pieces = list(pieces)
        self._lay_out()

    def rename(self, pieces: Iterable[Piece]) -> None:
        """Know more of the tokens that are shown; their texts are the same."""
        self.pieces = list(pieces)
        self.viewport().update()

    def append(self, pieces: Iterable[Piece]) -> None:
        """Add tokens at the end; the view follows unless the person has scrolled away."""
        follows = self.follows
        added = list(pieces)
        first_line = len(self._flow) - 2
        self.pieces += added
        self._flow.add(piece.text for piece in added)
        self._set_range()
        if follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._update_from(first_line)

    @property
    def text(self) -> str:
        """Everything that is shown, as it was written."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def follows(self) -> bool:
        """Tell whether the view goes along with the end of the text, as a person left it there."""
        bar = self.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum() - self._line_height // 2
        return is_at_end and (self._following or bar.maximum() > 0)

    def set_following(self, following: bool) -> None:
        """Go along with a text that grows longer than the view, or stay at its beginning."""
        self._following = following

    def set_whole(self, whole: bool) -> None:
        """Be as high as the text, so that nothing is scrolled but the page around it."""
        if whole != self._whole:
            self._whole = whole
            self._set_range()

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    @property
    def colouring(self) -> Colouring:
        """What the colours say."""
        return self._colouring

    def set_colouring(self, colouring: Colouring) -> None:
        """Colour the tokens by something else."""
        self._colouring = colouring
        self.viewport().update()

    def set_placeholder(self, words: str) -> None:
        """Say something where no tokens are."""
        self._placeholder = words
        self.viewport().update()

    def set_writing(self, writing: bool) -> None:
        """Show a mark at the end while more is to come."""
        self._writing = writing
        self.viewport().update()

    def set_text_size(self, size: float) -> None:
        """Set the size of the letters in designed pixels."""
        self._size = size
        self.restyle()

    def show_token(self, token: int) -> None:
        """Scroll until a token can be seen."""
        bar = self.verticalScrollBar()
        for box in self._flow.boxes(token)[:1]:
            top = box.line * self._line_height
            bottom = top + self._line_height + 2 * theme.px(MARGIN)
            bar.setValue(min(top, max(bar.value(), bottom - self.viewport().height())))

    def token_rect(self, token: int) -> QRectF:
        """Return where a token stands in the viewport; empty if it does not exist."""
        return next(iter(self.boxes_in_sight(token)), QRectF())

    def end_rect(self) -> QRectF:
        """Return where the next token will stand in the viewport."""
        return self._end()

    def token_at(self, point: QPointF, *, nearest: bool = False) -> int:
        """Return the token under a point of the viewport, -1 for none."""
        y = point.y() - theme.px(MARGIN) + self.verticalScrollBar().value()
        line = int(y // self._line_height)
        if nearest:
            line = min(max(0, line), len(self._flow) - 1)
        found = self._flow.token_at(line, point.x() - theme.px(MARGIN), nearest=nearest)
        return -1 if found is None else found

    # Qt

    def restyle(self) -> None:
        """Take fonts and sizes from the theme and lay everything out again."""
        self._font = theme.font(self._size, mono=True)
        self._font.setKerning(False)  # so that every letter stands where it was measured
        self._font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)  # no ligatures
        self._metrics = QFontMetricsF(self._font)
        self._line_height = round(self._metrics.height() * 1.32)
        self._advances.clear()
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Return the least size that makes sense; where there is room the view takes it."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the size of the least lines that make sense."""
        return QSize(theme.px(160), self.least_lines * self._line_height + 2 * theme.px(MARGIN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew where the width has changed."""
        if event.size().width() != event.oldSize().width():
            self._lay_out()
        else:
            follows = self.follows
            self._set_range()
            if follows and self._writing:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that can be seen."""
        with QPainter(self.viewport()) as painter:
            painter.setFont(self._font)
            self._paint(painter, event.rect())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint again where the scroll bar stands now."""
        self.viewport().update()

    # For what is built on the canvas

    @property
    def marked(self) -> range:
        """The tokens that are marked for copying."""
        return range(0)

    def paint_above(self, paint: TokenPainter) -> None:
        """Paint what lies above the lines."""

    @property
    def lines_in_sight(self) -> int:
        """How many lines there is room for."""
        return max(1, self.viewport().height() // self._line_height)

    def boxes_in_sight(self, token: int) -> list[QRectF]:
        """Return where a token stands in the viewport, a box for each line it is on."""
        return [self._rect(box.line, box.x, box.width) for box in self._flow.boxes(token)]

    # Inside

    def _paint(self, painter: QPainter, rect: QRect) -> None:
        paint = TokenPainter(painter, self._metrics, self._colouring)
        if not self.pieces and not self._writing:
            paint.placeholder(QRectF(self.viewport().rect()), self._placeholder)
        top = rect.top() - theme.px(MARGIN) + self.verticalScrollBar().value()
        first = max(0, top // self._line_height)
        last = min(len(self._flow) - 1, (top + rect.height()) // self._line_height)
        marked = self.marked
        for line in range(first, last + 1):
            paint.line(self._flow, self.pieces, line, self._rect(line, 0.0, 0.0), marked)
        self.paint_above(paint)
        if self._writing:
            paint.caret(self._end())

    def _advance(self, text: str) -> float:
        known = self._advances.get(text)
        if known is None:
            known = advance(self._metrics, text)
            self._advances[text] = known
        return known

    def _lay_out(self) -> None:
        follows = self._writing and self.follows
        self._flow.width = max(1.0, self.viewport().width() - 2 * theme.px(MARGIN) - self._spare)
        self._flow.clear()
        self._flow.add(piece.text for piece in self.pieces)
        self._set_range()
        if follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self.viewport().update()

    @property
    def _spare(self) -> float:
        """Room at the right for a space or the sign of a newline."""
        return 2 * self._metrics.horizontalAdvance("x")

    def _set_range(self) -> None:
        height = len(self._flow) * self._line_height + 2 * theme.px(MARGIN)
        bar = self.verticalScrollBar()
        if self._whole:
            least = self.least_lines * self._line_height + 2 * theme.px(MARGIN)
            self.setFixedHeight(max(least, height))
            bar.setRange(0, 0)
            self._fill()
            return
        if self.maximumHeight() == self.minimumHeight():  # it was whole before
            self.setMinimumHeight(0)
            self.setMaximumHeight(MOST)
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._line_height)

    def _fill(self) -> None:
        """Let the viewport have the whole height; Qt lays nothing out while it is resized."""
        viewport, height = self.viewport(), self.contentsRect().height()
        if viewport.height() != height:
            viewport.resize(viewport.width(), height)

    def _update_from(self, line: int) -> None:
        top = max(0, round(self._rect(max(0, line), 0.0, 0.0).top()))
        self.viewport().update(0, top, self.viewport().width(), self.viewport().height() - top)

    def _rect(self, line: int, x: float, width: float) -> QRectF:
        margin = theme.px(MARGIN)
        top = margin + line * self._line_height - self.verticalScrollBar().value()
        return QRectF(margin + x, top, width, self._line_height)

    def _end(self) -> QRectF:
        line = len(self._flow) - 1
        on_line = self._flow.fragments_of_line(line)
        x = self._flow.xs[on_line[-1]] + self._flow.widths[on_line[-1]] if on_line else 0.0
        return self._rect(line, x, 0.0)
