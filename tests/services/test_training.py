"""A training with a home, on small models: nothing is lost, whatever happens."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    RunConfig,
    SamplingConfig,
    TrainingConfig,
)
from playground.engine.corpus import Corpus, built_in_corpus, open_corpus, pasted_corpus
from playground.engine.events import Done, Evaluated, Event, Finished, Progress, Started, Stepped
from playground.engine.sample import generate
from playground.engine.work import finish
from playground.errors import (
    DiskFull,
    Diverged,
    OutOfMemory,
    RunBroken,
    RunBusy,
    RunTextDiffers,
    RunWithoutWeights,
    TextTooShort,
    WorkspaceUnwritable,
)
from playground.services import training as training_module
from playground.services.checkpoint import load_state, load_tensors
from playground.services.runs import Run
from playground.services.training import Training
from playground.services.workspace import Workspace

TEXT = "".join(f"{i} times {i} is {i * i}.\n" for i in range(400))
STEPS = 40


def config_of(steps: int = STEPS, seed: int = 1, **training: object) -> RunConfig:
    values = {"steps": steps, "batch_size": 4, "sample_length": 8, "threads": 1, "seed": seed}
    settings = CharRNNConfig(context=16, n_embd=8, n_hidden=16, dropout=0.1)
    return RunConfig("char-rnn", settings, TrainingConfig(**{**values, **training}))  # type: ignore[arg-type]


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "squares.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def corpus(text_file: Path) -> Corpus:
    return finish(open_corpus([text_file]))


def run_until(training: Training, step: int) -> list[Event]:
    """Return the events up to a step; the training is neither closed nor saved."""
    seen: list[Event] = []
    for event in training:
        seen.append(event)
        if isinstance(event, Stepped) and event.step == step:
            break
    return seen


def curve(run: Run) -> list[Event]:
    """Return what was measured, without the clock's part in it."""
    events = run.metrics(Stepped, Evaluated)
    return [replace(event, seconds=0.0) for event in events]  # type: ignore[type-var]


def weights(run: Run) -> dict[str, torch.Tensor]:
    return load_tensors(run.path / "weights.safetensors")[0]


@pytest.fixture
def whole(workspace: Workspace, corpus: Corpus) -> Run:
    """A run that was never interrupted."""
    list(workspace.create(corpus, config_of(), "whole"))
    return workspace.find("whole")


def assert_same_run(one: Run, other: Run) -> None:
    assert curve(one) == curve(other)
    assert one.snapshots() == other.snapshots()
    for first, second in ((weights(one), weights(other)), (state(one), state(other))):
        assert first.keys() == second.keys()
        assert all(torch.equal(first[name], second[name]) for name in first)
    assert (one.status, one.steps, one.best_step, one.valid_loss, one.valid_bpc, one.tokens) == (
        other.status, other.steps, other.best_step, other.valid_loss, other.valid_bpc, other.tokens,
    )  # fmt: skip


def state(run: Run) -> dict[str, torch.Tensor]:
    return load_state(run.path)[0]


def test_a_training_reports_everything_and_leaves_a_complete_folder(
    workspace: Workspace, corpus: Corpus
) -> None:
    training = workspace.create(corpus, config_of())
    events = list(training)
    kinds = [type(event) for event in events]
    started = kinds.index(Started)
    assert set(kinds[:started]) == {Progress}
    assert kinds.count(Stepped) == STEPS
    assert kinds[-2:] == [Finished, Done]
    done = events[-1]
    assert done == training.done
    assert training.close() == []

    run = workspace.find("last")
    assert isinstance(done, Done)
    assert (done.run, done.status, done.steps) == (str(run.path), "finished", STEPS)
    assert run.status == "finished"
    assert (run.steps, run.best_step, run.valid_bpc) == (STEPS, done.best_step, done.valid_bpc)
    assert sorted(path.name for path in run.path.iterdir()) == [
        "metrics.jsonl", "resume.json", "resume.safetensors", "run.json", "snapshots",
        "tokenizer.json", "weights.safetensors",
    ]  # fmt: skip
    recorded = [event for event in events if type(event) in (Stepped, Evaluated)]
    assert run.metrics(Stepped, Evaluated) == recorded


def test_the_folder_is_named_by_time_text_and_model(workspace: Workspace, corpus: Corpus) -> None:
    list(workspace.create(corpus, config_of(1)))
    list(workspace.create(corpus, config_of(1), "Mein Text: 故事!"))
    names = sorted(run.name[16:] for run in workspace.runs())
    assert names == ["mein-text-故事-char-rnn", "squares-char-rnn"]
    assert sorted(run.title for run in workspace.runs()) == ["Mein Text: 故事!", "squares"]


def test_runs_that_begin_in_the_same_second_do_not_share_a_folder(
    workspace: Workspace, corpus: Corpus
) -> None:
    for _ in range(3):
        list(workspace.create(corpus, config_of(1)))
    assert len(workspace.runs()) == 3


def test_the_best_weights_can_write(workspace: Workspace, whole: Run) -> None:
    loaded = workspace.load(whole)
    config = SamplingConfig(length=20, temperature=0.0)
    first = "".join(t.text for t in generate(loaded.model, loaded.tokenizer, "7 ", config))
    again = workspace.load(whole)
    assert first == "".join(t.text for t in generate(again.model, again.tokenizer, "7 ", config))
    assert len(first) == 20


def test_the_model_of_an_early_step_can_be_loaded(workspace: Workspace, whole: Run) -> None:
    early, late = (workspace.load(whole, step).model for step in (1, 26))
    before, after = early.state_dict(), late.state_dict()
    assert any(not torch.equal(before[name], after[name]) for name in before)
    with pytest.raises(RunWithoutWeights):
        workspace.load(whole, 5)


@pytest.mark.parametrize("stop_at", [1, 5, 17, 39, 40])
def test_stopped_and_resumed_is_the_same_as_uninterrupted(
    workspace: Workspace, corpus: Corpus, whole: Run, stop_at: int
) -> None:
    training = workspace.create(corpus, config_of(), "parts")
    run_until(training, stop_at)
    (done,) = training.close()
    assert isinstance(done, Done)
    assert (done.status, done.steps) == ("stopped", stop_at)
    stopped = workspace.find("parts")
    assert stopped.status == "stopped"

    if stop_at < STEPS:
        events = list(workspace.resume(stopped))
        started = next(event for event in events if isinstance(event, Started))
        assert started.step == stop_at
        assert_same_run(workspace.find("parts"), whole)


def test_a_run_that_was_killed_goes_on_from_its_last_saved_state(
    workspace: Workspace, corpus: Corpus, whole: Run
) -> None:
    training = workspace.create(corpus, config_of(), "killed")
    run_until(training, 11)
    training.pause()
    training.unpause()
    run_until(training, 30)
    folder = workspace.find("killed").path
    copy = workspace.folder / "20991231-235959-copy-char-rnn"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("run.lock"))  # as if cut off here
    training.close()

    with open(copy / "metrics.jsonl", "ab") as file:
        file.write(b'{"event":"stepped","step":3')  # what a power cut leaves
    killed = workspace.find(copy.name)
    assert killed.status == "interrupted"
    events = list(workspace.resume(killed))
    assert next(event.step for event in events if isinstance(event, Started)) == 11
    assert_same_run(workspace.find(copy.name), whole)


def test_a_run_that_was_killed_before_anything_was_saved_begins_again(
    workspace: Workspace, corpus: Corpus, whole: Run
) -> None:
    training = workspace.create(corpus, config_of(), "killed")
    run_until(training, 30)
    folder = workspace.find("killed").path
    copy = workspace.folder / "20991231-235959-copy-char-rnn"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("run.lock"))
    training.close()
    assert not (copy / "resume.json").exists()
    list(workspace.resume(workspace.find(copy.name)))
    assert_same_run(workspace.find(copy.name), whole)


def test_a_finished_run_goes_on_with_a_larger_budget(workspace: Workspace, whole: Run) -> None:
    more = replace(whole.config, training=replace(whole.config.training, steps=60))
    events = list(workspace.resume(whole, more))
    steps = [event.step for event in events if isinstance(event, Stepped)]
    assert steps == list(range(STEPS + 1, 61))
    run = workspace.find(whole.name)
    assert (run.status, run.steps, run.config.training.steps) == ("finished", 60, 60)


def test_a_pause_saves_and_stops_the_clock(workspace: Workspace, corpus: Corpus) -> None:
    training = workspace.create(corpus, config_of())
    run_until(training, 10)
    training.pause()
    paused = workspace.find("last")
    assert paused.status == "paused"
    assert load_state(paused.path)[1]["step"] == 10
    with pytest.raises(RunBusy):
        next(workspace.resume(paused))
    training.unpause()
    assert workspace.find("last").status == "running"
    assert isinstance(list(training)[-1], Done)


def test_what_is_closed_while_paused_stays_paused(workspace: Workspace, corpus: Corpus) -> None:
    training = workspace.create(corpus, config_of())
    run_until(training, 3)
    training.pause()
    (done,) = training.close()
    assert isinstance(done, Done)
    assert done.status == "paused"
    run = workspace.find("last")
    assert run.status == "paused"
    assert isinstance(list(workspace.resume(run))[-1], Done)


def test_a_run_stopped_before_its_first_check_can_write_too(
    workspace: Workspace, corpus: Corpus
) -> None:
    training = workspace.create(corpus, config_of())
    run_until(training, 1)
    training.close()
    assert workspace.load(workspace.find("last")).model.vocab_size > 10


def test_two_trainings_of_one_run_are_refused(workspace: Workspace, corpus: Corpus) -> None:
    training = workspace.create(corpus, config_of())
    run_until(training, 3)
    with pytest.raises(RunBusy):
        next(workspace.resume(workspace.find("last")))
    with pytest.raises(RunBusy):
        workspace.delete(workspace.find("last"))
    training.close()
    workspace.delete(workspace.find("last"))


def test_closing_before_the_first_event_leaves_nothing(
    workspace: Workspace, corpus: Corpus
) -> None:
    assert workspace.create(corpus, config_of()).close() == []
    training = workspace.create(corpus, config_of())
    next(training)
    assert training.close() == []
    assert training.close() == []
    assert list(training) == []
    assert not workspace.folder.exists() or list(workspace.folder.iterdir()) == []


def test_a_text_shorter_than_the_context_leaves_nothing(workspace: Workspace) -> None:
    with pytest.raises(TextTooShort, match="a context of 16"):
        list(workspace.create(pasted_corpus("abcdefghij" * 2, "notes"), config_of()))
    assert list(workspace.folder.iterdir()) == []


# The text of a run


def test_a_changed_text_is_noticed(workspace: Workspace, corpus: Corpus, text_file: Path) -> None:
    training = workspace.create(corpus, config_of())
    run_until(training, 5)
    training.close()
    text_file.write_text(TEXT.replace("9", "8"), encoding="utf-8")
    run = workspace.find("last")
    with pytest.raises(RunTextDiffers, match=r"squares\.txt"):
        list(workspace.resume(run))
    assert workspace.find("last").status == "stopped"

    text_file.unlink()
    with pytest.raises(RunTextDiffers):
        list(workspace.resume(run))

    text_file.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-16"))  # the same text after all
    again = replace(run, text=replace(run.text, encoding="utf-16"))
    assert isinstance(list(workspace.resume(again))[-1], Done)


def test_a_pasted_text_is_kept_with_the_run(workspace: Workspace) -> None:
    training = workspace.create(pasted_corpus(TEXT + "末\u2028行", "pasted words"), config_of())
    run_until(training, 5)
    training.close()
    run = workspace.find("last")
    assert run.title == "pasted words"
    assert (run.path / "text.txt").read_bytes().decode() == TEXT + "末\u2028行"
    assert isinstance(list(workspace.resume(run))[-1], Done)


def test_a_built_in_text_is_made_again(workspace: Workspace) -> None:
    training = workspace.create(built_in_corpus("fables-zh"), config_of(8))
    run_until(training, 5)
    training.close()
    run = workspace.find("last")
    assert run.text.source == "text:fables-zh"
    assert isinstance(list(workspace.resume(run))[-1], Done)


# What goes wrong


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
    with pytest.raises(Diverged, match="learning rate below 10"):
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


def test_a_full_disk_loses_nothing_and_training_goes_on_when_there_is_room(
    workspace: Workspace,
    corpus: Corpus,
    whole: Run,
    full_after: Callable[[int], AbstractContextManager[None]],
) -> None:
    training = workspace.create(corpus, config_of(), "crowded")
    run_until(training, 12)
    training.pause()
    training.unpause()
    folder = workspace.find("crowded").path
    before = load_state(folder)[1]
    with full_after(100), pytest.raises(DiskFull, match="The disk is full"):
        list(training)
    assert load_state(folder)[1] == before
    assert not list(folder.glob("*.part"))
    list(training)
    assert_same_run(workspace.find("crowded"), whole)


def test_a_disk_that_stays_full_keeps_what_was_saved_and_lets_go_of_the_run(
    workspace: Workspace,
    corpus: Corpus,
    whole: Run,
    full_after: Callable[[int], AbstractContextManager[None]],
) -> None:
    training = workspace.create(corpus, config_of(), "crowded")
    run_until(training, 12)
    training.pause()
    training.unpause()
    with full_after(100), pytest.raises(DiskFull):
        training.close()
    run = workspace.find("crowded")
    assert run.status == "interrupted"
    list(workspace.resume(run))
    assert_same_run(workspace.find("crowded"), whole)


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


def test_a_run_stopped_in_its_last_check_is_finished_by_resuming(
    workspace: Workspace, corpus: Corpus, whole: Run
) -> None:
    training = workspace.create(corpus, config_of(), "nearly")
    run_until(training, STEPS)
    next(training)  # the last check during training
    training.close()
    run = workspace.find("nearly")
    assert (run.status, run.steps) == ("stopped", STEPS)
    list(workspace.resume(run))
    assert_same_run(workspace.find("nearly"), whole)
