"""The window that says what this program is."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from playground import __version__
from playground.ui import icons, theme
from playground.ui.card import label
from playground.ui.language import Translated, tr


class AboutDialog(Translated, QDialog):
    """What this is, which version, and on what it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.picture = QLabel()
        self.picture.setPixmap(icons.app_icon().pixmap(theme.px(64), theme.px(64)))
        self.heading = label("heading")
        self.version = label("muted")
        self.words = label("plain", wrap=True)
        self.parts = label("muted", wrap=True)
        self.ok = QPushButton()
        self.ok.setObjectName("about.done")
        self.ok.clicked.connect(self.accept)
        self.ok.setDefault(True)
        grid = QGridLayout(self)
        margin = theme.px(24)
        grid.setContentsMargins(margin, margin, margin, margin)
        grid.setHorizontalSpacing(theme.px(20))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.picture, 0, 0, 4, 1, Qt.AlignmentFlag.AlignTop)
        for row, widget in enumerate((self.heading, self.version, self.words, self.parts)):
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.ok, 4, 1, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(460))
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setWindowTitle(tr("About LM Playground"))
        self.heading.setText("LM Playground")
        self.version.setText(tr("Version {version}", version=__version__))
        self.words.setText(
            tr(
                "A laboratory for language models on your own computer: train an RNN or a "
                "mini-GPT on any text, watch it learn, and look at how it chooses each letter. "
                "Nothing leaves this computer."
            )
        )
        torch = getattr(sys.modules.get("torch"), "__version__", "–")
        self.parts.setText(
            tr(
                "Free software under the MIT licence. Python {python}, PyTorch {torch}, Qt {qt}.",
                python=platform.python_version(),
                torch=torch,
                qt=qVersion(),
            )
        )
        self.ok.setText(tr("Close"))
        self.ok.setAccessibleName(tr("Close"))
