"""The settings: language, theme, text size, and where the workspace is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.services.workspace import Workspace
from playground.text import mark
from playground.ui import theme
from playground.ui.appearance import SIZES, Appearance
from playground.ui.card import label
from playground.ui.figures import percent
from playground.ui.language import LANGUAGES, Translated, tr
from playground.ui.theme import THEMES
from playground.ui.wheel import Combo

THEME_NAMES = {
    "system": mark("Like the system"),
    "light": mark("Light"),
    "dark": mark("Dark"),
}


class SettingsDialog(Translated, QDialog):
    """Language, theme, text size; every change is seen at once."""

    def __init__(
        self, appearance: Appearance, workspace: Workspace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self._appearance = appearance
        self._workspace = workspace
        self.heading = label("heading")
        self.language, self.theme, self.text_size = Combo(), Combo(), Combo()
        self.labels = [QLabel() for _ in range(4)]
        self.folder = label("muted", wrap=True)
        self.folder.setText(str(workspace.home))
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.show_folder = QPushButton()
        self.hint = label("muted", wrap=True)
        self.ok = QPushButton()
        self._lay_out()
        self._fill()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setWindowTitle(tr("Settings"))
        self.heading.setText(tr("Settings"))
        fields: tuple[QWidget, ...] = (self.language, self.theme, self.text_size, self.show_folder)
        words = (tr("Language"), tr("Theme"), tr("Text size"), tr("Workspace"))
        for caption, field, word in zip(self.labels, fields, words, strict=True):
            caption.setText(word)
            field.setAccessibleName(word)
        for number, key in enumerate(THEMES):
            self.theme.setItemText(number, tr(THEME_NAMES[key]))
        self.show_folder.setText(tr("Open folder"))
        self.show_folder.setAccessibleName(tr("Open the workspace folder"))
        self.hint.setText(
            tr(
                "Your runs are kept in this folder. To use another one, start the program with "
                "PLAYGROUND_HOME set to it."
            )
        )
        self.ok.setText(tr("Done"))
        self.ok.setAccessibleName(tr("Done"))

    def _lay_out(self) -> None:
        for widget, name in (
            (self.language, "settings.language"),
            (self.theme, "settings.theme"),
            (self.text_size, "settings.text_size"),
            (self.show_folder, "settings.folder"),
            (self.ok, "settings.done"),
        ):
            widget.setObjectName(name)
        self.ok.setProperty("role", "primary")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.accept)
        self.show_folder.clicked.connect(self._open_folder)
        form = QFormLayout()
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(12))
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(self.show_folder)
        for caption, field in zip(
            self.labels, (self.language, self.theme, self.text_size), strict=False
        ):
            form.addRow(caption, field)
        form.addRow(self.labels[3], place)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(20))
        box.setSpacing(theme.px(16))
        box.addWidget(self.heading)
        box.addLayout(form)
        box.addWidget(self.hint)
        box.addStretch(1)
        box.addWidget(self.ok, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(480))

    def _fill(self) -> None:
        look = self._appearance
        for key, name in LANGUAGES.items():
            self.language.addItem(name, key)
        for key in THEMES:
            self.theme.addItem("", key)
        for size in SIZES:
            self.text_size.addItem(percent(size + 1e-9), size)
        self.language.setCurrentIndex(self.language.findData(look.language))
        self.theme.setCurrentIndex(self.theme.findData(look.theme))
        self.text_size.setCurrentIndex(
            SIZES.index(min(SIZES, key=lambda s: abs(s - look.text_size)))
        )
        self.language.activated.connect(self._language_chosen)
        self.theme.activated.connect(self._theme_chosen)
        self.text_size.activated.connect(self._size_chosen)

    def _language_chosen(self) -> None:
        self._appearance.set_language(self.language.currentData())

    def _theme_chosen(self) -> None:
        self._appearance.set_theme(self.theme.currentData())

    def _size_chosen(self) -> None:
        self._appearance.set_text_size(self.text_size.currentData())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._workspace.home)))
