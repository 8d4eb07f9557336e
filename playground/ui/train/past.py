"""From a sample of the past to the model that wrote it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from playground.services.runs import snapshot_steps
from playground.services.snapshots import nearest
from playground.ui.studio import Studio
from playground.ui.train.sample_card import SampleCard
from playground.ui.train.watching import Watching


class Past(QObject):
    """Offers the snapshot that is nearest to the sample that is looked at."""

    def __init__(
        self, studio: Studio, watching: Watching, card: SampleCard, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._studio, self._watching, self._card = studio, watching, card
        card.step_shown.connect(self._offer)
        card.write_wanted.connect(self._write)

    def _offer(self, step: int | None) -> None:
        run = self._watching.run
        steps = snapshot_steps(run.path) if run is not None and step is not None else []
        self._card.offer_model(nearest(steps, step) if step is not None else None)

    def _write(self, step: int) -> None:
        """Let the Generate tab write with that model."""
        run, studio = self._watching.run, self._studio
        if run is not None:
            studio.select(run)
            studio.snapshot_wanted.emit(step)
            studio.tab_wanted.emit("generate")
