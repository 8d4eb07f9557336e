"""How the text becomes tokens and is split: one choice for everything that speaks of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QObject, Signal

from playground.engine.config import TextConfig
from playground.errors import PlaygroundError
from playground.ui.settings import Settings

KEY = "text/settings"


class TextSettings(QObject):
    """What is chosen on the Text tab or under "More settings"; remembered."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.config = _read(settings.get(KEY, ""))

    def choose(self, config: TextConfig) -> None:
        """Let everything speak of these settings."""
        if config != self.config:
            self.config = config
            self._settings.set(KEY, json.dumps(asdict(config)))
            self.changed.emit()


def _read(line: str) -> TextConfig:
    """Return what was remembered; without it, or where it makes no sense, the usual settings."""
    try:
        data: dict[str, Any] = json.loads(line)
        return TextConfig(**data)
    except (ValueError, TypeError, RecursionError, PlaygroundError):
        return TextConfig()
