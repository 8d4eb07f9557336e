"""Trainings that wait until the one before has ended, in the order in which they were wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.engine.config import RunConfig

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Waiting:
    """A training that nobody has begun yet, on the text that was open when it was wanted."""

    corpus: Corpus
    config: RunConfig


class WaitingList(QObject):
    """First come, first served; any of them can be taken back."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Waiting, ...] = ()

    def add(self, corpus: Corpus, config: RunConfig) -> None:
        """Let another one wait."""
        self._set((*self.entries, Waiting(corpus, config)))

    def cancel(self, entry: Waiting) -> None:
        """Take one back."""
        self._set(tuple(one for one in self.entries if one is not entry))

    def clear(self) -> None:
        """Take all back."""
        self._set(())

    def next(self) -> Waiting | None:
        """Return the one whose turn it is; it waits no longer."""
        if not self.entries:
            return None
        first = self.entries[0]
        self.cancel(first)
        return first

    def _set(self, entries: tuple[Waiting, ...]) -> None:
        if entries != self.entries:
            self.entries = entries
            self.changed.emit()
