import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from playground import paths
from playground.engine.config import TrainingConfig
from playground.errors import (
    FolderUnreadable,
    RunAmbiguous,
    RunBroken,
    RunBusy,
    RunIsDone,
    RunIsReadOnly,
    RunMissing,
    RunTooNew,
    WorkspaceUnwritable,
)
from playground.services.lock import RunLock
from playground.services.workspace import Workspace

AddRun = Callable[..., Path]
MONDAY = "20261123-142530-story-char-rnn"
TUESDAY = "20261124-090000-tales-gpt"


def test_runs_are_listed_newest_first(workspace: Workspace, add_run: AddRun) -> None:
    assert workspace.runs() == []
    add_run(MONDAY)
    add_run(TUESDAY)
    assert [run.name for run in workspace.runs()] == [TUESDAY, MONDAY]


def test_broken_runs_hide_nothing_and_say_what_is_wrong(
    workspace: Workspace, add_run: AddRun
) -> None:
    add_run(MONDAY)
    (add_run("20261125-000000-damaged-gpt") / "run.json").write_text("{", encoding="utf-8")
    add_run("20261126-000000-new-gpt", format=99)
    (workspace.folder / "not a run").mkdir()
    (workspace.folder / "notes.txt").touch()
    assert [run.name for run in workspace.runs()] == [MONDAY]
    problems = {run.name: type(run.problem) for run in workspace.broken()}
    assert problems == {
        "20261126-000000-new-gpt": RunTooNew,
        "20261125-000000-damaged-gpt": RunBroken,
    }


@pytest.mark.parametrize(
    "name", [TUESDAY, "last", "20261124", "tales", "tales-gpt", "20261124-090000-tales-gp"]
)
def test_a_run_is_found_by_name_by_its_beginning_and_as_the_last(
    workspace: Workspace, add_run: AddRun, name: str
) -> None:
    add_run(MONDAY)
    add_run(TUESDAY)
    assert workspace.find(name).name == TUESDAY


def test_a_run_is_found_by_its_folder_wherever_it_is(
    workspace: Workspace, add_run: AddRun, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "copied"
    add_run(MONDAY).rename(elsewhere)
    assert workspace.find(str(elsewhere)).path == elsewhere


def test_a_whole_name_wins_over_longer_ones(workspace: Workspace, add_run: AddRun) -> None:
    add_run(MONDAY)
    add_run(f"{MONDAY}-2")
    assert workspace.find(MONDAY).name == MONDAY


@pytest.mark.parametrize("name", ["nothing", "", "story-gpt", "../runs"])
def test_a_missing_run_is_said_to_be_missing(
    workspace: Workspace, add_run: AddRun, name: str
) -> None:
    add_run(MONDAY)
    with pytest.raises(RunMissing, match="among the 1 runs"):
        workspace.find(name)


def test_the_last_of_no_runs_is_missing(workspace: Workspace) -> None:
    with pytest.raises(RunMissing, match="among the 0 runs"):
        workspace.find("last")


def test_an_ambiguous_beginning_lists_what_it_could_be(
    workspace: Workspace, add_run: AddRun
) -> None:
    add_run(MONDAY)
    add_run(TUESDAY)
    with pytest.raises(RunAmbiguous, match=f"2 runs: {MONDAY}, {TUESDAY}"):
        workspace.find("2026112")


def test_renaming_changes_the_title_and_nothing_else(workspace: Workspace, add_run: AddRun) -> None:
    add_run(MONDAY)
    before = workspace.find("last")
    assert workspace.rename(before, " Meine Geschichte · 故事 ").title == "Meine Geschichte · 故事"
    assert replace(workspace.find(MONDAY), title=before.title) == before


def test_an_empty_title_is_not_taken(workspace: Workspace, add_run: AddRun) -> None:
    add_run(MONDAY)
    assert workspace.rename(workspace.find("last"), "  ").title == "story"


def test_a_deleted_run_is_gone_until_it_is_restored(workspace: Workspace, add_run: AddRun) -> None:
    add_run(MONDAY)
    run = workspace.find("last")
    trashed = workspace.delete(run)
    assert workspace.runs() == []
    assert workspace.deleted() == [trashed]
    assert workspace.restore(trashed) == run
    assert workspace.runs() == [run]


def test_a_broken_run_can_be_deleted(workspace: Workspace, add_run: AddRun) -> None:
    add_run(MONDAY, format=99)
    workspace.delete(workspace.broken()[0])
    assert workspace.broken() == []


def test_a_run_that_is_being_trained_is_not_deleted_and_not_resumed(
    workspace: Workspace, add_run: AddRun
) -> None:
    lock = RunLock(add_run(MONDAY, status="running"))
    run = workspace.find("last")
    with pytest.raises(RunBusy):
        workspace.delete(run)
    with pytest.raises(RunBusy):
        next(workspace.resume(run))
    lock.release()
    assert run.path.exists()


def test_a_run_that_used_up_its_budget_needs_a_larger_one(
    workspace: Workspace, add_run: AddRun
) -> None:
    add_run(MONDAY, steps=50, status="finished")
    run = workspace.find("last")
    with pytest.raises(RunIsDone, match="50 of 50 steps"):
        workspace.resume(run)
    more = replace(run.config, training=TrainingConfig(steps=60))
    workspace.resume(run, more).close()


@pytest.fixture
def starter(
    workspace: Workspace, add_run: AddRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Let one run come with the program."""
    models = tmp_path / "bundled" / "models"
    models.mkdir(parents=True)
    add_run("tales-en").rename(models / "tales-en")
    monkeypatch.setattr(paths, "bundled", lambda *parts: tmp_path.joinpath("bundled", *parts))
    return "tales-en"


def test_starters_are_found_but_never_changed(workspace: Workspace, starter: str) -> None:
    assert workspace.runs() == []
    assert [run.name for run in workspace.starters()] == [starter]
    run = workspace.find(starter)
    assert run.read_only
    for change in (
        lambda: workspace.rename(run, "mine"),
        lambda: workspace.delete(run),
        lambda: workspace.resume(run),
    ):
        with pytest.raises(RunIsReadOnly, match="tales-en"):
            change()


def test_a_workspace_that_cannot_be_made_says_so(
    workspace: Workspace, add_run: AddRun, tmp_path: Path
) -> None:
    folder = add_run(MONDAY)
    (tmp_path / "home" / "trash").write_text("in the way", encoding="utf-8")
    with pytest.raises(WorkspaceUnwritable):
        workspace.delete(workspace.find("last"))
    assert folder.exists()


def test_listing_and_finding_need_no_torch() -> None:
    code = (
        "import sys, playground.services.workspace as w\n"
        "w.Workspace().runs(), w.Workspace().starters()\n"
        "sys.exit('torch' in sys.modules or 'PySide6' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "x/" * 3000, "\udcff", "~", ".", "/"])
def test_a_name_that_no_run_can_have_is_missing(
    workspace: Workspace, add_run: Callable[..., Path], name: str
) -> None:
    add_run()
    with pytest.raises(RunMissing):
        workspace.find(name)


@pytest.mark.parametrize("folder", ["runs", "trash"])
def test_a_folder_that_cannot_be_read_is_not_called_empty(
    workspace: Workspace, folder: str
) -> None:
    workspace.home.mkdir()
    (workspace.home / folder).write_bytes(b"a file")
    with pytest.raises(FolderUnreadable, match="Check its permissions"):
        workspace.runs() if folder == "runs" else workspace.deleted()
