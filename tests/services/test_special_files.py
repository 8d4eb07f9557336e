"""Files of a run that are none: nothing waits, nothing is followed, the other runs are listed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from playground.engine.work import finish
from playground.errors import PlaceTaken, PlaygroundError, RunBroken, RunUnreadable
from playground.files import FileTooLarge, NoOrdinaryFile, appending, read_bytes, reading
from playground.services.metrics import MetricsLog
from playground.services.runs import Run
from playground.services.sharing import export_run
from playground.services.workspace import Workspace
from playground.ui.listing import sketch_runs
from tests.services.small_runs import config_of

Form = Callable[[Path], None]
FORMS: tuple[Form, ...] = (
    os.mkfifo,
    os.mkdir,
    lambda path: os.symlink("/dev/zero", path),
    lambda path: os.symlink("nowhere", path),
    lambda path: os.symlink(path.name, path),
)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


@pytest.mark.parametrize("form", FORMS)
def test_only_ordinary_files_are_opened(tmp_path: Path, form: Form) -> None:
    path = tmp_path / "file"
    form(path)
    with pytest.raises(NoOrdinaryFile, match="no ordinary file"):
        read_bytes(path, 100)
    with pytest.raises(NoOrdinaryFile), appending(path) as file:
        file.write(b"never")
    assert not (tmp_path / "nowhere").exists()


def test_a_link_that_a_person_names_is_followed_to_a_file_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to("file")
    assert read_bytes(tmp_path / "link", 4, follow=True) == b"text"
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "other").symlink_to("pipe")
    with pytest.raises(NoOrdinaryFile), reading(tmp_path / "other", follow=True):
        pass


def test_no_more_is_read_than_a_file_may_have(tmp_path: Path) -> None:
    sparse(tmp_path / "file")
    with pytest.raises(FileTooLarge, match="too large"):
        read_bytes(tmp_path / "file", 1 << 20)


@pytest.mark.parametrize("form", [*FORMS, sparse])
@pytest.mark.parametrize("file", ["run.json", "metrics.jsonl", "weights.safetensors", "run.lock"])
def test_one_bad_run_does_not_hide_the_others(
    workspace: Workspace, add_run: Callable[..., Path], form: Form, file: str
) -> None:
    good = add_run("20261123-142530-good-char-rnn")
    bad = add_run("20261124-142530-bad-char-rnn", status="running")
    (bad / file).unlink(missing_ok=True)
    form(bad / file)
    names = {run.name for run in (*workspace.runs(), *workspace.broken())}
    assert names == {good.name, bad.name}
    found = list(sketch_runs(tuple(workspace.runs())))
    assert str(good) in {event.key for event in found}  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_appended_to_what_is_no_file(tmp_path: Path, form: Form) -> None:
    form(tmp_path / "metrics.jsonl")
    with pytest.raises(PlaceTaken, match="no ordinary file"):
        MetricsLog(tmp_path / "metrics.jsonl")


@pytest.mark.parametrize("keep", [None, 0, 5])
def test_a_log_that_links_to_another_file_leaves_it_as_it_was(
    tmp_path: Path, keep: int | None
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"somebody's words")
    (tmp_path / "metrics.jsonl").symlink_to(victim)
    with pytest.raises(PlaceTaken):
        MetricsLog(tmp_path / "metrics.jsonl", keep)
    assert victim.read_bytes() == b"somebody's words"


@pytest.mark.parametrize("name", ["text.txt", "weights.safetensors", "metrics.jsonl"])
def test_what_a_link_leads_to_is_never_exported(whole: Run, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    (whole.path / name).unlink(missing_ok=True)
    (whole.path / name).symlink_to(secret)
    with pytest.raises(RunBroken, match="no ordinary file"):
        finish(export_run(whole, tmp_path / "whole.lmrun"))
    assert not list(tmp_path.glob("whole.lmrun*"))


def test_snapshots_that_are_anothers_are_neither_read_nor_removed(
    workspace: Workspace, whole: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    (whole.path / "snapshots").rename(other)
    (whole.path / "snapshots").symlink_to(other)
    before = sorted(path.name for path in other.iterdir())
    assert whole.snapshots() == []
    longer = config_of(steps=60)
    with pytest.raises(PlaceTaken, match="snapshots"):
        list(workspace.resume(whole, longer))
    assert sorted(path.name for path in other.iterdir()) == before


def test_a_file_that_may_not_be_read_is_not_called_damaged(
    workspace: Workspace, add_run: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = add_run()

    def refuse(path: object, flags: int, mode: int = 0o777) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    (broken,) = workspace.broken()
    assert isinstance(broken.problem, RunUnreadable)
    assert "cannot be read (Permission denied)" in str(broken.problem)
    assert "delete" not in str(broken.problem)
    assert broken.name == folder.name


@pytest.mark.parametrize("name", ["000000", "1", "0000001", "00000x", "²", "-00001", "1" * 17])
def test_only_names_that_are_written_are_snapshots(whole: Run, name: str) -> None:
    before = whole.snapshots()
    (whole.path / "snapshots" / f"{name}.safetensors").write_bytes(b"")
    assert whole.snapshots() == before


@pytest.mark.parametrize("length", [201, 1_000_000])
def test_a_title_that_nobody_reads_to_its_end_is_cut(
    add_run: Callable[..., Path], workspace: Workspace, length: int
) -> None:
    add_run(title="W" * length)
    (run,) = workspace.runs()
    assert run.title == "W" * 199 + "…"
    assert len(workspace.rename(run, "M" * length).title) == 200


@pytest.mark.parametrize("word", ["device", "text.encoding", "text.source"])
def test_a_word_longer_than_any_is_damage(
    add_run: Callable[..., Path], workspace: Workspace, word: str
) -> None:
    from tests.services.conftest import RECORD

    name = word.removeprefix("text.")
    long = {name: "W" * 101}
    add_run(**(long if name == word else {"text": {**RECORD["text"], **long}}))
    (broken,) = workspace.broken()
    assert isinstance(broken.problem, PlaygroundError)
