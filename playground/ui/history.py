"""What happened in one run, as the plots and cards read it. Knows nothing of Qt."""

from collections.abc import Iterable

import numpy as np

from playground.engine.events import (
    Done,
    Evaluated,
    Event,
    Finished,
    Progress,
    Sampled,
    Started,
    Stepped,
)
from playground.engine.units import BITS_PER_NAT
from playground.ui.curve import Column, Numbers, PeakColumn, SmoothColumn

NOTED = (Stepped, Evaluated, Sampled, Progress, Started, Finished, Done)
STEPS, TIME, TOKENS = "steps", "time", "tokens"


class History:
    """All events of one run, in the order in which they happened.

    Adding an event costs the same however many there are.
    """

    def __init__(self, tokens_per_character: float = 1.0) -> None:
        """Begin with nothing.

        Args:
            tokens_per_character: What is known before the first `Evaluated` tells exactly.
        """
        self.bits_per_nat = BITS_PER_NAT * tokens_per_character
        self.steps = Column()
        self.seconds = Column()
        self.tokens = Column()
        self.loss = SmoothColumn()  # nats per token
        self.learning_rate = PeakColumn()
        self.grad_norm = PeakColumn()
        self.evaluations: list[Evaluated] = []
        self.valid_loss = Column()  # of the evaluations, nats per token
        self.train_loss = Column()
        self._checked_steps = Column()
        self._checked_seconds = Column()
        self.samples: list[Sampled] = []
        self.started: Started | None = None
        self.finished: Finished | None = None
        self.done: Done | None = None
        self.progress: Progress | None = None  # while the text is prepared

    def __len__(self) -> int:
        """Return how many steps are known."""
        return len(self.steps)

    def add(self, events: Iterable[Event]) -> bool:
        """Take note of what happened; return whether any of it matters here."""
        matters = False
        for event in events:
            matters = matters or isinstance(event, NOTED)
            if isinstance(event, Stepped):
                self._step(event)
            elif isinstance(event, Evaluated):
                self._evaluated(event)
            elif isinstance(event, Sampled):
                self.samples.append(event)
            elif isinstance(event, Progress):
                self.progress = event
            elif isinstance(event, Started):
                self.started, self.finished, self.done = event, None, None
                self.forget_after(event.step)
            elif isinstance(event, Finished):
                self.finished = event
            elif isinstance(event, Done):
                self.done = event
        return matters

    def forget_after(self, step: int) -> None:
        """Drop what happened after `step`: a resumed run does it again."""
        size = int(np.searchsorted(self.steps.values, step, side="right"))
        for column in (self.steps, self.seconds, self.tokens, self.loss):
            column.cut(size)
        self.learning_rate.cut(size)
        self.grad_norm.cut(size)
        checks = int(np.searchsorted(self._checked_steps.values, step, side="right"))
        del self.evaluations[checks:]
        checked = (self.valid_loss, self.train_loss, self._checked_steps, self._checked_seconds)
        for column in checked:
            column.cut(checks)
        self.samples = [s for s in self.samples if s.step <= step]

    def place(self, axis: str) -> Numbers:
        """Return where each step stands on the x axis, ascending (N,)."""
        return {STEPS: self.steps, TIME: self.seconds, TOKENS: self.tokens}[axis].values

    def evaluation_places(self, axis: str) -> Numbers:
        """Return where each evaluation stands on the x axis, ascending (E,)."""
        if axis == TIME:
            return self._checked_seconds.values
        steps = self._checked_steps.values
        if axis == STEPS or not len(self):
            return steps
        tokens: Numbers = np.interp(steps, self.steps.values, self.tokens.values)
        return tokens

    def place_of(self, step: int, axis: str) -> float | None:
        """Return where a step stands on the x axis, None before anything is known."""
        if not len(self):
            return None
        return float(np.interp(step, self.steps.values, self.place(axis)))

    def _step(self, event: Stepped) -> None:
        if len(self) and event.step <= self.steps.last:
            self.forget_after(event.step - 1)
        self.steps.append(event.step)
        self.seconds.append(event.seconds)
        self.tokens.append(event.tokens)
        self.loss.append(event.loss)
        self.learning_rate.append(event.learning_rate)
        self.grad_norm.append(event.grad_norm)

    def _evaluated(self, event: Evaluated) -> None:
        self.evaluations.append(event)
        self.valid_loss.append(event.valid_loss)
        self.train_loss.append(event.train_loss)
        self._checked_steps.append(event.step)
        self._checked_seconds.append(event.seconds)
        if event.valid_loss > 0 and np.isfinite(event.valid_bpc):
            self.bits_per_nat = event.valid_bpc / event.valid_loss
