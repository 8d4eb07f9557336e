"""The show of slow motion: bars, needle and a letter that flies into the text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF
from PySide6.QtWidgets import QWidget

from playground.ui.generate.author import Author
from playground.ui.generate.flight import Flight
from playground.ui.generate.output import Output
from playground.ui.generate.slow_motion import Stage
from playground.ui.generate.spotlight import Spotlight
from playground.ui.generate.why import Why
from playground.ui.generate.work import Written


class LetterShow(QObject):
    """Plays each letter in the bars and lets it fly; Hold and Step are its buttons."""

    def __init__(
        self, author: Author, spot: Spotlight, output: Output, why: Why, page: QWidget
    ) -> None:
        super().__init__(page)
        self._author = author
        self._spot = spot
        self._output = output
        self._why = why
        self._page = page
        self.flight = Flight(page)
        slow = author.slow
        slow.staged.connect(spot.show_stage)
        slow.staged.connect(self._fly)
        slow.changed.connect(self._show_tools)
        author.busy_changed.connect(self._show_tools)
        why.hold_wanted.connect(slow.hold)
        why.step_wanted.connect(slow.step)

    @property
    def can_hold(self) -> bool:
        """Tell whether letters are on their way one by one."""
        return self._author.slow.slow and self._author.busy

    def hold_or_go_on(self) -> None:
        """Stand still, or go on."""
        self._author.slow.hold(not self._author.slow.held)

    def _show_tools(self) -> None:
        slow = self._author.slow
        self._why.show_speed(slow=slow.slow, busy=self.can_hold, held=slow.held)
        if slow.held or not self._author.busy:
            self.flight.land()

    def _fly(self, written: Written, stage: Stage, milliseconds: int) -> None:
        """Let the letter fly from its bar to the end of the text."""
        views = self._output.samples.views
        if stage is not Stage.FLIES or self._spot.token >= 0 or written.sample >= len(views):
            return
        bars, view = self._why.bars, views[written.sample]
        row = next((i for i, row in enumerate(bars.rows) if row.id == written.token.id), None)
        if row is None:
            return
        box, end = bars.row_rect(row), view.end_rect()
        start = bars.mapTo(self._page, QPointF(box.left() + box.height() / 2, box.center().y()))
        width = view.fontMetrics().averageCharWidth()
        goal = view.viewport().mapTo(self._page, end.center() + QPointF(width / 2, 0))
        self.flight.fly(bars.rows[row].label, start, goal, milliseconds)
