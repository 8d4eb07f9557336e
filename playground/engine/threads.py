"""Use more CPU threads while they help, and fewer while the computer is busy.

Threads share out each product of a step and wait for the slowest. On a quiet computer two
of them are half as fast again as one; when other programs use the cores, they wait for
each other most of the time and can be ten times slower. It is busiest when a training begins, with
the n-grams of a new text, so at first a verdict does not hold for long.
"""

from collections import deque
from statistics import median

STEPS = 4  # measured before a judgement
FIRST_PATIENCE = 1.0  # seconds until the other number is tried again; twice as long each time
PATIENCE = 15.0  # at most
FASTER = 0.95  # a trial must take less than this share of the usual time to win
HOPELESS = 2.0  # a step that takes this many times the usual ends a trial
SLOWED = 1.5  # times the time at the last judgement: something has changed, so try at once


class ThreadWatch:
    """Chooses between one thread and `most`, by the time that steps take.

    Attributes:
        count: How many threads to use for the next step.
    """

    def __init__(self, most: int) -> None:
        self.count = 1
        self._other = most
        self._trying = False
        self._recent: deque[float] = deque(maxlen=STEPS)  # seconds of the last steps
        self._usual = 0.0  # seconds of a step before the trial; 0 before the first
        self._seconds = 0.0
        self._next_trial = 0.0
        self._patience = FIRST_PATIENCE

    def note(self, seconds: float) -> None:
        """Hear how long the last step took; `count` may change."""
        if self.count == self._other:
            return
        self._seconds += seconds
        self._recent.append(seconds)
        enough = len(self._recent) == STEPS
        if self._trying:
            if enough or seconds > HOPELESS * self._usual:
                self._judge()
        elif enough and (self._seconds >= self._next_trial or self._has_slowed()):
            self._usual = median(self._recent)
            self._swap()

    def _has_slowed(self) -> bool:
        return median(self._recent) > SLOWED * self._usual

    def _judge(self) -> None:
        """Keep the number of threads that was tried, or return to the one before."""
        tried = median(self._recent)
        if tried < FASTER * self._usual:
            self._usual = tried
            self._trying = False
        else:
            self._swap()
        self._next_trial = self._seconds + self._patience
        self._patience = min(PATIENCE, 2 * self._patience)

    def _swap(self) -> None:
        self.count, self._other = self._other, self.count
        self._trying = not self._trying
        self._recent.clear()
