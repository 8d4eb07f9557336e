"""What goes wrong in a training: told in a sentence, and nothing good is lost."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch

from playground.engine.config import (
    GPTConfig,
    RunConfig,
    TrainingConfig,
)
from playground.engine.corpus import Corpus
from playground.engine.events import Done, Evaluated, Event, Stepped
from playground.errors import (
    Diverged,
    FolderGone,
    OutOfMemory,
    RunBroken,
    RunWithoutWeights,
    WorkspaceUnwritable,
)
from playground.services import training as training_module
from playground.services.lock import holder
from playground.services.preparation import Prepared
from playground.services.recorder import Recorder
from playground.services.runs import Run
from playground.services.training import Training
from playground.services.workspace import Workspace
from tests.services.small_runs import (
    assert_same_run,
    config_of,
    run_until,
    weights,
)


def test_an_explosion_keeps_the_best_weights_and_is_told_after_the_folder_is_complete(
    workspace: Workspace, corpus: Corpus
) -> None:
    settings = GPTConfig(context=16, n_layer=1, n_head=1, n_embd=8)
    training = TrainingConfig(
        steps=500, batch_size=4, threads=1, sample_length=0, optimizer="adamw",
        learning_rate=10.0, warmup_steps=200,
    )  # fmt: skip
    walk = workspace.create(corpus, RunConfig("gpt", settings, training))
    events: list[Event] = []
    with pytest.raises(Diverged, match=r"Set “Learning rate” to 0\.008 or less; it was 10\."):
        events.extend(walk)
    with pytest.raises(StopIteration):
        next(walk)
    assert walk.close() == []
    assert walk.done is not None
    assert walk.done.status == "diverged"
    run = workspace.find("last")
    assert run.status == "diverged"
    checks = [event for event in run.metrics(Evaluated) if isinstance(event, Evaluated)]
    best = min(checks, key=lambda event: event.valid_loss)
    assert (run.best_step, run.valid_loss) == (best.step, best.valid_loss)
    assert all(torch.isfinite(tensor).all() for tensor in weights(run).values())
    workspace.load(run)


def fake_engine(monkeypatch: pytest.MonkeyPatch, error: Exception, after: int) -> None:
    """Let the engine fail after so many steps."""

    def train(*args: object) -> Iterator[Event]:
        for step in range(1, after + 1):
            args[0].step = step  # type: ignore[attr-defined]
            yield Stepped(step, 3.0, 1e-3, 1.0, step, 0.1)
        raise error

    monkeypatch.setattr(training_module, "train", train)


NO_MEMORY = "DefaultCPUAllocator: can't allocate memory: you tried to allocate 5000000000 bytes."


def test_a_lack_of_memory_at_the_start_is_a_sentence_and_leaves_nothing(
    workspace: Workspace, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_engine(monkeypatch, RuntimeError(NO_MEMORY), after=0)
    training = workspace.create(corpus, config_of())
    with pytest.raises(OutOfMemory, match="5,000 MB"):
        list(training)
    assert training.close() == []
    assert workspace.runs() == []


def test_a_bug_is_not_hidden_and_the_run_can_go_on(
    workspace: Workspace, corpus: Corpus, monkeypatch: pytest.MonkeyPatch, whole: Run
) -> None:
    with monkeypatch.context() as patch:
        fake_engine(patch, ZeroDivisionError("a bug"), after=3)
        training = workspace.create(corpus, config_of(), "unlucky")
        with pytest.raises(ZeroDivisionError, match="a bug"):
            list(training)
    training.close()
    run = workspace.find("unlucky")
    assert run.status == "interrupted"
    assert len(run.metrics(Stepped)) == 3
    list(workspace.resume(run))
    assert_same_run(workspace.find("unlucky"), whole)


def test_a_folder_in_the_way_is_a_sentence_before_the_work_begins(
    workspace: Workspace, corpus: Corpus
) -> None:
    workspace.home.mkdir(parents=True)
    workspace.folder.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(WorkspaceUnwritable, match=r"--home or PLAYGROUND_HOME"):
        next(workspace.create(corpus, config_of()))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", b"\xff"),
        ("resume.safetensors", b"\x00" * 100),
        ("resume.json", b'{"mark": "another"}'),
        ("resume.json", b""),
    ],
)
def test_a_damaged_file_is_named_when_a_run_should_go_on(
    workspace: Workspace, corpus: Corpus, name: str, content: bytes
) -> None:
    training = workspace.create(corpus, config_of())
    run_until(training, 5)
    training.close()
    run = workspace.find("last")
    (run.path / name).write_bytes(content)
    with pytest.raises(RunBroken, match=name.replace(".", r"\.")):
        list(workspace.resume(run))
    assert workspace.find("last").status == "stopped"


def test_damaged_or_missing_weights_are_named(workspace: Workspace, whole: Run) -> None:
    path = whole.path / "weights.safetensors"
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    with pytest.raises(RunBroken, match=r"weights\.safetensors is damaged"):
        workspace.load(whole)
    data = json.loads((whole.path / "run.json").read_text(encoding="utf-8"))
    data["config"]["settings"]["n_hidden"] = 17
    path.write_bytes(good)
    (whole.path / "run.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RunBroken, match=r"weights\.safetensors is damaged"):
        workspace.load(workspace.find(whole.name))
    path.unlink()
    with pytest.raises(RunWithoutWeights, match="finished, 40 steps"):
        workspace.load(whole)


def paused(workspace: Workspace, corpus: Corpus) -> Training:
    """Return a training that holds after 10 steps."""
    training = workspace.create(corpus, config_of())
    run_until(training, 10)
    training.pause()
    return training


@pytest.mark.parametrize(
    "names", [("run.json",), ("metrics.jsonl",), ("run.json", "metrics.jsonl")]
)
def test_a_file_that_is_deleted_during_a_pause_is_written_again(
    names: tuple[str, ...], workspace: Workspace, corpus: Corpus
) -> None:
    training = paused(workspace, corpus)
    before = workspace.find("last")
    for name in names:
        (before.path / name).unlink()
    training.unpause()
    assert isinstance(list(training)[-1], Done)
    after = workspace.find("last")
    assert (after.path, after.title, after.config) == (before.path, before.title, before.config)
    assert after.status == "finished"
    assert list(after.metrics(Stepped))
    workspace.load(after)


def test_a_run_in_training_whose_record_is_damaged_keeps_its_record(
    workspace: Workspace, corpus: Corpus
) -> None:
    training = workspace.create(corpus, config_of())
    run_until(training, 10)
    before = workspace.find("last")
    (before.path / "run.json").write_text("{", encoding="utf-8")
    assert isinstance(list(training)[-1], Done)
    assert workspace.find("last").config == before.config


def test_a_folder_that_is_taken_away_during_a_pause_is_asked_for(
    workspace: Workspace, corpus: Corpus
) -> None:
    training = paused(workspace, corpus)
    folder = workspace.find("last").path
    away = folder.rename(folder.parent.parent / "away")
    with pytest.raises(FolderGone):
        training.unpause()
    away.rename(folder)
    training.unpause()
    assert isinstance(list(training)[-1], Done)


def test_closing_a_run_whose_folder_was_taken_away_ends_in_a_sentence(
    workspace: Workspace, corpus: Corpus
) -> None:
    training = paused(workspace, corpus)
    folder = workspace.find("last").path
    folder.rename(folder.parent.parent / "away")
    with pytest.raises(FolderGone):
        training.close()


def test_a_run_that_is_lost_before_its_first_step_is_let_go(
    workspace: Workspace, whole: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = replace(whole.config, training=replace(whole.config.training, steps=60))

    def lose(prepared: Prepared) -> Recorder:
        (prepared.folder / "run.json").unlink()  # by another program, just now
        return Recorder(prepared)

    record = (whole.path / "run.json").read_bytes()
    monkeypatch.setattr(training_module, "Recorder", lose)
    with pytest.raises(RunBroken):
        list(workspace.resume(whole, config))
    (whole.path / "run.json").write_bytes(record)
    assert holder(whole.path) is None
