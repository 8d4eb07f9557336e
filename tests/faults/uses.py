"""What the program does with the files of a run: it lists, writes, trains, draws."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playground.commands.runs import row
from playground.engine.config import RunConfig, SamplingConfig
from playground.engine.events import Started, Stepped
from playground.engine.sample import generate
from playground.services import lock
from playground.services.loading import load_tokenizer_of
from playground.services.metrics import MetricsLog, dump
from playground.services.runs import Run, json_line
from playground.services.workspace import Workspace
from playground.ui.generate.shelf import weights_step
from playground.ui.run_words import run_line, score

WRITTEN = 6  # tokens
MORE = 2  # steps that a run goes on


def only_run(place: Path) -> Run:
    """Return the run, listed and described as everywhere, or raise what is wrong with it."""
    workspace = Workspace(place / "home")
    for broken in workspace.broken():
        dump(json_line(broken))
        raise broken.problem
    (run,) = workspace.runs()
    dump(json_line(run)), row(run), run_line(run), score(run)
    repr(run.share_done), run.sparkline(), run.snapshots(), run.name
    return run


def write_with(place: Path, snapshot: int | None = None) -> None:
    """Load the model and let it write."""
    run = only_run(place)
    weights_step(run)
    loaded = Workspace(place / "home").load(run, snapshot)
    config = SamplingConfig(length=WRITTEN, temperature=0.8, seed=1)
    for token in generate(loaded.model, loaded.tokenizer, "1 ", config):
        loaded.tokenizer.label(token.id)


def write_with_a_snapshot(place: Path) -> None:
    """Load the model of a snapshot and let it write."""
    write_with(place, 4)


def go_on(place: Path) -> None:
    """Train the run a little further."""
    run = only_run(place)
    if run.share_done >= 1:
        longer = replace(run.config.training, steps=run.steps + MORE, minutes=0.0)
        run = replace(run, config=replace(run.config, training=longer))
    walk = Workspace(place / "home").resume(run, run.config)
    try:
        steps = 0
        for event in walk:
            steps += isinstance(event, Stepped)
            if steps == MORE or (isinstance(event, Started) and is_large(run.config)):
                break
    finally:
        walk.close()


def is_large(config: RunConfig) -> bool:
    """Tell a step that may take long or much memory: which a person may want."""
    return config.training.batch_size * config.settings.context > 64


def use_run(place: Path) -> None:
    """Do everything with a run."""
    try:
        write_with(place)
    finally:
        go_on(place)


def use_tokenizer(place: Path) -> None:
    """Cut and join a text."""
    run = only_run(place)
    tokenizer = load_tokenizer_of(run)
    ids = tokenizer.encode("12 times 12")
    tokenizer.decode(ids)
    for id in range(min(tokenizer.vocab_size, 300)):
        tokenizer.label(id)


def use_metrics(place: Path) -> None:
    """Read what was recorded, and go on writing it."""
    run = only_run(place)
    log = MetricsLog(run.path / "metrics.jsonl", keep=100)
    log.add(Stepped(9, 1.0, 1e-3, 1.0, 9, 1.0))
    log.flush()
    run.metrics()


def use_lock(place: Path) -> None:
    """See who trains the run, and train it."""
    run = only_run(place)
    lock.holder(run.path)
    lock.RunLock(run.path).release()


@contextmanager
def a_value(module: object, name: str, value: object) -> Iterator[None]:
    """Let a constant of a module be another one for a while."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)
