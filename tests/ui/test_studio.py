"""What the tabs share, on a real workspace and with a real engine where it matters."""

from dataclasses import replace
from pathlib import Path

import pytest

from playground.engine.config import CharRNNConfig, RunConfig, TrainingConfig
from playground.engine.events import Done, Stepped
from playground.errors import TextEmpty, TextMissing
from playground.ui.opening import first_words, keep_pasted
from playground.ui.phase import Phase
from playground.ui.sources import Source
from tests.ui.conftest import end
from tests.ui.fakes import make_run

PATIENCE = 60_000
TEXT = "the cat sat on the mat and the dog sat on the cat. " * 100
TINY = RunConfig(
    "char-rnn",
    CharRNNConfig(context=8, n_hidden=8, n_embd=4, cell="tanh"),
    TrainingConfig(steps=12, batch_size=2, sample_length=5),
)


@pytest.fixture
def story(tmp_path) -> Path:
    file = tmp_path / "story.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def open_story(qtbot, studio, story):
    with qtbot.waitSignal(studio.corpus_changed, timeout=PATIENCE):
        studio.open_files([story])


def refresh(qtbot, studio):
    with qtbot.waitSignal(studio.runs_changed, timeout=PATIENCE):
        studio.refresh()


def train(qtbot, studio, config=TINY):
    with qtbot.waitSignal(studio.training_changed, timeout=PATIENCE, check_params_cb=lambda: True):
        studio.start(config)
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)


# Texts


def test_a_file_is_opened_in_a_job(qtbot, studio, story):
    studio.open_files([story])
    assert studio.opening
    assert studio.corpus is None
    with qtbot.waitSignal(studio.corpus_changed, timeout=PATIENCE):
        pass
    assert not studio.opening
    assert studio.corpus.characters == len(TEXT)
    assert studio.recent() == [Source(files=(story,))]


def test_a_bad_file_leaves_the_open_text_alone(qtbot, studio, story, tmp_path):
    open_story(qtbot, studio, story)
    before = studio.corpus
    (tmp_path / "empty.txt").touch()
    with qtbot.waitSignal(studio.corpus_failed, timeout=PATIENCE) as failed:
        studio.open_files([tmp_path / "empty.txt"])
    assert isinstance(failed.args[0], TextEmpty)
    assert studio.corpus is before
    assert studio.recent() == [Source(files=(story,))]


def test_only_the_last_text_asked_for_counts(qtbot, studio, story, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("another text " * 50, encoding="utf-8")
    opened = []
    studio.corpus_changed.connect(lambda: opened.append(studio.corpus.name))
    studio.open_files([story])
    studio.open_files([other])
    qtbot.waitUntil(lambda: not studio.jobs.busy, timeout=PATIENCE)
    assert opened == ["other.txt"]


def test_opening_can_be_cancelled(qtbot, studio, story):
    studio.open_files([story])
    studio.cancel_opening()
    qtbot.waitUntil(lambda: not studio.jobs.busy, timeout=PATIENCE)
    assert studio.corpus is None
    assert not studio.opening


def test_a_missing_file_is_a_sentence(qtbot, studio, tmp_path):
    with qtbot.waitSignal(studio.corpus_failed, timeout=PATIENCE) as failed:
        studio.open_files([tmp_path / "gone.txt"])
    assert isinstance(failed.args[0], TextMissing)


def test_a_built_in_text_is_opened_and_remembered(qtbot, studio):
    with qtbot.waitSignal(studio.corpus_changed, timeout=PATIENCE):
        studio.open_built_in("fables-en")
    assert studio.corpus.characters > 100_000
    assert studio.recent() == [Source(built_in="fables-en")]


def test_a_pasted_text_becomes_a_file_that_is_found_again(qtbot, studio, home):
    with qtbot.waitSignal(studio.corpus_changed, timeout=PATIENCE):
        studio.open_pasted("你好，世界。Hello! " * 50, "Pasted text")
    (source,) = studio.recent()
    assert source.files[0] == home / "texts" / "你好 世界 Hello 你好 世界.txt"
    assert studio.corpus.head(5) == "你好，世界"


def test_pasted_texts_that_begin_alike_keep_a_file_each(studio, home):
    folder = home / "texts"
    beginning = "The crow had a cheese, the fox had a song. "
    first = keep_pasted(beginning + "The end.", "Pasted text", folder)
    second = keep_pasted(beginning + "To be continued.", "Pasted text", folder)
    again = keep_pasted(beginning + "The end.", "Pasted text", folder)
    assert first.name == "The crow had a cheese the.txt"
    assert second.name == "The crow had a cheese the 2.txt"
    assert again == first
    assert first.read_text("utf-8").endswith("The end.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("O Romeo, Romeo! wherefore art thou Romeo?", "O Romeo Romeo wherefore art"),
        ("从前有一座山，山里有一座庙。", "从前有一座山 山里有一座庙"),
        ("  \n\n../../etc/passwd", "etc passwd"),
        ("don't", "don't"),
        ("…!?", ""),
        ("CON", ""),
        ("nul", ""),
        ("a" * 300, "a" * 28),
    ],
)
def test_a_pasted_text_is_called_by_its_first_words(text, name):
    assert first_words(text) == name


def test_a_pasted_text_needs_no_writable_workspace(qtbot, studio, home):
    (home / "texts").touch()  # a file where the folder should be
    with qtbot.waitSignal(studio.corpus_changed, timeout=PATIENCE):
        studio.open_pasted("some words " * 50, "Pasted text")
    assert studio.corpus.source == "pasted"
    assert studio.recent() == []


# Runs


def test_runs_are_listed_newest_first_with_their_curves(qtbot, studio, home):
    make_run(home, "old", hour=9, curve=(4.0, 3.0))
    make_run(home, "new", hour=15)
    refresh(qtbot, studio)
    assert [run.title for run in studio.runs] == ["new", "old"]
    qtbot.waitUntil(lambda: studio.curve(studio.runs[1]) == (4.0, 3.0), timeout=PATIENCE)


def test_the_selected_run_stays_selected_over_a_restart(qtbot, studio, home):
    make_run(home, "one", hour=9)
    make_run(home, "two", hour=10)
    refresh(qtbot, studio)
    studio.select(studio.runs[1])
    studio.select(studio.runs[1])
    assert studio.settings.get("runs/selected", "").endswith("one-char-rnn")
    again = type(studio)(studio.workspace, studio.settings)
    refresh(qtbot, again)
    assert again.selected.title == "one"
    end(again)


def test_a_renamed_run_keeps_its_selection(qtbot, studio, home):
    make_run(home, "one")
    refresh(qtbot, studio)
    studio.select(studio.runs[0])
    studio.rename(studio.runs[0], "一只猫")
    qtbot.waitUntil(lambda: studio.runs[0].title == "一只猫", timeout=PATIENCE)
    assert studio.selected.title == "一只猫"


def test_delete_and_undo(qtbot, studio, home):
    folder = make_run(home, "one")
    refresh(qtbot, studio)
    studio.select(studio.runs[0])
    with qtbot.waitSignal(studio.deleted, timeout=PATIENCE):
        studio.delete(studio.runs[0])
    qtbot.waitUntil(lambda: studio.runs == (), timeout=PATIENCE)
    assert studio.selected is None
    assert studio.undoable == "one"
    assert not folder.exists()
    studio.undo()
    qtbot.waitUntil(lambda: [run.title for run in studio.runs] == ["one"], timeout=PATIENCE)
    assert studio.selected.title == "one"
    assert studio.undoable is None
    assert folder.exists()


def test_several_deletions_are_undone_one_after_another(qtbot, studio, home):
    make_run(home, "one", hour=9)
    make_run(home, "two", hour=10)
    refresh(qtbot, studio)
    for run in studio.runs:
        studio.delete(run)
    studio.undo()
    studio.undo()
    qtbot.waitUntil(lambda: len(studio.runs) == 2, timeout=PATIENCE)


def test_a_damaged_run_is_listed_and_can_be_deleted(qtbot, studio, home):
    folder = make_run(home, "one")
    (folder / "run.json").write_text("{", encoding="utf-8")
    refresh(qtbot, studio)
    assert studio.runs == ()
    (broken,) = studio.broken
    studio.delete(broken)
    qtbot.waitUntil(lambda: studio.broken == (), timeout=PATIENCE)


def test_the_settings_of_a_run_are_offered(qtbot, studio, home):
    make_run(home, "one", config=TINY)
    refresh(qtbot, studio)
    with qtbot.waitSignal(studio.config_offered) as offered:
        studio.duplicate(studio.runs[0])
    assert offered.args[0] == TINY


# Training


def test_a_training_writes_a_run_and_reports_it(qtbot, studio, story):
    open_story(qtbot, studio, story)
    events = []
    studio.training_reported.connect(events.extend)
    train(qtbot, studio)
    assert [e.step for e in events if isinstance(e, Stepped)] == list(range(1, 13))
    assert isinstance(events[-1], Done)
    qtbot.waitUntil(lambda: len(studio.runs) == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: studio.runs[0].status == "finished", timeout=PATIENCE)
    assert studio.selected.path == studio.runs[0].path
    assert studio.training_run is None
    recorded = [e for e in studio.trained_events(studio.runs[0]) if isinstance(e, Stepped)]
    assert [e.step for e in recorded] == list(range(1, 13))


def test_nothing_is_trained_without_a_text(studio):
    studio.start(TINY)
    assert studio.phase is Phase.IDLE
    assert not studio.jobs.busy


def test_pause_go_on_and_stop(qtbot, studio, story):
    open_story(qtbot, studio, story)
    endless = replace(TINY, training=replace(TINY.training, steps=10**7))
    studio.start(endless)
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
    folder = studio.training_run.path
    studio.pause()
    qtbot.waitUntil(lambda: studio.phase is Phase.PAUSED, timeout=PATIENCE)
    assert studio.workspace.find(str(folder)).status == "paused"
    studio.unpause()
    qtbot.waitUntil(
        lambda: studio.workspace.find(str(folder)).status == "running", timeout=PATIENCE
    )
    refused = []
    studio.stop_first.connect(refused.append)
    studio.delete(studio.training_run)
    assert [run.path for run in refused] == [folder]
    assert folder.exists()
    studio.stop()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    assert studio.workspace.find(str(folder)).status == "stopped"


def test_a_finished_run_goes_on_as_long_again(qtbot, studio, story):
    open_story(qtbot, studio, story)
    train(qtbot, studio)
    qtbot.waitUntil(
        lambda: bool(studio.runs) and studio.runs[0].status == "finished", timeout=PATIENCE
    )
    studio.go_on(studio.runs[0])
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    qtbot.waitUntil(lambda: studio.runs[0].steps == 24, timeout=PATIENCE)
    assert studio.runs[0].config.training.steps == 24


def test_a_mistake_in_training_is_a_problem_not_a_crash(qtbot, studio, tmp_path):
    short = tmp_path / "short.txt"
    short.write_text("abc" * 10, encoding="utf-8")
    open_story(qtbot, studio, short)
    with qtbot.waitSignal(studio.problem, timeout=PATIENCE) as problem:
        studio.start(replace(TINY, settings=CharRNNConfig(context=4096)))
    assert "4096" in str(problem.args[0])
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    assert studio.workspace.runs() == []


def test_the_engine_tells_when_it_is_there(qtbot, studio):
    with qtbot.waitSignal(studio.engine_ready, timeout=PATIENCE):
        studio.load_engine()
    assert studio.has_engine
    assert studio.device in ("cpu", "cuda")
