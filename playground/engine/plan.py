"""When training ends, and when it stops to check the model: by steps or by the clock."""

import math
from typing import Protocol

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.evaluate import TRAIN_TOKENS, VALID_TOKENS

SHARE = 0.05  # of the time at most goes into checks
FIRST_STEP = 5
MOST_STEPS = 1000  # between two checks
FIRST_SECONDS = 0.3
MOST_SECONDS = 60.0
LEAST = 12  # checks in a run by the clock, even if they are dear
EARLY = 0.5  # at first the checks come after half as much again


class Plan(Protocol):
    """The budget of a run."""

    def progress(self, step: int, seconds: float) -> float:
        """Return the share of the budget that is used up; training ends at 1."""

    def check_due(self, step: int, seconds: float, next_check: float) -> bool:
        """Return whether the model is to be checked after `step`."""

    def after_check(self, seconds: float, cost: float) -> float:
        """Return when the next check is due by the clock, if the last one took `cost` seconds."""


class StepPlan:
    """A budget in steps: checks come at steps that depend on the settings only.

    At first at 5, 10, 20, 40 …, then regularly, about 50 times in all; less often where the
    checks would take more than 5 % of the time. Reading a token in a check costs about a
    third of learning from it.
    """

    def __init__(self, steps: int, tokens_per_step: int) -> None:
        self._steps = steps
        dearest = (VALID_TOKENS + TRAIN_TOKENS) / 3 / SHARE / tokens_per_step
        regular = min(max(steps / 50, dearest), MOST_STEPS)
        self._interval = max(FIRST_STEP, math.ceil(regular))

    def progress(self, step: int, seconds: float) -> float:
        """Return the share of the steps that are done."""
        return step / self._steps

    def check_due(self, step: int, seconds: float, next_check: float) -> bool:
        """Return whether `step` is one of the steps to check at."""
        if step >= self._steps or step % self._interval == 0:
            return True
        doublings, odd = divmod(step, FIRST_STEP)
        is_early = odd == 0 and doublings & (doublings - 1) == 0  # 5 · 2^n
        return is_early and step < self._interval

    def after_check(self, seconds: float, cost: float) -> float:
        """Return 0: the clock does not matter."""
        return 0.0


class ClockPlan:
    """A budget in seconds: the first check comes soon, the others every 2 % of the budget.

    They are at least 1 second apart and at most a minute, and take no more than 5 % of the
    time unless there would be fewer than 12: one slow check must not blind the rest.
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
        interval = min(0.02 * self._budget, EARLY * seconds, MOST_SECONDS)
        return seconds + max(1.0, interval, min(cost / SHARE, self._budget / LEAST))


def make_plan(config: RunConfig) -> Plan:
    """Return the plan for a run: by steps if a number of steps is set, else by the clock."""
    training: TrainingConfig = config.training
    if training.steps:
        return StepPlan(training.steps, training.batch_size * config.settings.context)
    return ClockPlan(training.minutes * 60)
