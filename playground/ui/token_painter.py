"""Painting lines of tokens: their colours, their letters and the outlines around them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from playground.engine.signs import NEWLINE, TAB
from playground.ui import theme
from playground.ui.flow import Flow
from playground.ui.pieces import Colouring, Piece
from playground.ui.shade import doubt_colours, level, piece_colours

# What stands for characters that cannot be seen; "" is a part of a character.
SIGNS = {"\n": NEWLINE, "\t": f"{TAB}   ", "": "·"}
FAINT = frozenset(SIGNS.values())


def shown(fragment: str) -> str:
    """Return what is painted for a fragment."""
    sign = SIGNS.get(fragment)
    if sign is not None:
        return sign
    if fragment.isprintable():
        return fragment
    return "".join(c if c.isprintable() or c == "\u200d" else "�" for c in fragment)


def advance(metrics: QFontMetricsF, fragment: str) -> float:
    """Return how wide a fragment is."""
    return metrics.horizontalAdvance(shown(fragment))


def is_simple(text: str) -> bool:
    """Tell whether letters stand side by side, one after another, from left to right."""
    return text.isascii() or all(
        c < "\u0300" or "\u2010" <= c <= "\u2027" or "\u3000" <= c <= "\u9fff" for c in text
    )


class TokenPainter:
    """Paints lines of one view during one paint event."""

    def __init__(self, painter: QPainter, metrics: QFontMetricsF, colouring: Colouring) -> None:
        self._painter = painter
        self._ascent = metrics.ascent()
        self._height = metrics.height()
        self._colouring = colouring
        self._doubts = doubt_colours()
        self._turns = piece_colours()
        self._pens = {
            "text": QPen(theme.colour("text")),
            "given": QPen(theme.colour("muted")),
            "faint": QPen(theme.colour("muted", 0.6)),
        }

    def line(
        self, flow: Flow, pieces: Sequence[Piece], line: int, box: QRectF, marked: range
    ) -> None:
        """Paint one line of `flow` into `box`."""
        on_line = flow.fragments_of_line(line)
        self._backgrounds(flow, pieces, on_line, box, marked)
        self._letters(flow, pieces, on_line, box)

    def outline(self, boxes: Sequence[QRectF], colour: str) -> None:
        """Draw a rounded frame around a token."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(theme.colour(colour), theme.px(2)))
        self._painter.setBrush(theme.colour("accent", 0.14 if colour == "accent" else 0.0))
        for box in boxes:
            frame = box.adjusted(-1.5, 1, 1.5, -1)
            self._painter.drawRoundedRect(frame, theme.px(4), theme.px(4))
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def caret(self, box: QRectF) -> None:
        """Draw the mark where the model writes."""
        top = box.top() + (box.height() - self._height) / 2
        mark = QRectF(box.left() + 2, top, theme.px(3), self._height)
        self._painter.fillRect(mark, theme.colour("accent"))

    def focus(self, box: QRectF) -> None:
        """Draw a frame around the view that has the keys."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(theme.colour("focus_ring"), 1.0))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def placeholder(self, box: QRectF, words: str) -> None:
        """Write some quiet words in the middle."""
        self._painter.setFont(theme.font(14))
        self._painter.setPen(self._pens["given"])
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        margin = theme.px(24)
        self._painter.drawText(box.adjusted(margin, 0, -margin, 0), int(flags), words)

    def _backgrounds(
        self, flow: Flow, pieces: Sequence[Piece], on_line: range, box: QRectF, marked: range
    ) -> None:
        height = box.height() - theme.px(5)
        top = box.top() + (box.height() - height) / 2
        selection = theme.colour("accent", 0.35)
        for fragment in on_line:
            token = flow.owners[fragment]
            place = QRectF(box.left() + flow.xs[fragment], top, flow.widths[fragment], height)
            colour = self._colour(token, pieces[token])
            if colour is not None:
                self._painter.fillRect(place, colour)
            if pieces[token].chosen:
                self._fork(place)
            if token in marked:
                self._painter.fillRect(place, selection)

    def _fork(self, place: QRectF) -> None:
        """Mark where the person took another way: a bar below, and a knot where it begins."""
        height = theme.px(3)
        bar = QRectF(place.left(), place.bottom() - height, place.width() - 1, height)
        self._painter.fillRect(bar, theme.colour("accent"))
        radius = theme.px(4)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.colour("accent"))
        self._painter.drawEllipse(QPointF(place.left(), bar.center().y()), radius, radius)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _colour(self, token: int, piece: Piece) -> QColor | None:
        if self._colouring is Colouring.PIECES:
            return self._turns[token % len(self._turns)]
        if self._colouring is Colouring.DOUBT and piece.probability is not None and not piece.given:
            return self._doubts[level(piece.probability)]
        return None

    def _letters(self, flow: Flow, pieces: Sequence[Piece], on_line: range, box: QRectF) -> None:
        """Draw the letters, as many at a time as look the same."""
        baseline = box.top() + (box.height() - self._height) / 2 + self._ascent
        begin, run, style = 0.0, "", ""
        end = 0.0
        for fragment in on_line:
            text = shown(flow.texts[fragment])
            kind = self._style(text, pieces[flow.owners[fragment]])
            x = flow.xs[fragment]
            if kind != style or not is_simple(text) or not is_simple(run[-1:]):
                self._run(box.left() + begin, baseline, run, style, end - begin)
                begin, run, style = x, "", kind
            run += text
            end = x + flow.widths[fragment]
        self._run(box.left() + begin, baseline, run, style, end - begin)

    def _style(self, text: str, piece: Piece) -> str:
        if text in FAINT:
            return "faint"
        return "given" if piece.given else "text"

    def _run(self, x: float, baseline: float, text: str, style: str, width: float) -> None:
        if not text:
            return
        self._painter.setPen(self._pens[style])
        self._painter.drawText(QPointF(x, baseline), text)
        if style == "given":
            self._painter.fillRect(
                QRectF(x, baseline + theme.px(4), width, theme.px(1)), theme.colour("line_strong")
            )
