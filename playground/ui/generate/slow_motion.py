"""Slow motion: what a job wrote is held back and shown letter by letter, step by step.

The engine writes as always, with the same numbers from the same seed; only when a letter is
seen differs. So the text is the same as at full speed, and the number that is seen to fall is
the one the engine drew.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from playground.engine.events import Event
from playground.ui.generate.work import Written

FULL = 0.0  # the speed at which nothing is held back
MANY = 64  # events that wait; then the job may rest
FEW = 16  # then it must go on


class Stage(Enum):
    """A step on the way to a letter; its value is its share of the time."""

    SAYS = 0.3  # what the model says
    SHAPED = 0.25  # what temperature, top-k and top-p make of it
    DRAWN = 0.27  # the number falls
    FLIES = 0.18  # the letter goes into the text


STAGES = tuple(Stage)


class SlowMotion(QObject):
    """Lets events through one letter at a time."""

    passed = Signal(list)  # events whose time has come, in their order
    staged = Signal(object, object, int)  # Written that is to come, Stage, its milliseconds
    changed = Signal()  # another speed, held or not
    drained = Signal()  # nothing waits any more
    rests = Signal(bool)  # whether the job has written enough for now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speed = FULL  # letters a second
        self.sample = 0  # whose letters are shown step by step; others come along
        self.held = False
        self._waiting: deque[Event] = deque()
        self._stage = -1  # of the first that waits; -1: not begun
        self._steps = False  # hold again after this letter
        self._rests = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Tell whether something waits to be shown."""
        return bool(self._waiting)

    @property
    def slow(self) -> bool:
        """Tell whether letters are shown one by one."""
        return self.speed != FULL

    def set_speed(self, speed: float) -> None:
        """Show so many letters a second from now on; `FULL` lets all through."""
        if speed == self.speed:
            return
        self.speed = speed
        if not self.slow:
            self._steps, self.held = False, False
            self._let_all_through()
        self.changed.emit()

    def add(self, events: Iterable[Event]) -> None:
        """Take what a job reports."""
        was_idle = not self._waiting
        self._waiting.extend(events)
        if not self.slow:
            self._let_all_through()
        elif was_idle and (self._steps or not self.held):
            self._go_on()
        self._tell_rest()

    def clear(self) -> None:
        """Forget what waits, and hold no more."""
        was_held = self.held
        self._waiting.clear()
        self._timer.stop()
        self._stage, self._steps, self.held, self._rests = -1, False, False, False
        if was_held:
            self.changed.emit()

    def hold(self, on: bool) -> None:
        """Stand still, or go on."""
        if not self.slow or on == self.held:
            return
        self.held, self._steps = on, False
        if on:
            self._timer.stop()
        else:
            self._again()
        self.changed.emit()

    def step(self) -> None:
        """Show one letter more and hold; the one that is on its way gets there at once."""
        if not self.slow:
            return
        if self._stage >= 0 and self._steps:
            self._pass_first()
        self.held, self._steps = True, True
        self._again()
        self.changed.emit()

    # Inside

    def _again(self) -> None:
        """Go on where it was held."""
        if self._stage >= 0:
            self._begin_stage()
        else:
            self._go_on()

    def _go_on(self) -> None:
        if self._stage == len(STAGES) - 1:
            self._pass_first()
            if self._steps:
                self._steps = False
                self._pass_others()
                return
        if self._stage < 0:
            self._pass_others()
        if self._waiting:
            self._stage += 1
            self._begin_stage()

    def _begin_stage(self) -> None:
        stage = STAGES[self._stage]
        milliseconds = round(1000 * stage.value / self.speed)
        self._timer.start(milliseconds)
        self.staged.emit(self._waiting[0], stage, milliseconds)

    def _pass_first(self) -> None:
        self._timer.stop()
        self._stage = -1
        self._pass(1)

    def _pass_others(self) -> None:
        """Let all through before the next letter of the sample that is watched."""
        count = 0
        for event in self._waiting:
            if isinstance(event, Written) and event.sample == self.sample:
                break
            count += 1
        if count:
            self._pass(count)

    def _let_all_through(self) -> None:
        self._timer.stop()
        self._stage = -1
        if self._waiting:
            self._pass(len(self._waiting))

    def _pass(self, count: int) -> None:
        events = [self._waiting.popleft() for _ in range(min(count, len(self._waiting)))]
        self.passed.emit(events)
        self._tell_rest()
        if not self._waiting:
            self.drained.emit()

    def _tell_rest(self) -> None:
        rests = len(self._waiting) > (FEW if self._rests else MANY)
        if rests != self._rests:
            self._rests = rests
            self.rests.emit(rests)
