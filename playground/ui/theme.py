"""Colours, type and spacing of the window, light and dark.

Qt's Fusion style draws the widgets, our palettes and `resources/theme.qss` dress them.
Painted widgets ask `colours()` at paint time and so follow every change.
"""

import re
from dataclasses import asdict, dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from playground.paths import bundled
from playground.ui.parts import note_damaged, read_part

PRESENTER = 1.6  # how much larger everything is on a projector
THEMES = ("system", "light", "dark")
NESTED = 12  # layouts in layouts: each asks the one around it when it has settled itself
SHEET_END = "/* The end: without this line, the file was cut. */"
MONOSPACE = (
    "JetBrains Mono",
    "Noto Sans Mono",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "Consolas",
    "DejaVu Sans Mono",
)


@dataclass(frozen=True)
class Colours:
    """Every colour in the window; series colours are safe for the colour-blind."""

    ground: str
    surface: str
    field: str
    line: str
    line_strong: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_fill: str  # behind `on_accent`
    accent_hover: str
    accent_soft: str
    accent_text: str  # readable on `accent_soft`
    on_accent: str
    focus_ring: str
    hover: str
    pressed: str
    problem: str
    problem_soft: str
    tooltip: str
    tooltip_text: str
    train: str
    validation: str
    floor: str
    rule: str  # dashed lines


LIGHT = Colours(
    ground="#F5F6F8",
    surface="#FFFFFF",
    field="#FFFFFF",
    line="#E2E5EA",
    line_strong="#D3D8DF",
    text="#1A1D21",
    muted="#667080",
    disabled="#A3ABB6",
    accent="#2F6FDE",
    accent_fill="#2F6FDE",
    accent_hover="#255FC4",
    accent_soft="#E6EEFC",
    accent_text="#2459B8",
    on_accent="#FFFFFF",
    focus_ring="#9DBDF5",
    hover="#EEF1F5",
    pressed="#E2E6EC",
    problem="#B3261E",
    problem_soft="#FCEBE9",
    tooltip="#1F242A",
    tooltip_text="#F2F4F7",
    train="#2F6FDE",
    validation="#D9661F",
    floor="#1B8A6B",
    rule="#8A93A0",
)

DARK = Colours(
    ground="#15181C",
    surface="#1C2025",
    field="#171A1F",
    line="#2E343C",
    line_strong="#3A414B",
    text="#E7EAEE",
    muted="#9AA4B2",
    disabled="#5C6673",
    accent="#6EA1FF",
    accent_fill="#6EA1FF",
    accent_hover="#8BB4FF",
    accent_soft="#22304A",
    accent_text="#9CC0FF",
    on_accent="#0E1420",
    focus_ring="#C4D9FF",
    hover="#262B32",
    pressed="#2F353D",
    problem="#FF8A80",
    problem_soft="#3A2222",
    tooltip="#2E343C",
    tooltip_text="#E7EAEE",
    train="#6EA1FF",
    validation="#FFAA5C",
    floor="#4FD1A5",
    rule="#77818E",
)


def apply(theme: str, scale: float = 1.0) -> None:
    """Dress the whole application.

    Args:
        theme: "light", "dark" or "system".
        scale: Size of all text and spacing, 1.0 as designed.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dark = theme == "dark" or (theme == "system" and _system_is_dark(app))
    app.setProperty("dark", dark)
    app.setProperty("scale", scale)
    app.setProperty("dressing", True)
    app.setPalette(_palette(DARK if dark else LIGHT))
    app.setFont(font(14))
    app.setStyleSheet(_style_sheet())
    app.setProperty("dressing", False)
    for widget in app.allWidgets():
        if isinstance(widget, Themed) and isValid(widget):  # another one may have deleted it
            widget.restyle()
            widget.updateGeometry()  # painted ones need other room now, and Qt cannot know
    refit()


def refit(page: QWidget | None = None) -> None:
    """Lay everything out, and let those fit again that look at the size of what is in them.

    Args:
        page: Only what is in it: a page that was hidden while the theme changed, when Qt
            lays out nothing.
    """
    settle()
    for widget in QApplication.allWidgets() if page is None else page.findChildren(QWidget):
        if isinstance(widget, Themed) and isValid(widget):
            widget.refit()


def settle() -> None:
    """Lay out now what Qt would lay out later, from the innermost widget outwards."""
    for _ in range(NESTED):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def is_dark() -> bool:
    """Tell whether the dark theme is on."""
    app = QApplication.instance()
    return bool(app is not None and app.property("dark"))


def colours() -> Colours:
    """Return the colours of the theme that is on."""
    return DARK if is_dark() else LIGHT


def colour(name: str, alpha: float = 1.0) -> QColor:
    """Return one colour of the theme, by its name in `Colours`."""
    chosen = QColor(getattr(colours(), name))
    chosen.setAlphaF(alpha)
    return chosen


def scale() -> float:
    """Return how much larger than designed everything is."""
    app = QApplication.instance()
    value = app.property("scale") if app is not None else None
    return float(value) if value else 1.0


def px(designed: float) -> int:
    """Return a designed length in pixels at the current scale."""
    return round(designed * scale())


def font(size: float = 14, *, bold: bool = False, mono: bool = False) -> QFont:
    """Return a font of the type scale, `size` in designed pixels."""
    chosen = QFont()
    if mono:
        chosen = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        chosen.setFamilies([f for f in MONOSPACE if has_family(f)] or [chosen.family()])
        chosen.setStyleHint(QFont.StyleHint.Monospace)
    elif has_family("Inter"):
        chosen.setFamily("Inter")
    chosen.setPixelSize(max(1, px(size)))
    chosen.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return chosen


@cache
def has_family(name: str) -> bool:
    """Tell whether a font is installed; Qt takes 0.1 ms to say so, and fonts are asked often."""
    return QFontDatabase.hasFamily(name)


class Themed:
    """Mixin for widgets with icons or sizes of their own; put it before the Qt class.

    `apply` restyles all of them when Qt has gone through all widgets, for Qt crashes if one
    is deleted meanwhile, and be it the handle of a splitter from which a widget was taken.
    """

    def restyle(self) -> None:
        """Take colours, icons and sizes from the theme and text size that are on."""

    def refit(self) -> None:
        """Look again at how much room the contents need: they are laid out now."""

    def changeEvent(self, event: QEvent) -> None:
        """Dress again when the theme or the text size has changed."""
        app = QApplication.instance()
        dressing = app is not None and app.property("dressing")
        if event.type() == QEvent.Type.StyleChange and not dressing:
            self.restyle()
        super().changeEvent(event)  # type: ignore[misc]  # the Qt class beside this mixin


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, value in {
        role.Window: c.ground,
        role.WindowText: c.text,
        role.Base: c.field,
        role.AlternateBase: c.hover,
        role.Text: c.text,
        role.Button: c.surface,
        role.ButtonText: c.text,
        role.PlaceholderText: c.muted,
        role.Highlight: c.accent_fill,
        role.HighlightedText: c.on_accent,
        role.ToolTipBase: c.tooltip,
        role.ToolTipText: c.tooltip_text,
        role.Link: c.accent_text,
        role.BrightText: c.problem,
        role.Light: c.surface,
        role.Midlight: c.hover,
        role.Mid: c.line,
        role.Dark: c.line_strong,
        role.Shadow: c.line_strong,
        role.Accent: c.accent,
    }.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.disabled))
    return palette


def _style_sheet() -> str:
    text = read_part("theme.qss")
    cut = not text.rstrip().endswith(SHEET_END)
    if cut or text.count("{") != text.count("}"):  # Qt would take nothing, and say so each time
        note_damaged("theme.qss")
        text = ""
    icons = bundled("resources", "icons", "dark" if is_dark() else "light")
    values = {**asdict(colours()), "icons": icons.as_posix()}
    text = re.sub(r"@(\w+)", lambda found: values.get(found[1], found[0]), text)
    return re.sub(r"(-?\d+)dp", lambda found: f"{px(int(found[1]))}px", text)
