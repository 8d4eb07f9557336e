"""The kinds of files that the program reads, and how it uses each."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    RunConfig,
    SamplingConfig,
    TextConfig,
    TrainingConfig,
)
from playground.engine.corpus import Corpus, open_corpus
from playground.engine.events import Started, Stepped
from playground.engine.sample import generate
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import train_tokenizer
from playground.engine.work import finish
from playground.services import lock, rulers, speeds
from playground.services.loading import load_tokenizer_of
from playground.services.metrics import MetricsLog
from playground.services.runs import Run
from playground.services.sharing import Shared, export_run, import_run
from playground.services.workspace import Workspace, read
from playground.ui.history import History
from tests.faults.mutations import BYTES, JSON, TENSORS, Mutation

TEXT = "".join(f"{i} times {i} is {i * i}.\n" for i in range(300))
CHINESE = "从前有一只乌龟,它走得很慢,可是每天都走。\n兔子笑它:“你什么时候才到?”\n" * 60
WRITTEN = 6  # tokens


@dataclass(frozen=True)
class Kind:
    """One kind of file."""

    prepare: Callable[[Path], Path]  # makes a folder with everything; returns the file to damage
    use: Callable[[Path], object]  # uses what is in the folder
    mutations: tuple[Mutation, ...]
    writes: bool = False  # whether using it changes other files


def a_text(content: bytes) -> Callable[[Path], Path]:
    """Return what makes a text file."""

    def prepare(place: Path) -> Path:
        place.mkdir()
        (place / "text.txt").write_bytes(content)
        return place / "text.txt"

    return prepare


def read_text(place: Path) -> None:
    """Open a text, cut it into tokens and count it, as the Text tab and the trainer do."""
    corpus = finish(open_corpus([place / "text.txt"]))
    for key in ("char", "bpe"):
        config = TextConfig(tokenizer=key)
        finish(encode_corpus(corpus, finish(train_tokenizer(corpus, config)), config, None))
        if corpus.characters > 20_000:  # learning pieces of words takes its time
            return


def runs_with(
    file: str, model: str = "char-rnn", tokenizer: str = "char"
) -> Callable[[Path], Path]:
    """Return what makes a workspace with a trained run that can go on."""

    def prepare(place: Path) -> Path:
        a_text(TEXT.encode())(place)
        run = train_a_little(place, model, tokenizer)
        return run.path / file

    return prepare


def train_a_little(place: Path, model: str, tokenizer: str) -> Run:
    """Return a run that was stopped after a few steps."""
    workspace = Workspace(place / "home")
    small = {
        "char-rnn": CharRNNConfig(context=16, n_embd=8, n_hidden=8),
        "gpt": GPTConfig(context=16, n_layer=1, n_head=2, n_embd=8),
    }[model]
    training = TrainingConfig(steps=50, batch_size=2, threads=1, sample_length=8, device="cpu")
    config = RunConfig(model, small, training, TextConfig(tokenizer=tokenizer))
    walk = workspace.create(corpus_in(place), config, "a run")
    for event in walk:
        if isinstance(event, Stepped) and event.step == 8:
            break
    walk.close()
    return workspace.find("last")


def corpus_in(place: Path) -> Corpus:
    """Return the text."""
    return finish(open_corpus([place / "text.txt"]))


def only_run(place: Path) -> Run | None:
    """Return the run, listed and described as in the window; None if it is broken."""
    workspace = Workspace(place / "home")
    for broken in workspace.broken():
        str(broken.problem)
    for run in workspace.runs():
        repr(run.share_done), run.sparkline(), run.snapshots(), run.name
        return run
    return None


def write_with(place: Path, snapshot: int | None = None) -> None:
    """Load the model and let it write."""
    run = only_run(place)
    if run is not None:
        loaded = Workspace(place / "home").load(run, snapshot)
        config = SamplingConfig(length=WRITTEN, temperature=0.8, seed=1)
        for token in generate(loaded.model, loaded.tokenizer, "1 ", config):
            loaded.tokenizer.label(token.id)


def write_with_a_snapshot(place: Path) -> None:
    """Load the model of a snapshot and let it write."""
    write_with(place, 4)


def go_on(place: Path) -> None:
    """Train the run two steps further."""
    run = only_run(place)
    if run is None:
        return
    if run.share_done >= 1:
        longer = replace(run.config.training, steps=run.steps + 2, minutes=0.0)
        run = replace(run, config=replace(run.config, training=longer))
    walk = Workspace(place / "home").resume(run, run.config)
    try:
        steps = 0
        for event in walk:
            steps += isinstance(event, Stepped)
            if steps == 2 or (isinstance(event, Started) and is_large(run.config)):
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
    assert run is not None
    tokenizer = load_tokenizer_of(run)
    ids = tokenizer.encode("12 times 12")
    tokenizer.decode(ids)
    for id in range(min(tokenizer.vocab_size, 300)):
        tokenizer.label(id)


def use_metrics(place: Path) -> None:
    """Draw the curve of a run, and go on writing it."""
    run = only_run(place)
    assert run is not None
    history = History()
    history.add(run.metrics())
    history.forget_after(5)
    log = MetricsLog(run.path / "metrics.jsonl", keep=100)
    log.add(Stepped(9, 1.0, 1e-3, 1.0, 9, 1.0))
    log.flush()
    run.metrics()


def use_lock(place: Path) -> None:
    """See who trains the run, and train it."""
    run = only_run(place)
    assert run is not None
    lock.holder(run.path)
    lock.RunLock(run.path).release()


def an_archive(place: Path) -> Path:
    """Make an exported run."""
    a_text(TEXT.encode())(place)
    file = place / "a.lmrun"
    finish(export_run(train_a_little(place, "gpt", "char"), file))
    return file


def take_in(place: Path) -> None:
    """Import a run, and let it write."""
    workspace = Workspace(place / "other")
    try:
        *_, last = import_run(place / "a.lmrun", workspace.folder)
    finally:
        left = list(workspace.folder.glob(".import*")) if workspace.folder.exists() else []
        assert not left, left
    assert isinstance(last, Shared)
    run = read(Path(last.path))
    if isinstance(run, Run) and run.has_weights:
        loaded = workspace.load(run)
        list(generate(loaded.model, loaded.tokenizer, "1 ", SamplingConfig(length=2, seed=1)))


def settings_file(place: Path) -> Path:
    """Make the settings of a window that was used."""
    from playground.ui.settings import Settings
    from playground.ui.sources import Source

    place.mkdir()
    settings = Settings(place / "settings.ini")
    recent = [Source(files=(place / "a.txt",)).to_json(), Source(built_in="fables-en").to_json()]
    values: dict[str, Any] = {
        "window/language": "zh", "window/theme": "dark", "window/text_size": 1.2,
        "window/geometry": b"\x01\xd9\xd0\xcb\0\x03\0\0\0\0\x01\0", "window/sidebar_width": 240,
        "window/sidebar": True, "window/tab": "train", "text/recent": recent,
        "generate/prompts": ["a", "你好"], "train/plan": '{"model":"gpt"}', "plot/unit": "nats",
        "plot/smoothing": 0.5, "session/training": "/somewhere",
    }  # fmt: skip
    for key, value in values.items():
        settings.set(key, value)
    assert settings.save()
    return settings.file


def use_settings(place: Path) -> None:
    """Read the settings as the window does at its start."""
    from playground.ui.plots.options import PlotOptions, remembered
    from playground.ui.settings import Settings
    from playground.ui.sources import source_from_json
    from playground.ui.train.plan import first_plan

    os.environ["PLAYGROUND_HOME"] = str(place)
    settings = Settings(place / "settings.ini")
    for key, default in (
        ("window/language", ""), ("window/theme", "system"), ("window/text_size", 1.0),
        ("window/geometry", b""), ("window/sidebar_width", 240), ("window/sidebar", True),
        ("window/tab", ""), ("generate/prompts", [""]), ("session/training", ""),
    ):  # fmt: skip
        found = settings.get(key, default)
        assert type(found) is type(default)
    for line in settings.get("text/recent", list[str]()):
        source_from_json(line)
    first_plan(settings.get("train/plan", ""))
    assert isinstance(remembered(settings), PlotOptions)
    settings.set("window/tab", "text")
    settings.save()


def ruler_file(place: Path) -> Path:
    """Make a ruler that was measured."""
    a_text(TEXT.encode())(place)
    corpus = corpus_in(place)
    finish(rulers.ruler_of(corpus, 0.1, place / "cache"))
    return rulers.place(corpus.sha256, 0.1, place / "cache")


def use_ruler(place: Path) -> None:
    """Find the ruler again, or measure it."""
    file = next((place / "cache" / rulers.FOLDER).iterdir())
    rulers.load(file)


def speeds_file(place: Path) -> Path:
    """Make the measured speeds of a computer."""
    place.mkdir()
    path = place / speeds.FILE
    path.write_text(
        f'{{"format": 1, "computer": "{speeds.computer()}", "speeds": {{"gpt": 5e10}}}}',
        encoding="utf-8",
    )
    return path


def use_speeds(place: Path) -> None:
    """Ask for the speed."""
    found = speeds.known_speed("gpt", place)
    assert found is None or found > 0


KINDS: dict[str, Kind] = {
    "text, English": Kind(a_text(TEXT.encode()), read_text, BYTES),
    "text, Chinese": Kind(a_text(CHINESE.encode()), read_text, BYTES),
    "text, GB18030": Kind(a_text(CHINESE.encode("gb18030")), read_text, BYTES),
    "text, UTF-16": Kind(a_text(CHINESE.encode("utf-16")), read_text, BYTES),
    "run.json": Kind(runs_with("run.json"), use_run, JSON, writes=True),
    "run.json of a gpt": Kind(runs_with("run.json", "gpt"), use_run, JSON, writes=True),
    "tokenizer.json, characters": Kind(runs_with("tokenizer.json"), use_tokenizer, JSON),
    "tokenizer.json, BPE": Kind(
        runs_with("tokenizer.json", "char-rnn", "bpe"), use_tokenizer, JSON
    ),
    "metrics.jsonl": Kind(runs_with("metrics.jsonl"), use_metrics, JSON),
    "weights.safetensors": Kind(runs_with("weights.safetensors"), write_with, TENSORS),
    "weights of a gpt": Kind(runs_with("weights.safetensors", "gpt"), write_with, TENSORS),
    "snapshot": Kind(runs_with("snapshots/000004.safetensors"), write_with_a_snapshot, TENSORS),
    "resume.safetensors": Kind(runs_with("resume.safetensors"), go_on, TENSORS, writes=True),
    "resume.safetensors of a gpt": Kind(
        runs_with("resume.safetensors", "gpt"), go_on, TENSORS, writes=True
    ),
    "resume.json": Kind(runs_with("resume.json"), go_on, JSON, writes=True),
    "run.lock": Kind(
        lambda place: locked(runs_with("run.json")(place).parent), use_lock, BYTES, writes=True
    ),
    ".lmrun": Kind(an_archive, take_in, BYTES, writes=True),
    "settings.ini": Kind(settings_file, use_settings, BYTES, writes=True),
    "ruler": Kind(ruler_file, use_ruler, JSON),
    "speeds.json": Kind(speeds_file, use_speeds, JSON),
}


def locked(folder: Path) -> Path:
    """Make a lock file of a program that is gone."""
    (folder / lock.FILE).write_bytes(lock.content().replace(str(os.getpid()).encode(), b"4194300"))
    return folder / lock.FILE
