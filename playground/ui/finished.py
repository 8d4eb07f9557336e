"""What a training came to, in one sentence, and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from playground.engine.lines import Line
from playground.ui.language import tr
from playground.ui.phase import Phase
from playground.ui.run_words import score
from playground.ui.studio import Studio
from playground.ui.toast import Remedy
from playground.ui.train.levels import lines_of_record

if TYPE_CHECKING:
    from playground.services.runs import Run
    from playground.ui.window import MainWindow

TOPIC = "finished"


def beaten(bits: float, lines: Sequence[Line]) -> Line | None:
    """Return the hardest of the lines that so many bits per character have passed."""
    return min(
        (line for line in lines if line.bits > bits), key=lambda line: line.bits, default=None
    )


def finished_words(run: Run, lines: Sequence[Line]) -> str:
    """Return how the training of a run ended, with what was measured."""
    name, bits = run.title, score(run)
    if run.status == "diverged":
        return tr("“{title}” has exploded; its best model is kept.", title=name)
    if run.valid_bpc is None:
        return tr("“{title}” has ended; it was not measured.", title=name)
    line = beaten(run.valid_bpc, lines)
    if line is None:
        return tr("“{title}” has finished: {bits} bits per character.", title=name, bits=bits)
    return tr(
        "“{title}” has finished: {bits} bits per character, better than “{line}”.",
        title=name,
        bits=bits,
        line=tr(line.label),
    )


class FinishedTeller(QObject):
    """Tells on the other tabs that a training has ended."""

    def __init__(self, window: MainWindow, studio: Studio) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._run: Run | None = None  # that is being trained
        self._stopped = False  # by a person, who knows it
        studio.training_changed.connect(self._training_changed)

    def _training_changed(self) -> None:
        studio = self._studio
        if studio.phase is Phase.STOPPING:
            self._stopped = True
        elif studio.phase is not Phase.IDLE:
            self._run, self._stopped = studio.training_run or self._run, False
            if not studio.in_background:  # else it tells of the one before
                self._window.notice.settle(TOPIC)
        elif self._run is not None:
            run, self._run = self._run, None
            if not self._stopped and self._window.pages.current != "train":
                self._tell(run)

    def _tell(self, before: Run) -> None:
        run = before.again()
        lines = lines_of_record(run.text, run.config.text.valid_share, self._studio.workspace.cache)
        self._window.notice.say(
            lambda: finished_words(run, lines),
            Remedy(lambda: tr("Let it write"), lambda: self._show(run, "generate")),
            Remedy(lambda: tr("Show"), lambda: self._show(run, "train")),
            topic=TOPIC,
        )

    def _show(self, run: Run, tab: str) -> None:
        self._studio.select(run)
        self._window.show_tab(tab)
