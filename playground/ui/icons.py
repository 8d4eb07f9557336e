"""Our own icons: one line style, drawn in the colours of the theme.

The files in `resources/icons` are black; `icon` tints them. `Themed` widgets ask again
when the theme or the text size changes.
"""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from playground.ui import theme
from playground.ui.parts import note_damaged, read_part

RATIOS = (1, 2, 3)  # pixels of the screen per pixel of the window
NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def icon(name: str, colour: str = "muted", size: int = 16) -> QIcon:
    """Return the icon `resources/icons/<name>.svg` in a colour of the theme."""
    made = QIcon()
    side = theme.px(size)
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "disabled")):
        for ratio in RATIOS:
            made.addPixmap(_pixmap(name, getattr(theme.colours(), tint), side, ratio), mode)
    return made


def pixmap(name: str, colour: str = "muted", size: int = 16, ratio: int = 2) -> QPixmap:
    """Return one icon as a picture of `size` designed pixels."""
    return _pixmap(name, getattr(theme.colours(), colour), theme.px(size), ratio)


def dress(button: QAbstractButton, name: str, colour: str = "muted", size: int = 16) -> None:
    """Give a button an icon at the current text size."""
    button.setIcon(icon(name, colour, size))
    button.setIconSize(QSize(theme.px(size), theme.px(size)))


def app_icon() -> QIcon:
    """Return the icon of the program."""
    made = QIcon()
    renderer = _drawing("app")
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_render(renderer, side))
    return made


def _pixmap(name: str, colour: str, side: int, ratio: int) -> QPixmap:
    key = f"icon/{name}/{colour}/{side}/{ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = _render(_drawing(name, colour), side * ratio)
    picture.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, picture)
    return picture


def _drawing(name: str, colour: str = "#000") -> QSvgRenderer:
    """Return an icon that may be drawn in any size; a damaged one is empty."""
    text = read_part("icons", f"{name}.svg")
    if text and not text.rstrip().endswith("</svg>"):
        note_damaged(f"{name}.svg")
        text = ""
    return QSvgRenderer(QByteArray(text.replace("#000", colour).encode() or NOTHING))


def _render(renderer: QSvgRenderer, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture
