from pathlib import Path

import pytest

from playground.errors import RunMissing
from playground.services.trash import Trash


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
