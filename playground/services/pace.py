"""How far a training is, how fast it goes and how long it still takes."""

from collections import deque
from collections.abc import Callable, Iterable

from playground.engine.config import TrainingConfig
from playground.engine.events import Event, Stepped

WINDOW_SECONDS = 5.0  # of training time, over which the speed is measured


class Pace:
    """Follows the steps of one training."""

    def __init__(self, training: TrainingConfig) -> None:
        self._budget = training
        self._recent: deque[Stepped] = deque()
        self.last: Stepped | None = None

    def add(self, events: Iterable[Event]) -> None:
        """Take note of the steps among `events`."""
        for event in events:
            if isinstance(event, Stepped):
                self.last = event
                if not self._recent or event.seconds - self._recent[-1].seconds >= 0.05:
                    self._recent.append(event)
        if self.last is not None:
            oldest = self.last.seconds - WINDOW_SECONDS
            while len(self._recent) > 2 and self._recent[1].seconds <= oldest:
                self._recent.popleft()

    @property
    def share(self) -> float:
        """Part of the budget that is used up, 0 to 1."""
        if self.last is None:
            return 0.0
        if self._budget.steps:
            return min(1.0, self.last.step / self._budget.steps)
        return min(1.0, self.last.seconds / (60 * self._budget.minutes))

    @property
    def seconds_left(self) -> float | None:
        """Training time still to come; None while it cannot be told."""
        if self.last is None:
            return None
        if not self._budget.steps:
            return max(0.0, 60 * self._budget.minutes - self.last.seconds)
        speed = self._speed(lambda event: event.step)
        return max(0.0, (self._budget.steps - self.last.step) / speed) if speed else None

    @property
    def tokens_per_second(self) -> float | None:
        """Training tokens read in a second, lately; None while it cannot be told."""
        return self._speed(lambda event: event.tokens)

    def _speed(self, count: Callable[[Stepped], int]) -> float | None:
        if self.last is None or not self._recent:
            return None
        first = self._recent[0]
        seconds = self.last.seconds - first.seconds
        return (count(self.last) - count(first)) / seconds if seconds > 0 else None
