"""Draw the letters of `resources/letters`, with which pictures are written without Qt.

    python packaging/draw_letters.py

Run it by hand when the letters should look different; needs PySide6 and DejaVu Sans
(https://dejavu-fonts.github.io, free to use and to draw with).
"""

import json
import math
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter

from playground.pictures.png import to_png

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "letters"
CHARACTERS = "".join(map(chr, range(32, 127))) + "·–"
STYLES = {"regular": (25, QFont.Weight.Normal), "bold": (29, QFont.Weight.Bold)}  # pixels
MARGIN = 2  # around each letter, so that none reaches into another


def draw(name: str, size: int, weight: QFont.Weight) -> tuple[dict[str, Any], NDArray[np.uint8]]:
    """Return the notes and the strip (H, W) of one style."""
    font = QFont("DejaVu Sans")
    font.setPixelSize(size)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    metrics = QFontMetricsF(font)
    advances = [round(metrics.horizontalAdvance(character), 3) for character in CHARACTERS]
    widths = [math.ceil(advance) + 2 * MARGIN for advance in advances]
    ascent = math.ceil(metrics.ascent()) + 1
    height = ascent + math.ceil(metrics.descent()) + 1
    image = QImage(sum(widths), height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    places, x = [], 0
    for character, width in zip(CHARACTERS, widths, strict=True):
        painter.drawText(QPointF(x + 1, ascent), character)
        places.append(x)
        x += width
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    note = {"height": height, "ascent": ascent, "characters": CHARACTERS, "advances": advances}
    return {**note, "places": places, "end": x}, rows[:, :x].copy()


def main() -> None:
    """Write both files."""
    _application = QGuiApplication([])
    notes: dict[str, Any] = {}
    strips: list[NDArray[np.uint8]] = []
    top = 0
    for name, (size, weight) in STYLES.items():
        note, strip = draw(name, size, weight)
        notes[name] = {"top": top, **note}
        strips.append(strip)
        top += len(strip)
    width = max(strip.shape[1] for strip in strips)
    padded = [np.pad(strip, ((0, 0), (0, width - strip.shape[1]))) for strip in strips]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "letters.png").write_bytes(to_png(np.vstack(padded)))
    text = json.dumps(notes, ensure_ascii=False)
    (FOLDER / "letters.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
