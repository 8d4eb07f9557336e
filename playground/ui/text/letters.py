"""The most frequent characters of a text, as columns."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.engine import signs
from playground.ui import theme
from playground.ui.figures import whole
from playground.ui.language import Translated, tr
from playground.ui.pieces import lift
from playground.ui.plain import tip
from playground.ui.quantities import share

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

MOST = 20
LEAST_HEIGHT = 88  # designed pixels
LEAST_WIDTH = 13  # designed pixels of a column and its gap
ROOMY = 20  # from here on there is room for large letters
SIGNS = {**signs.SIGNS, "\u3000": signs.SPACE}


@dataclass(frozen=True)
class Letter:
    """One character and how frequent it is."""

    label: str
    count: int
    share: float


def most_frequent(corpus: Corpus, most: int) -> list[Letter]:
    """Return the most frequent characters of a text, at most so many."""
    found = []
    for code, count in zip(corpus.alphabet[:most], corpus.counts[:most], strict=True):
        found.append(Letter(visible(chr(code)), int(count), int(count) / corpus.characters))
    return found


def visible(character: str) -> str:
    """Return a character so that it can be seen on its own."""
    if character in SIGNS:
        return SIGNS[character]
    if unicodedata.category(character)[0] == "M":
        return "◌" + character
    return character if character.isprintable() else f"{ord(character):X}"


class Letters(Translated, theme.Themed, QWidget):
    """Columns, as many as there is room for, the most frequent first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: list[Letter] = []
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.retranslate()

    def show_letters(self, letters: list[Letter]) -> None:
        """Show other characters."""
        self._letters = letters
        said = [f"{letter.label} {share(letter.share)}" for letter in letters[:5]]
        self.setAccessibleDescription(", ".join(said))
        self.update()

    @property
    def shown(self) -> list[Letter]:
        """The characters that there is room for."""
        return self._letters[: min(MOST, max(1, self.width() // theme.px(LEAST_WIDTH)))]

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setAccessibleName(tr("The most frequent characters"))

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a size at which columns can be compared."""
        return QSize(theme.px(360), theme.px(LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(theme.px(160), theme.px(LEAST_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Tell the number of the column under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self._column_at(event.pos().x())
            if column >= 0:
                letter = self.shown[column]
                words = tr(
                    "“{character}”: {count} times, {share}",
                    character=letter.label,
                    count=whole(letter.count),
                    share=share(letter.share),
                )
                QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the column under the mouse."""
        self._hover(self._column_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a column, its character below and its share above."""
        shown = self.shown
        if not shown:
            return
        most = shown[0].share
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for i, letter in enumerate(shown):
                self._paint_column(painter, self._column(i, len(shown)), letter, most, i)

    def _paint_column(
        self, painter: QPainter, column: QRectF, letter: Letter, most: float, i: int
    ) -> None:
        flags = Qt.AlignmentFlag
        foot = theme.px(22)
        top = theme.px(18)
        height = (column.height() - foot - top) * letter.share / most
        bar = QRectF(column.left(), column.bottom() - foot - height, column.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent", 1.0 if i == self._hovered else 0.8))
        painter.drawRoundedRect(bar, theme.px(2), theme.px(2))
        roomy = column.width() >= theme.px(ROOMY * 0.7)
        font = theme.font(14 if roomy else 13, mono=True)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        wide = column.adjusted(-theme.px(6), 0, theme.px(6), 0)
        raised = wide.translated(0, -lift(letter.label, font))
        painter.drawText(raised, flags.AlignHCenter | flags.AlignBottom, letter.label)
        number = f"{100 * letter.share:.0f}" if letter.share >= 0.0095 else ""
        painter.setFont(theme.font(11 if roomy else 10))
        painter.setPen(theme.colour("muted"))
        above = QRectF(wide.left(), bar.top() - top, wide.width(), top)
        painter.drawText(above, flags.AlignHCenter | flags.AlignVCenter, number)

    def _column(self, i: int, count: int) -> QRectF:
        pitch = min(theme.px(40), self.width() / count)
        gap = min(theme.px(8), pitch * 0.28)
        return QRectF(i * pitch + gap / 2, 0, pitch - gap, self.height())

    def _column_at(self, x: float) -> int:
        count = len(self.shown)
        if not count:
            return -1
        column = int(x // min(theme.px(40), self.width() / count))
        return column if 0 <= column < count else -1

    def _hover(self, column: int) -> None:
        if column != self._hovered:
            self._hovered = column
            self.update()
