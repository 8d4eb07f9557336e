"""A run in one file: it comes back whole, and nothing else comes in by it."""

import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from playground.engine.corpus import Corpus, pasted_corpus
from playground.engine.events import Evaluated, Shared, Stepped
from playground.engine.work import finish
from playground.errors import (
    ArchiveBroken,
    FileExists,
    FileUnwritable,
    FolderMissing,
    RunBroken,
    RunBusy,
    RunMissing,
    RunTextDiffers,
    RunTooLarge,
    RunTooNew,
    RunWithoutState,
    RunWithoutWeights,
)
from playground.services import sharing
from playground.services.importing import import_run
from playground.services.packed import SMALL
from playground.services.runs import Run, read_run
from playground.services.sharing import export_run
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

    assert_refused(packed(change), other, "weights.safetensors in it is damaged")


def test_a_pickle_is_no_model(packed: Callable[..., Path], other: Workspace) -> None:
    file = packed(lambda files: files.update({"weights.safetensors": b"\x80\x04cos\nsystem\n."}))
    assert_refused(file, other, "weights.safetensors in it is damaged")


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


@pytest.fixture
def small(whole: Run, tmp_path: Path) -> Path:
    return finish(export_run(whole, tmp_path / "small.lmrun", small=True))


def test_a_small_file_writes_and_says_that_it_cannot_go_on(
    small: Path, exported: Path, whole: Run, other: Workspace
) -> None:
    assert small.stat().st_size < exported.stat().st_size / 4
    run = read_run(finish(import_run(small, other.folder)))
    assert run.small
    assert not whole.small
    loaded, original = weights(run), weights(whole)
    assert all(torch.equal(loaded[name], original[name]) for name in original)
    assert run.metrics(Evaluated) == whole.metrics(Evaluated)
    other.load(run)
    before = {path: path.read_bytes() for path in run.path.rglob("*") if path.is_file()}
    with pytest.raises(RunWithoutState, match="can write, but not go on"):
        other.resume(run, config_of(steps=99))
    assert {path: path.read_bytes() for path in run.path.rglob("*") if path.is_file()} == before
    again = finish(export_run(run, small.with_name("again.lmrun")))
    assert read_run(finish(import_run(again, other.folder))).small


def test_the_curve_in_a_small_file_has_few_points(
    whole: Run, tmp_path: Path, other: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "DRAWN", 10)
    file = finish(export_run(whole, tmp_path / "small.lmrun", small=True))
    run = read_run(finish(import_run(file, other.folder)))
    assert 4 <= len(run.metrics(Stepped)) <= 20 < len(whole.metrics(Stepped))


def test_a_run_without_a_model_is_not_exported_small(whole: Run, tmp_path: Path) -> None:
    (whole.path / "weights.safetensors").unlink()
    with pytest.raises(RunWithoutWeights):
        list(export_run(whole, tmp_path / "small.lmrun", small=True))


def test_what_is_exported_can_be_imported_however_well_it_packs(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    text = "ab" * 8_000_000  # packs to a thousandth
    training = workspace.create(pasted_corpus(text, "ab"), config_of(steps=2), "ab")
    list(training)
    file = finish(export_run(workspace.find("last"), tmp_path / "ab.lmrun"))
    run = read_run(finish(import_run(file, other.folder)))
    assert (run.path / "text.txt").stat().st_size == len(text)


def test_what_could_not_be_imported_again_is_not_exported(whole: Run, tmp_path: Path) -> None:
    with (whole.path / "metrics.jsonl").open("ab") as file:
        file.truncate((1 << 34) + 1)  # takes no room
    with pytest.raises(RunTooLarge, match=r"metrics\.jsonl has 17,180 MB"):
        list(export_run(whole, tmp_path / "whole.lmrun"))
    assert not list(tmp_path.glob("*.lmrun*"))


@pytest.mark.parametrize(
    "file", ["weights.safetensors", "run.json", "metrics.jsonl", "snapshots/000001.safetensors"]
)
def test_a_run_is_not_replaced_by_its_own_export(whole: Run, file: str) -> None:
    before = (whole.path / file).read_bytes()
    with pytest.raises(FileUnwritable, match="a run is made of it"):
        list(export_run(whole, whole.path / file))
    with pytest.raises(FileUnwritable):
        list(export_run(whole, whole.path / "new.lmrun"))
    assert (whole.path / file).read_bytes() == before


def test_no_other_file_is_replaced_unasked(whole: Run, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work", encoding="utf-8")
    thesis.chmod(0o600)
    with pytest.raises(FileExists, match="--force"):
        list(export_run(whole, thesis, over=False))
    assert thesis.read_text(encoding="utf-8") == "years of work"
    stranger = tmp_path / "thesis.txt.part"
    stranger.write_bytes(b"a download")
    list(export_run(whole, thesis, over=True))
    assert stat.S_IMODE(thesis.stat().st_mode) == 0o600 or os.name == "nt"
    assert stranger.read_bytes() == b"a download"
    assert sorted(path.name for path in tmp_path.glob("thesis*")) == [thesis.name, stranger.name]


@pytest.mark.skipif(os.name == "nt", reason="makes pipes and links")
@pytest.mark.parametrize("over", [False, True])
def test_what_is_no_file_is_never_replaced(whole: Run, tmp_path: Path, over: bool) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"victim")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(victim)
    (tmp_path / "nowhere").symlink_to("not there")
    for name in ("pipe", "folder", "link", "nowhere"):
        mode = (tmp_path / name).lstat().st_mode
        with pytest.raises(FileUnwritable, match="no ordinary file"):
            list(export_run(whole, tmp_path / name, over=over))
        assert (tmp_path / name).lstat().st_mode == mode
    assert victim.read_bytes() == b"victim"
    assert not (tmp_path / "not there").exists()
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_that_is_not_there_is_named(whole: Run, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match=r"no folder “.*nodir” for “x\.lmrun”"):
        list(export_run(whole, tmp_path / "nodir" / "x.lmrun"))


def test_an_import_that_was_killed_is_no_run_and_is_tidied_up(
    exported: Path, other: Workspace
) -> None:
    work = import_run(exported, other.folder)
    next(work)  # its program is killed here, in the middle
    (left,) = other.folder.glob(".import-*")
    copy = other.folder / ".import-killed"
    shutil.copytree(left, copy)
    assert (other.runs(), other.broken()) == ([], [])
    for name in (".import", str(copy), str(copy / "run")):
        with pytest.raises(RunMissing):
            other.find(name)
    finish(import_run(exported, other.folder))
    assert not copy.exists()
    assert left.exists()  # that one still runs
    finish(work)
    assert len(other.runs()) == 2
    assert len(list(other.folder.iterdir())) == 2


def test_of_a_damaged_run_the_file_is_named_that_a_person_knows(
    packed: Callable[..., Path], other: Workspace
) -> None:
    file = packed(lambda files: files.update({"tokenizer.json": b"{"}))
    with pytest.raises(ArchiveBroken) as caught:
        list(import_run(file, other.folder))
    assert str(caught.value) == (
        "“changed.lmrun” cannot be imported: tokenizer.json in it is no JSON. "
        "Ask for the file again, or export the run anew."
    )


@pytest.mark.parametrize("name", ["000000", "1", "0000001", "²²²²²²"])
def test_no_snapshot_of_another_name_comes_in(
    packed: Callable[..., Path], other: Workspace, name: str
) -> None:
    file = packed(lambda files: files.update({f"snapshots/{name}.safetensors": b""}))
    assert_refused(file, other, "files that do not belong to a run")
