"""The line under the output: what the model is doing, and how much it wrote."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from playground.ui.figures import whole
from playground.ui.generate.author import Author
from playground.ui.language import tr

WORTH_TELLING = 0.2  # seconds of writing; before, a speed says nothing


class Report(QObject):
    """Writes the line anew when something changes."""

    def __init__(self, author: Author, line: QLabel) -> None:
        super().__init__(line)
        self._author = author
        self._line = line
        self._began = 0.0
        self._written = 0
        self._seconds = 0.0
        author.busy_changed.connect(self._turn)
        author.appended.connect(self._count)
        author.changed.connect(self.write)

    def write(self) -> None:
        """Say it in the current language."""
        self._line.setText(self._words())

    def _turn(self) -> None:
        if self._author.busy:
            self._began, self._written, self._seconds = 0.0, 0, 0.0
        self.write()

    def _count(self, sample: int, tokens: list[object]) -> None:
        now = time.monotonic()
        if self._began:
            self._written += len(tokens)
            self._seconds = now - self._began
        else:
            self._began = now  # the model was loaded before
        self.write()

    def _words(self) -> str:
        author = self._author
        count = sum(len(sample) for sample in author.story.samples)
        if author.busy and author.model is None:
            return tr("Loading the model…")
        if author.story.is_empty:
            return tr("Writing…") if author.busy else ""
        tokens = whole(count)
        if author.busy:
            return tr("Writing… {tokens} tokens", tokens=tokens)
        if self._seconds > WORTH_TELLING:
            speed = whole(round(self._written / self._seconds))
            return tr("{tokens} tokens · {speed} a second", tokens=tokens, speed=speed)
        return tr("1 token") if count == 1 else tr("{tokens} tokens", tokens=tokens)
