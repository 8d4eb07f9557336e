"""The window's languages, switched while it is open.

Every sentence is looked up by `tr(...)` inside a widget's `retranslate()`, which runs
again when the language changes. All sentences share one context, so that a sentence
marked in the engine and the same sentence in a widget have one translation.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator

from playground.errors import PlaygroundError, SettingError
from playground.paths import bundled
from playground.ui.parts import is_whole, note_damaged

LANGUAGES = {"en": "English", "zh": "中文"}  # each in its own words; never translated
WORDS = (
    "reason",
    "unit",
    "status",
    "setting",
)  # values of errors that are words of ours, not names
_QT_NAMES = {"zh": "zh_CN"}


def tr(sentence: str, **values: object) -> str:
    """Return `sentence` in the window's language, its {fields} filled in."""
    translated = QCoreApplication.translate("", sentence)
    return translated.format(**values) if values else translated


def together(sentences: Iterable[str]) -> str:
    """Return sentences one after another; Chinese ones stand without a space between them."""
    text = ""
    for sentence in sentences:
        gap = " " if text and not text.endswith(("。", "？", "！")) else ""
        text += gap + sentence
    return text


def explain(error: PlaygroundError) -> str:
    """Return an error's sentence in the window's language, and those of its values with words."""
    values = {
        name: tr(value) if name in WORDS and isinstance(value, str) else value
        for name, value in error.values.items()
    }
    if isinstance(error, SettingError):
        values = {name: _setting_words(name, value) for name, value in values.items()}
    return tr(error.template, **values)


def _setting_words(field: str, value: object) -> object:
    """Return a value of an error about settings as the form writes it."""
    from playground.ui.figures import exact, whole
    from playground.ui.knob_words import title_of

    if field == "name":
        return title_of(str(value))
    if isinstance(value, float):
        return exact(value)
    return whole(value) if type(value) is int else value


def system_language() -> str:
    """Return the first of the person's languages that we speak, else English."""
    for name in QLocale.system().uiLanguages():
        if name.split("-")[0] in LANGUAGES:
            return name.split("-")[0]
    return "en"


class Translated:
    """Mixin for widgets with words; put it before the Qt class."""

    def retranslate(self) -> None:
        """Write every visible text in the current language."""

    def changeEvent(self, event: QEvent) -> None:
        """Write the words again when the language has changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)  # type: ignore[misc]  # the Qt class beside this mixin


class Language:
    """The translators that are installed in the application."""

    def __init__(self) -> None:
        self.current = "en"
        self._translators: list[QTranslator] = []

    def use(self, language: str) -> None:
        """Show the window in `language`, a key of LANGUAGES; unknown ones mean English."""
        self.current = language if language in LANGUAGES else "en"
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []
        QLocale.setDefault(QLocale(_QT_NAMES.get(self.current, self.current)))
        if self.current == "en":
            return
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self._install(qt_folder / f"qtbase_{_QT_NAMES.get(self.current, self.current)}.qm")
        ours = bundled("resources", "i18n", f"playground_{self.current}.qm")
        if not is_whole(ours) or not self._install(ours):
            note_damaged(ours.name)

    def _install(self, file: Path) -> bool:
        translator = QTranslator()
        if not translator.load(str(file)):
            return False
        self._translators.append(translator)
        return QCoreApplication.installTranslator(translator)
