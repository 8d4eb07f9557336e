"""The colour of a token: orange where the model was unsure, pale where it was sure."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui import theme
from playground.ui.language import Translated, tr
from playground.ui.quantities import share

DARKEST_BITS = 5.0  # a token of 1/32 or less has the strongest colour
STRONGEST = {False: 0.5, True: 0.44}  # opacity, light and dark; text stays readable on it
LEVELS = 24  # shades that can be told apart
PIECES = ("accent", "validation", "floor", "rule")  # neighbouring tokens of a preview


def doubt(probability: float) -> float:
    """Return how surprising a token was, 0 (certain) to 1 (one of 32 or rarer), by its bits."""
    if probability <= 0:
        return 1.0
    return min(1.0, max(0.0, -math.log2(probability) / DARKEST_BITS))


def level(probability: float) -> int:
    """Return the shade of a token, 0 to LEVELS."""
    return round(doubt(probability) * LEVELS)


def doubt_colours() -> list[QColor]:
    """Return the colours of all shades in the theme that is on."""
    strongest = STRONGEST[theme.is_dark()]
    return [theme.colour("validation", strongest * i / LEVELS) for i in range(LEVELS + 1)]


def piece_colours() -> list[QColor]:
    """Return the colours that neighbouring tokens take in turn."""
    return [theme.colour(name, 0.28 if theme.is_dark() else 0.18) for name in PIECES]


class Legend(Translated, theme.Themed, QWidget):
    """Explains the colours: a strip from sure to unsure, with the probabilities."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the current language."""
        self._words = (tr("sure"), tr("unsure"))
        least = share(2**-DARKEST_BITS)
        self.setToolTip(
            tr(
                "The colour says how probable each token was to the model: pale at 100 %, "
                "strongest at {least} and below.",
                least=least,
            )
        )
        self.setAccessibleName(tr("Colour: how unsure the model was"))
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take the text size that is on."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words and the strip."""
        metrics = QFontMetrics(theme.font(12))
        words = sum(metrics.horizontalAdvance(word) for word in self._words)
        return QSize(words + theme.px(64 + 16), metrics.height() + theme.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint: sure ▁▂▃▄▅ unsure."""
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("muted"))
        metrics = QFontMetrics(theme.font(12))
        first = metrics.horizontalAdvance(self._words[0])
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | middle, self._words[0])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | middle, self._words[1])
        colours = doubt_colours()[:: LEVELS // 6]
        side = theme.px(64) / len(colours)
        height = theme.px(12)
        top = (self.height() - height) / 2
        for i, colour in enumerate(colours):
            painter.fillRect(QRectF(first + theme.px(8) + i * side, top, side, height), colour)
        painter.setPen(theme.colour("line_strong"))
        painter.drawRect(QRectF(first + theme.px(8), top, theme.px(64), height))
