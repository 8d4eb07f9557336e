"""When training ends, and when it stops to check the model: by steps or by the clock."""

import math
from typing import Protocol

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.evaluate import TRAIN_TOKENS, VALID_TOKENS

SHARE = 0.05  # of the time at most goes into checks
SAMPLES_SHARE = 0.02  # and into samples
LEAST_STEPS, MOST_STEPS = 5, 1000  # between two checks
WRITING = 3  # tokens are learned from in the time that one is written in
FIRST_SECONDS = 0.3
MOST_SECONDS = 60.0
LEAST = 12  # checks in a run by the clock, even if they are dear
OFTEN = 0.5  # at first the checks come after half as much again
APART = 1.4  # times the seconds of the last check: none comes earlier than that early
LATER = 1.5  # times the regular rest, which an early check may be waited for
CHEAP = 0.02  # of the budget: what costs more does not come early


class Plan(Protocol):
    """The budget of a run."""

    def progress(self, step: int, seconds: float) -> float:
        """Return the share of the budget that is used up; training ends at 1."""

    def check_due(self, step: int, seconds: float, next_check: float) -> bool:
        """Return whether the model is to be checked after `step`."""

    def after_check(self, seconds: float, cost: float) -> float:
        """Return when the next check is due by the clock, if the last one took `cost` seconds."""

    def sample_due(self, step: int, seconds: float, next_sample: float) -> bool:
        """Return whether the model may write after the check at `step`; it may at the end."""

    def after_sample(self, seconds: float, cost: float) -> float:
        """Return when it may write again by the clock, if that took `cost` seconds."""


class StepPlan:
    """A budget in steps: checks and samples come at steps that depend on the settings only.

    At first at 1, 2, 4, 8 …, so that one sees how it begins, then regularly, about 50 times in
    all; less often where the checks would take more than 5 % of the time. Reading a token in a
    check costs about a third of learning from it.
    """

    def __init__(self, steps: int, tokens_per_step: int, sample_length: int = 0) -> None:
        self._steps = steps
        dearest = (VALID_TOKENS + TRAIN_TOKENS) / 3 / SHARE / tokens_per_step
        regular = min(max(steps / 50, dearest), MOST_STEPS)
        self._interval = max(LEAST_STEPS, math.ceil(regular))
        apart = sample_length * WRITING / SAMPLES_SHARE / tokens_per_step
        self._between_samples = self._interval * max(1, math.ceil(apart / self._interval))

    def progress(self, step: int, seconds: float) -> float:
        """Return the share of the steps that are done."""
        return step / self._steps

    def check_due(self, step: int, seconds: float, next_check: float) -> bool:
        """Return whether `step` is one of the steps to check at."""
        if step >= self._steps or step % self._interval == 0:
            return True
        return self._is_early(step)

    def after_check(self, seconds: float, cost: float) -> float:
        """Return 0: the clock does not matter."""
        return 0.0

    def sample_due(self, step: int, seconds: float, next_sample: float) -> bool:
        """Return whether `step` is one of the steps to write after."""
        return step >= self._steps or step % self._between_samples == 0 or self._is_early(step)

    def after_sample(self, seconds: float, cost: float) -> float:
        """Return 0: the clock does not matter."""
        return 0.0

    def _is_early(self, step: int) -> bool:
        return 0 < step < self._interval and step & (step - 1) == 0  # a power of two


class ClockPlan:
    """A budget in seconds: the first check comes soon, the others every 2 % of the budget.

    They are at least 1 second apart and at most a minute, and take no more than 5 % of the
    time unless there would be fewer than 12: one slow check must not blind the rest. However
    dear they are up to 2 % of the budget, there is one at 1, 2, 4, 8 … seconds, as long as that
    is hardly later, so that one sees how it begins.
    """

    def __init__(self, budget: float) -> None:
        self._budget = budget

    def progress(self, step: int, seconds: float) -> float:
        """Return the share of the seconds that are over; a run has one step at least."""
        return min(seconds / self._budget, 1.0 if step else 0.0)

    def check_due(self, step: int, seconds: float, next_check: float) -> bool:
        """Return whether it is time for a check, or the budget is used up."""
        return seconds >= min(max(next_check, FIRST_SECONDS), self._budget)

    def after_check(self, seconds: float, cost: float) -> float:
        """Return when the next check is due."""
        interval = min(0.02 * self._budget, OFTEN * seconds, MOST_SECONDS)
        regular = seconds + max(1.0, interval, min(cost / SHARE, self._budget / LEAST))
        return self._early(seconds, cost, regular)

    def sample_due(self, step: int, seconds: float, next_sample: float) -> bool:
        """Return whether it has rested long enough from writing, or the budget is used up."""
        return seconds >= min(next_sample, self._budget)

    def after_sample(self, seconds: float, cost: float) -> float:
        """Return when it may write again."""
        return self._early(seconds, cost, seconds + max(1.0, cost / SAMPLES_SHARE))

    def _early(self, seconds: float, cost: float, regular: float) -> float:
        """Return the next of 1, 2, 4, 8 … seconds if that is not long after `regular`."""
        if cost > CHEAP * self._budget:
            return regular
        doubled = max(1.0, 2.0 ** math.ceil(math.log2(APART * max(seconds, 0.1))))
        return doubled if doubled - seconds <= LATER * (regular - seconds) else regular


def make_plan(config: RunConfig) -> Plan:
    """Return the plan for a run: by steps if a number of steps is set, else by the clock."""
    training: TrainingConfig = config.training
    if training.steps:
        per_step = training.batch_size * config.settings.context
        return StepPlan(training.steps, per_step, training.sample_length)
    return ClockPlan(training.minutes * 60)
