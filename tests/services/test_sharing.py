"""A run in one file: it comes back whole, and nothing else comes in by it."""

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from playground.engine.corpus import Corpus
from playground.engine.work import finish
from playground.errors import ArchiveBroken, RunBroken, RunBusy, RunTextDiffers, RunTooNew
from playground.services.runs import Run, read_run
from playground.services.sharing import SMALL, Shared, export_run, import_run
from playground.services.workspace import Workspace
from tests.services.small_runs import assert_same_run, config_of, run_until, weights

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def exported(whole: Run, tmp_path: Path) -> Path:
    return finish(export_run(whole, tmp_path / "whole.lmrun"))


@pytest.fixture
def other(tmp_path: Path) -> Workspace:
    """The workspace of somebody else."""
    return Workspace(tmp_path / "other")


@pytest.fixture
def packed(exported: Path, tmp_path: Path) -> Callable[..., Path]:
    """Pack the files of the exported run again, changed."""

    def pack(change: Change = lambda files: None) -> Path:
        with zipfile.ZipFile(exported) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        path = tmp_path / "changed.lmrun"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return path

    return pack


def assert_refused(file: Path, other: Workspace, words: str) -> None:
    with pytest.raises((ArchiveBroken, RunBroken, RunTooNew), match=words):
        list(import_run(file, other.folder))
    assert list(other.folder.iterdir()) == []


def test_a_run_comes_back_whole(exported: Path, whole: Run, other: Workspace) -> None:
    *progress, last = import_run(exported, other.folder)
    assert isinstance(last, Shared)
    run = other.find(last.path)
    assert_same_run(run, whole)
    assert (run.title, run.created, run.config) == (whole.title, whole.created, whole.config)
    assert progress[-1].done == progress[-1].total > 0
    loaded = other.load(run)
    assert all(
        torch.equal(value, weights(whole)[n]) for n, value in loaded.model.state_dict().items()
    )


def test_where_the_text_lies_is_left_out(exported: Path, whole: Run, other: Workspace) -> None:
    assert whole.text.files
    run = read_run(finish(import_run(exported, other.folder)))
    assert run.text.files == ()
    assert (run.text.name, run.text.sha256) == (whole.text.name, whole.text.sha256)
    home = str(Path(whole.text.files[0]).parent).encode()
    with zipfile.ZipFile(exported) as archive:
        assert not any(home in archive.read(name) for name in archive.namelist())


def test_an_imported_run_goes_on_with_the_text_that_is_open(
    workspace: Workspace, corpus: Corpus, whole: Run, other: Workspace, tmp_path: Path
) -> None:
    training = workspace.create(corpus, config_of(), "half")
    run_until(training, 20)
    training.close()
    file = finish(export_run(workspace.find("half"), tmp_path / "half.lmrun"))
    run = read_run(finish(import_run(file, other.folder)))
    assert (run.status, run.steps) == ("stopped", 20)
    with pytest.raises(RunTextDiffers, match="Open that text"):
        list(other.resume(run))
    list(other.resume(run, corpus=corpus))
    assert_same_run(run.again(), whole)
    assert run.again().text.files == whole.text.files


def test_twice_imported_is_twice_there(exported: Path, other: Workspace) -> None:
    first, second = (finish(import_run(exported, other.folder)) for _ in range(2))
    assert first != second
    assert {run.path for run in other.runs()} == {first, second}


def test_a_run_that_is_trained_cannot_be_exported(
    workspace: Workspace, corpus: Corpus, tmp_path: Path
) -> None:
    training = workspace.create(corpus, config_of(), "busy")
    run_until(training, 3)
    with pytest.raises(RunBusy, match="busy"):
        list(export_run(workspace.find("busy"), tmp_path / "busy.lmrun"))
    training.close()
    assert not list(tmp_path.glob("busy.lmrun*"))


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "..\\evil", "C:/evil", "snapshots/../../evil", "snapshots/x.txt",
     "run.json/", "weights.pkl", "snapshots/000001.safetensors/..", "RUN.JSON", "code.py"],
)  # fmt: skip
def test_no_other_name_comes_in(packed: Callable[..., Path], other: Workspace, name: str) -> None:
    file = packed(lambda files: files.update({name: b"evil"}))
    assert_refused(file, other, "files that do not belong to a run")
    assert not list(other.home.parent.rglob("evil*"))


def test_no_link_comes_in(exported: Path, other: Workspace) -> None:
    link = zipfile.ZipInfo("text.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(exported, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert_refused(exported, other, "files that do not belong to a run")


def test_no_file_comes_twice(exported: Path, other: Workspace) -> None:
    with zipfile.ZipFile(exported, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("run.json", "{}")
    assert_refused(exported, other, "files that do not belong to a run")


def test_no_bomb_comes_in(packed: Callable[..., Path], other: Workspace) -> None:
    zeros = bytes(10 * SMALL)
    file = packed(lambda files: files.update({"metrics.jsonl": zeros, "text.txt": zeros}))
    assert file.stat().st_size < SMALL / 10
    assert_refused(file, other, "would unpack to more")


def test_what_is_said_of_a_size_is_not_believed(
    packed: Callable[..., Path], other: Workspace
) -> None:
    def lengthen(files: dict[str, bytes]) -> None:
        files["metrics.jsonl"] = bytes(5 * SMALL)

    file = packed(lengthen)
    data = bytearray(file.read_bytes())
    size = (5 * SMALL).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")
    file.write_bytes(data)
    assert_refused(file, other, "is damaged, or was not exported|would unpack")


@pytest.mark.parametrize("missing", ["run.json", "tokenizer.json"])
def test_what_every_run_has_must_be_there(
    packed: Callable[..., Path], other: Workspace, missing: str
) -> None:
    assert_refused(packed(lambda files: files.pop(missing)), other, "lacks files")


def test_a_run_of_a_later_version_is_refused(packed: Callable[..., Path], other: Workspace) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["run.json"] = json.dumps({**json.loads(files["run.json"]), "format": 7}).encode()

    assert_refused(packed(change), other, "format 7")


def test_a_model_larger_than_its_file_takes_no_memory(
    packed: Callable[..., Path], other: Workspace
) -> None:
    def change(files: dict[str, bytes]) -> None:
        record = json.loads(files["run.json"])
        record["config"]["settings"].update(n_hidden=4096, n_layer=8)
        files["run.json"] = json.dumps(record).encode()

    assert_refused(packed(change), other, "weights.safetensors is damaged")


def test_a_pickle_is_no_model(packed: Callable[..., Path], other: Workspace) -> None:
    file = packed(lambda files: files.update({"weights.safetensors": b"\x80\x04cos\nsystem\n."}))
    assert_refused(file, other, "weights.safetensors is damaged")


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all" * 100, b"PK\5\6" + bytes(18)])
def test_another_file_is_refused(tmp_path: Path, other: Workspace, content: bytes) -> None:
    file = tmp_path / "other.lmrun"
    file.write_bytes(content)
    assert_refused(file, other, "was not exported by LM Playground|lacks files")


def test_what_is_no_file_is_refused(tmp_path: Path, other: Workspace) -> None:
    assert_refused(tmp_path, other, "it is no ordinary file")
    assert_refused(tmp_path / "nowhere.lmrun", other, "No such file")


def test_stopped_half_way_nothing_is_left(exported: Path, other: Workspace) -> None:
    work = import_run(exported, other.folder)
    next(work)
    work.close()
    assert list(other.folder.iterdir()) == []
