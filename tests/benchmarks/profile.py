"""Where the time of one training step goes, and how far it is from the machine's peak.

    python -m tests.benchmarks.profile FILE [--models gpt char-rnn] [--operators 12]

Trains with a model's default settings under torch's profiler, which names every operator and
who called it. Steps with the profiler and steps without take turns: the time of a step is that
without, shares are those with it. The last column compares with the machine's fastest product
of matrices in float32; attention counts as if every token looked at every other.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import torch
from torch.autograd.profiler_util import FunctionEvent
from torch.profiler import ProfilerActivity, profile

from playground.engine.batches import make_batches
from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig
from playground.engine.models import MODELS
from tests.benchmarks.ours import Steps, Text, read_text, step_by_step
from tests.benchmarks.peak import PASSES, measure_peak, recurrent_flops
from tests.benchmarks.report import in_words, machine, number, options, table

PRODUCTS = ("mm", "addmm", "bmm", "baddbmm", "addmm_", "mkldnn_linear")
ELEMENTWISE = "elementwise and copies"
REST = "Python, the framework itself"
WARM_UP = 42  # steps; the engine checks the model after step 40 and 80, and not in between
ROUNDS = 3
MOST = 6  # steps with the profiler, and as many without, in a round


@dataclass
class Part:
    """A part of a step."""

    seconds: float = 0.0  # with the profiler
    flops: float = 0.0
    calls: int = 0

    def add(self, seconds: float, flops: float = 0.0) -> None:
        """Count an operator."""
        self.seconds += seconds
        self.flops += flops
        self.calls += 1


def main(words: Sequence[str] | None = None) -> None:
    """Print a table for each model."""
    parser = options(__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--models", nargs="+", choices=list(MODELS), default=list(MODELS))
    parser.add_argument("--steps", type=int, choices=range(1, MOST + 1), default=MOST)
    parser.add_argument("--operators", type=int, default=0, metavar="N", help="list the dearest N")
    parser.add_argument("--threads", type=int, default=0, metavar="N")
    args = parser.parse_args(words)
    text = read_text(args.file)
    print(in_words(machine()) + "\n")
    for model in args.models:
        print(of_model(text, model, args) + "\n")


def of_model(text: Text, model: str, args: argparse.Namespace) -> str:
    """Return what a step of a model with its default settings is made of, as Markdown."""
    spec = MODELS[model]
    steps = Steps(text, step_by_step(model, spec.config(), spec.training, args.threads))
    for _ in range(WARM_UP):
        steps.take()
    count = 1 if args.quick else args.steps
    plain: list[float] = []
    profiled: list[float] = []
    events: list[FunctionEvent] = []
    peaks: list[float] = []
    for _ in range(ROUNDS):
        plain += [steps.take() for _ in range(count)]
        with profile(activities=[ProfilerActivity.CPU], with_flops=True) as found:
            profiled += [steps.take() for _ in range(count)]
        events += found.events() or []
        peaks.append(measure_peak())
    threads = torch.get_num_threads()
    steps.close()
    parts = sort(events, sum(profiled), ROUNDS * count * batch_seconds(text, steps.config))
    add_flops(parts, steps, ROUNDS * count)
    head = (
        f"**{model}**, {steps.tokens} tokens a step, threads: {threads}. "
        f"A step takes {1e3 * median(plain):.1f} ms, {1e3 * median(profiled):.1f} ms with the "
        f"profiler: {number(steps.tokens / median(plain))} tokens/s. "
        f"The peak is {max(peaks) / 1e9:.0f} GFLOP/s."
    )
    share = median(plain) / sum(profiled)  # of a profiled second, in seconds of one step
    lines = [head, "", as_table(parts, share, max(peaks) * sum(profiled))]
    if args.operators:
        lines += ["", dearest(events, share, ROUNDS * count, args.operators)]
    return "\n".join(lines)


def batch_seconds(text: Text, config: RunConfig, tries: int = 50) -> float:
    """Return how long drawing a batch takes; the profiler does not see NumPy."""
    batches = make_batches(text.train, config, carries=False)
    began = perf_counter()
    for step in range(tries):
        batches.at(step)
    return (perf_counter() - began) / tries


def sort(events: Iterable[FunctionEvent], seconds: float, batches: float) -> dict[str, Part]:
    """Return the parts of the profiled steps, the dearest first."""
    parts: dict[str, Part] = {"batches": Part(batches)}
    for event in events:
        if is_own(event):
            part = parts.setdefault(part_of(event), Part())
            part.add(event.self_cpu_time_total / 1e6, event.flops or 0)
    rest = parts.setdefault(REST, Part())
    rest.seconds += seconds - sum(part.seconds for part in parts.values())
    return dict(sorted(parts.items(), key=lambda part: -part[1].seconds))


def is_own(event: FunctionEvent) -> bool:
    """Return whether an event is of the step's thread, not one of the profiler's marks."""
    return not event.is_async and not event.name.startswith(("ProfilerStep", "[memory]"))


def part_of(event: FunctionEvent) -> str:
    """Return the part that an operator belongs to."""
    ancestors = [event.name, *names_above(event)]
    for name in ancestors:
        if name.startswith("Optimizer.step#"):
            return name.removeprefix("Optimizer.step#").removesuffix(".step")
    if any(name.startswith("Optimizer.") for name in ancestors):
        return REST
    way = "backward" if any(name.startswith("autograd::") for name in ancestors) else "forward"
    kind = kind_of(event.name, ancestors)
    if kind == ELEMENTWISE and way == "forward" and is_clipping(ancestors):
        return "gradient clipping"
    return kind if kind in (REST, "cross-entropy", "embedding") else f"{kind}, {way}"


def names_above(event: FunctionEvent) -> Iterable[str]:
    """Yield the names of those who called an operator, the nearest first."""
    above = event.cpu_parent
    while above is not None:
        yield above.name
        above = above.cpu_parent


def kind_of(name: str, ancestors: Sequence[str]) -> str:
    """Return what an operator does."""
    short = name.removeprefix("aten::")
    if short == name:  # not an operator: autograd's bookkeeping
        return REST
    if short in PRODUCTS:
        return "matrix products"
    if "rnn_layer" in short or any("rnn_layer" in above for above in ancestors):
        return "recurrent layer"
    if "scaled_dot_product" in short:
        return "attention"
    if "log_softmax" in short or "nll_loss" in short or "cross_entropy" in short:
        return "cross-entropy"
    if "embedding" in short or short == "index_select":
        return "embedding"
    return ELEMENTWISE


def is_clipping(ancestors: Sequence[str]) -> bool:
    """Return whether an operator outside the model measures or cuts the gradient."""
    names = ("aten::linalg_vector_norm", "aten::_foreach", "aten::mul_", "aten::clamp")
    return any(name.startswith(names) for name in ancestors)


def add_flops(parts: dict[str, Part], steps: Steps, count: int) -> None:
    """Add the operations of fused operators, which the profiler does not know."""
    settings = steps.config.settings
    if isinstance(settings, GPTConfig):
        pairs = 2 * settings.n_layer * settings.n_embd * settings.context  # a token
        for way, passes in (("forward", 1), ("backward", PASSES - 1)):
            if f"attention, {way}" in parts:
                parts[f"attention, {way}"].flops = 2.0 * passes * pairs * steps.tokens * count
    elif isinstance(settings, CharRNNConfig):
        head = settings.n_hidden * steps.state.model.vocab_size
        per_token = recurrent_flops(steps.state.model) / (2 * PASSES) - head
        for way, passes in (("forward", 1), ("backward", PASSES - 1)):
            if f"recurrent layer, {way}" in parts:
                flops = 2.0 * passes * per_token * steps.tokens * count
                parts[f"recurrent layer, {way}"].flops = flops


def as_table(parts: dict[str, Part], share: float, possible: float) -> str:
    """Return the parts as a table.

    Args:
        parts: With the profiler.
        share: Seconds of one step for each second of theirs.
        possible: Operations that the machine could have done in all their seconds.
    """
    total = sum(part.seconds for part in parts.values())
    rows = [
        (
            name,
            f"{1e3 * share * part.seconds:.2f}",
            f"{100 * part.seconds / total:.1f} %",
            of_peak(part, possible / total),
        )
        for name, part in parts.items()
    ]
    whole = Part(total, sum(part.flops for part in parts.values()))
    whole_row = ("the whole step", f"{1e3 * share * total:.2f}", "100 %")
    rows.append((*whole_row, of_peak(whole, possible / total)))
    return table(("part", "ms", "share", "of the peak"), rows)


def of_peak(part: Part, peak: float) -> str:
    """Return how far a part is from the peak; nothing where it has no products."""
    if part.flops < 0.01 * part.seconds * peak:
        return ""
    return f"{100 * part.flops / (part.seconds * peak):.0f} %"


def dearest(events: Iterable[FunctionEvent], share: float, count: int, most: int) -> str:
    """Return the operators that take the most time, as a table."""
    operators: dict[tuple[str, str], Part] = {}
    for event in events:
        if is_own(event):
            key = event.name, part_of(event)
            operators.setdefault(key, Part()).add(event.self_cpu_time_total / 1e6)
    ranked = sorted(operators.items(), key=lambda item: -item[1].seconds)[:most]
    rows = [
        (name, part, f"{1e3 * share * found.seconds:.2f}", f"{found.calls / count:.0f}")
        for (name, part), found in ranked
    ]
    return table(("operator", "part", "ms", "calls"), rows)


if __name__ == "__main__":
    main()
