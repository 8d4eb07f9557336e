"""Time to quality: how soon a whole training, annealed to its end, reaches a validation loss.

The losses are those that the program itself reports at the end of a run: on the whole
validation text, the last tenth, with the best weights. A longer run that passes the target on
its way has not annealed yet, so the time that a target needs is found by its budget: budgets
from a ladder are tried, short ones first, until the runs of all seeds meet the target.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from types import ModuleType

from playground.engine.baselines import measure
from playground.engine.config import TextConfig
from playground.engine.events import Finished
from playground.engine.units import BITS_PER_NAT
from playground.engine.work import finish
from tests.benchmarks import nanogpt
from tests.benchmarks.ours import Text, by_clock, trained
from tests.benchmarks.report import Line, say

TITLES = {"gpt": "mini-GPT", "char-rnn": "RNN"}
LADDER = tuple(round(2 * 2 ** (i / 2), 1) for i in range(15))  # seconds: 2, 2.8, 4 … 256
GOAL = 1.88  # nats: what nanoGPT's README says its recipe comes to
PEER = "nanoGPT, whole run"


@dataclass(frozen=True)
class Plan:
    """What is run."""

    recipe: nanogpt.Recipe
    seeds: Sequence[int]
    ladder: Sequence[float]  # budgets in seconds, rising
    targets: dict[str, float]  # validation loss in nats, by name, falling
    threads: int  # of ours; 0 is the program's own choice


@dataclass
class Found:
    """What was measured, a value for each seed."""

    peer: list[nanogpt.Trained] = field(default_factory=list)
    same_time: dict[str, list[Finished]] = field(default_factory=dict)  # by model
    reached: dict[tuple[str, str], tuple[float, ...]] = field(default_factory=dict)
    """Seconds by model and target; missing where no budget was enough."""


def five_grams(text: Text) -> float:
    """Return the loss of the 5-gram counts on the validation text, in nats per character."""
    return finish(measure(text.corpus, TextConfig().valid_share)).bits["5-gram"] / BITS_PER_NAT


def time_to_quality(text: Text, module: ModuleType, plan: Plan) -> list[Line]:
    """Let nanoGPT and our models train in turn, seed by seed, and climb the ladder in between."""
    found = Found(same_time={model: [] for model in TITLES})
    models = list(TITLES)
    for i, seed in enumerate(plan.seeds):
        say(f"seed {seed}: nanoGPT")
        peer = nanogpt.train(module, text, plan.recipe, seed)
        say(f"  {peer.loss:.3f} nats in {peer.seconds:.1f} s")
        found.peer.append(peer)
        for model in models:
            config = by_clock(text, model, peer.seconds, seed, plan.threads)
            found.same_time[model].append(told(model, trained(text, config)))
        for model in models[i :: len(plan.seeds)]:
            climb(text, model, plan, found)
    return as_lines(plan, found)


def told(model: str, run: Finished) -> Finished:
    """Say how a run of ours ended, and return it."""
    say(f"  {model}: {run.valid_loss:.3f} nats in {run.seconds:.1f} s, {run.step} steps")
    return run


def climb(text: Text, model: str, plan: Plan, found: Found) -> None:
    """Find the least budget for each target that the model meets in nanoGPT's time."""
    limit = median(run.seconds for run in found.peer)
    budgets = iter([budget for budget in plan.ladder if budget <= limit])
    runs: list[Finished] = []
    for name, target in plan.targets.items():  # the next target needs no less time
        if any(run.valid_loss > target for run in found.same_time[model]):
            say(f"{model} misses {name} ({target:.3f} nats) in all of nanoGPT's time")
            return
        while not meets(runs, target, len(plan.seeds)):
            budget = next(budgets, None)
            if budget is None:
                say(f"no budget up to {limit:.0f} s takes {model} to {name} ({target:.3f} nats)")
                return
            runs = try_budget(text, model, budget, target, plan)
        found.reached[model, name] = tuple(run.seconds for run in runs)


def try_budget(text: Text, model: str, budget: float, target: float, plan: Plan) -> list[Finished]:
    """Return the runs with a budget, up to the first seed that misses the target."""
    runs: list[Finished] = []
    say(f"{model}: {target:.3f} nats in {budget:g} s?")
    for seed in plan.seeds:
        config = by_clock(text, model, budget, seed, plan.threads)
        runs.append(told(model, trained(text, config)))
        if runs[-1].valid_loss > target:
            break
    return runs


def meets(runs: Sequence[Finished], target: float, seeds: int) -> bool:
    """Return whether the runs of all seeds are there and none misses the target."""
    return len(runs) == seeds and all(run.valid_loss <= target for run in runs)


def as_lines(plan: Plan, found: Found) -> list[Line]:
    """Return the lines of the table."""
    whole = tuple(run.seconds for run in found.peer)
    losses = tuple(run.loss for run in found.peer)
    lines = []
    for model, title in TITLES.items():
        same = tuple(run.valid_loss for run in found.same_time[model])
        what = f"{title}: validation loss in nanoGPT's time"
        lines.append(Line(f"training.same-time.{model}", what, "nats", same, losses, PEER))
    for (model, name), seconds in found.reached.items():
        what = f"{TITLES[model]}: time until {name} ({plan.targets[name]:.3f} nats)"
        lines.append(Line(f"training.until.{name}.{model}", what, "s", seconds, whole, PEER))
    return lines
