"""Language, theme and text size: what they are, how they are switched and remembered."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from playground.ui import theme
from playground.ui.language import LANGUAGES, Language, system_language
from playground.ui.settings import Settings

SIZES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)  # steps of Ctrl++ and Ctrl+-
USUAL_PIXELS = {"win32": 12, "darwin": 13}  # of the system's font where nobody enlarged it
USUAL_PIXELS_LINUX = 15


class Appearance(QObject):
    """How the window looks; applies every change at once."""

    changed = Signal()
    presenter_changes = Signal()  # it is about to go on or off; all is still as it was

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._language = Language()
        self._system_scale = system_scale()
        self.presenter = False  # never remembered: the next start is at one's own desk
        self._presenter_size = 1.0  # what the room asked for; nor does one's desk know of it
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def language(self) -> str:
        """Key in LANGUAGES."""
        chosen = self._settings.get("window/language", "")
        return chosen if chosen in LANGUAGES else system_language()

    @property
    def theme(self) -> str:
        """One of theme.THEMES."""
        chosen = self._settings.get("window/theme", "system")
        return chosen if chosen in theme.THEMES else "system"

    @property
    def text_size(self) -> float:
        """How much larger the person wants everything; 1.0 is as designed."""
        chosen = self._settings.get("window/text_size", 1.0)
        return chosen if SIZES[0] <= chosen <= SIZES[-1] else 1.0

    @property
    def scale(self) -> float:
        """Text size, the system's wish and presenter mode together."""
        presenter = theme.PRESENTER * self._presenter_size if self.presenter else 1.0
        return self.text_size * self._system_scale * presenter

    def apply(self) -> None:
        """Dress and translate the whole program."""
        theme.apply(self.theme, self.scale)
        if self._language.current != self.language:
            self._language.use(self.language)

    def set_language(self, language: str) -> None:
        """Speak another language, a key of LANGUAGES."""
        self._settings.set("window/language", language)
        self._language.use(self.language)
        self.changed.emit()

    def set_theme(self, chosen: str) -> None:
        """Put on another theme, one of theme.THEMES."""
        self._settings.set("window/theme", chosen)
        self._redress()

    def set_text_size(self, size: float) -> None:
        """Make everything larger or smaller; 1.0 is as designed."""
        self._settings.set("window/text_size", size)
        self._redress()

    def larger(self) -> None:
        """Go one step up in text size; in presenter mode only until it is left."""
        self._step(min((s for s in SIZES if s > self._size + 0.01), default=SIZES[-1]))

    def smaller(self) -> None:
        """Go one step down in text size; in presenter mode only until it is left."""
        self._step(max((s for s in SIZES if s < self._size - 0.01), default=SIZES[0]))

    def normal(self) -> None:
        """Show everything as designed: neither enlarged nor for the last row of a class."""
        self.set_presenter(False)
        self.set_text_size(1.0)

    def set_presenter(self, on: bool) -> None:
        """Make everything large enough for the last row of the class, or as before."""
        if on == self.presenter:
            return
        self.presenter_changes.emit()
        self.presenter = on
        self._presenter_size = 1.0
        self._redress()

    @property
    def _size(self) -> float:
        return self._presenter_size if self.presenter else self.text_size

    def _step(self, size: float) -> None:
        if self.presenter:
            self._presenter_size = size
            self._redress()
        else:
            self.set_text_size(size)

    def _redress(self) -> None:
        theme.apply(self.theme, self.scale)
        self.changed.emit()

    def _follow_system(self) -> None:
        if self.theme == "system":
            self._redress()


def system_scale() -> float:
    """Return how much larger than usual the person's system font is, at least 1.0."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    pixels = QFontInfo(font).pixelSize()
    usual = USUAL_PIXELS.get(sys.platform, USUAL_PIXELS_LINUX)
    return min(2.0, max(1.0, pixels / usual))
