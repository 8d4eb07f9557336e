"""A training with a home, on small models: nothing is lost, whatever happens."""

import itertools
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from playground.engine.config import (
    SamplingConfig,
)
from playground.engine.corpus import Corpus, built_in_corpus, pasted_corpus
from playground.engine.events import Done, Evaluated, Finished, Progress, Started, Stepped
from playground.engine.sample import generate
from playground.errors import (
    RunBusy,
    RunTextDiffers,
    RunWithoutWeights,
    TextTooShort,
)
from playground.services.checkpoint import load_state
from playground.services.runs import Run
from playground.services.workspace import Workspace
from tests.services.small_runs import (
    MOST,
    STEPS,
    TEXT,
    assert_same_run,
    config_of,
    run_until,
)


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
        file.write(b'{"event":"sampled","step":30,"text":"written after the last save"}\n')
        file.write(b'{"event":"stepped","step":3')  # what a power cut leaves
    killed = workspace.find(copy.name)
    assert killed.status == "interrupted"
    events = list(workspace.resume(killed))
    assert next(event.step for event in events if isinstance(event, Started)) == 11
    assert b"after the last save" not in (copy / "metrics.jsonl").read_bytes()
    steps = [event.step for event in workspace.find(copy.name).metrics(Stepped)]  # type: ignore[attr-defined]
    assert steps == list(range(1, STEPS + 1))
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
    assert load_state(paused.path, MOST)[1]["step"] == 10
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


def test_a_clock_that_jumps_changes_nothing(
    workspace: Workspace, corpus: Corpus, whole: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People set the clock, and so does summer time; only the time that passes counts."""
    real, jumps = time.time, itertools.cycle((0.0, 1e8, -1e8))
    monkeypatch.setattr(time, "time", lambda: real() + next(jumps))
    training = workspace.create(corpus, config_of(), "clock")
    run_until(training, 15)
    with pytest.raises(RunBusy):
        list(workspace.resume(workspace.find("clock")))
    training.close()
    list(workspace.resume(workspace.find("clock")))
    assert_same_run(workspace.find("clock"), whole)
    assert workspace.find("clock").seconds < 60
