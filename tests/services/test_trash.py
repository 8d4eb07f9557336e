import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from playground.errors import RunMissing, RunStrange
from playground.services.runs import BrokenRun
from playground.services.trash import Trash
from playground.services.workspace import Workspace, read


def make_run(runs: Path, name: str) -> Path:
    folder = runs / name
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(name, encoding="utf-8")
    return folder


def test_a_deleted_run_comes_back_whole(tmp_path: Path) -> None:
    trash, folder = Trash(tmp_path / "trash"), make_run(tmp_path / "runs", "a")
    trashed = trash.throw(folder)
    assert not folder.exists()
    assert trash.restore(trashed) == folder
    assert (folder / "run.json").read_text(encoding="utf-8") == "a"
    assert trash.runs(tmp_path / "runs") == []


def test_runs_of_the_same_name_do_not_replace_each_other(tmp_path: Path) -> None:
    trash, runs = Trash(tmp_path / "trash"), tmp_path / "runs"
    first = trash.throw(make_run(runs, "a"))
    second = trash.throw(make_run(runs, "a"))
    assert first.path != second.path
    assert trash.restore(first) == runs / "a"
    assert trash.restore(second) == runs / "a-2"


def test_the_last_deleted_comes_first_even_if_it_is_an_old_folder(tmp_path: Path) -> None:
    trash, runs = Trash(tmp_path / "trash"), tmp_path / "runs"
    for name in ("b", "c", "a"):
        trash.throw(make_run(runs, name))
    assert [trashed.origin.name for trashed in trash.runs(runs)] == ["a", "c", "b"]


def test_what_is_no_longer_in_the_trash_cannot_come_back(tmp_path: Path) -> None:
    trash, runs = Trash(tmp_path / "trash"), tmp_path / "runs"
    trashed = trash.throw(make_run(runs, "a"))
    assert trash.empty() == 1
    with pytest.raises(RunMissing, match="“a”"):
        trash.restore(trashed)
    assert trash.empty() == 0


def test_a_run_goes_back_to_where_it_was_wherever_that_is(
    workspace: Workspace, add_run: Callable[..., Path], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "desk" / "my run"
    elsewhere.parent.mkdir()
    add_run().rename(elsewhere)
    for name in ("curve.png", "run.json.12345678.part", ".DS_Store"):
        (elsewhere / name).write_bytes(b"")
    workspace.delete(workspace.find(str(elsewhere)))
    (trashed,) = Workspace(workspace.home).deleted()  # another program
    assert trashed.origin == elsewhere
    assert workspace.restore(trashed).path == elsewhere
    assert workspace.deleted() == []
    assert list(workspace.trash.folder.iterdir()) == []


@pytest.mark.parametrize("file", ["run.json", "metrics.jsonl"])
@pytest.mark.parametrize("content", ["{}", '{"format": 1, "name": "npm"}', "no json"])
def test_the_project_of_another_program_is_never_deleted(
    workspace: Workspace, tmp_path: Path, file: str, content: str
) -> None:
    for place in (tmp_path / "project", workspace.folder / "project"):
        (place / "src").mkdir(parents=True)
        (place / file).write_text(content, encoding="utf-8")
        with pytest.raises(RunStrange, match="belong to no run, such as"):
            workspace.delete(read(place))
        assert (place / "src").exists()
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / file).write_text(content, encoding="utf-8")
    with pytest.raises(RunStrange):
        workspace.delete(read(alone))


def test_a_folder_of_ours_with_somebodys_files_elsewhere_is_not_deleted(
    workspace: Workspace, add_run: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "thesis"
    add_run().rename(folder)
    (folder / "thesis.tex").write_text("years", encoding="utf-8")
    with pytest.raises(RunStrange, match=r"thesis\.tex"):
        workspace.delete(workspace.find(str(folder)))


def test_a_broken_run_of_the_workspace_can_be_deleted_and_comes_back(
    workspace: Workspace, add_run: Callable[..., Path]
) -> None:
    (add_run() / "run.json").write_text("{", encoding="utf-8")
    (broken,) = workspace.broken()
    restored = workspace.restore(workspace.delete(broken))
    assert isinstance(restored, BrokenRun)
    assert restored.path == broken.path


def test_emptying_the_trash_destroys_no_strangers_folder(
    workspace: Workspace, add_run: Callable[..., Path]
) -> None:
    add_run()
    workspace.delete(workspace.runs()[0])
    old = add_run()  # as an older version has thrown it there: without a note
    old.rename(workspace.trash.folder / old.name.replace("story", "older"))
    for name, file in (("photos", "a.jpg"), ("project", "run.json"), ("notes", "metrics.jsonl")):
        (workspace.trash.folder / name).mkdir()
        (workspace.trash.folder / name / file).write_text("{}", encoding="utf-8")
    (workspace.trash.folder / "file.txt").write_text("mine", encoding="utf-8")
    assert len(workspace.deleted()) == 2
    assert workspace.trash.empty() == 2
    left = sorted(path.name for path in workspace.trash.folder.iterdir())
    assert left == ["file.txt", "notes", "photos", "project"]


@pytest.mark.skipif(sys.platform == "win32", reason="makes links")
def test_of_a_run_that_is_a_link_only_the_link_is_deleted(
    workspace: Workspace, add_run: Callable[..., Path], tmp_path: Path
) -> None:
    real = tmp_path / "real"
    link = add_run()
    link.rename(real)
    link.symlink_to(real)
    workspace.delete(workspace.runs()[0])
    assert workspace.trash.empty() == 1
    assert (real / "run.json").exists()
