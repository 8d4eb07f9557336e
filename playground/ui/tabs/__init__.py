"""The tabs of the window, one file each, and their table."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from playground.text import mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.studio import Studio


@dataclass(frozen=True)
class TabSpec:
    """One tab: its key, its title and where its class is."""

    key: str  # object name of the widget, and in the settings
    title: str  # marked for translation
    path: str  # "module:Class" in this package

    def build(self, studio: Studio) -> QWidget:
        """Import the class and return a new tab."""
        module, name = self.path.split(":")
        cls = getattr(import_module(f"{__name__}.{module}"), name)
        tab: QWidget = cls(studio)
        return tab


TABS: dict[str, TabSpec] = {
    spec.key: spec
    for spec in (
        TabSpec("text", mark("Text"), "text:TextTab"),
        TabSpec("train", mark("Train"), "train:TrainTab"),
        TabSpec("generate", mark("Generate"), "generate:GenerateTab"),
    )
}
