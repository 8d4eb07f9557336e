import errno
import os
from pathlib import Path

import pytest

from playground.errors import DiskFull, WorkspaceUnwritable
from playground.services.disk import free_space, write_whole, writing


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write_whole(path, b"old")
    write_whole(path, b"newer")
    assert path.read_bytes() == b"newer"
    assert os.listdir(tmp_path) == ["run.json"]


def test_what_does_not_fit_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    path.write_bytes(b"old")
    need = free_space(tmp_path) + 10_000_000_000
    with pytest.raises(DiskFull) as caught, writing(path, need):
        path.write_bytes(b"never written")
    assert path.read_bytes() == b"old"
    assert "weights.safetensors" in str(caught.value)
    assert f"needs {-(-need // 1_000_000)} MB" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, WorkspaceUnwritable),
        (errno.EACCES, WorkspaceUnwritable),
        (errno.EPERM, WorkspaceUnwritable),
        (errno.ENOENT, WorkspaceUnwritable),  # the memory stick was pulled out
        (errno.EIO, WorkspaceUnwritable),
    ],
)
def test_each_refusal_of_the_system_has_its_sentence(
    tmp_path: Path, code: int, error: type[Exception]
) -> None:
    with pytest.raises(error) as caught, writing(tmp_path / "metrics.jsonl"):
        raise OSError(code, os.strerror(code))
    if error is WorkspaceUnwritable:
        assert os.strerror(code) in str(caught.value)
        assert str(tmp_path) in str(caught.value)


def test_a_half_written_file_is_removed_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.safetensors"
    write_whole(path, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["weights.safetensors"]


def test_free_space_is_known_for_a_folder_that_is_not_made_yet(tmp_path: Path) -> None:
    assert free_space(tmp_path / "not" / "yet") > 0
