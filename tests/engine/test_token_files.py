import errno
import os
import time
from pathlib import Path

import numpy as np
import pytest

from playground.engine.token_files import KEPT, FileSink, MemorySink, forget_oldest, mapped
from playground.errors import DiskFull, WorkspaceUnwritable

IDS = np.array([1, 2, 3], dtype=np.uint16)


def test_both_sinks_give_back_what_they_took(tmp_path: Path):
    for sink in (MemorySink(np.uint16), FileSink(tmp_path / "new" / "ids", np.uint16)):
        sink.append(IDS)
        sink.append(IDS[::-1])
        ids = sink.close()
        assert ids.tolist() == [1, 2, 3, 3, 2, 1]
        assert ids.dtype == np.uint16


def test_ids_of_a_wider_type_are_kept_as_the_one_asked_for(tmp_path: Path):
    for sink in (MemorySink(np.uint8), FileSink(tmp_path / "ids", np.uint8)):
        sink.append(IDS)
        sink.append(IDS.astype(np.uint32)[::2])
        ids = sink.close()
        assert (ids.tolist(), ids.dtype) == ([1, 2, 3, 1, 3], np.uint8)


def test_empty_texts_have_no_ids(tmp_path: Path):
    assert MemorySink(np.uint16).close().tolist() == []
    assert FileSink(tmp_path / "ids", np.uint16).close().tolist() == []


def test_a_file_has_its_name_only_when_it_is_complete(tmp_path: Path):
    path = tmp_path / "ids"
    sink = FileSink(path, np.uint16)
    sink.append(IDS)
    assert not path.exists()
    sink.discard()
    assert list(tmp_path.iterdir()) == []


def test_changing_mapped_ids_changes_no_file(tmp_path: Path):
    sink = FileSink(tmp_path / "ids", np.uint16)
    sink.append(IDS)
    ids = sink.close()
    ids[0] = 99
    assert mapped(tmp_path / "ids", np.uint16).tolist() == [1, 2, 3]


def test_the_oldest_files_are_forgotten(tmp_path: Path):
    for age in range(KEPT + 3):
        path = tmp_path / f"{age:02}"
        path.write_bytes(b"")
        os.utime(path, (1e9 - age, 1e9 - age))
    forget_oldest(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{i:02}" for i in range(KEPT)]
    forget_oldest(tmp_path / "nowhere")


def test_what_another_program_is_writing_is_not_forgotten(tmp_path: Path):
    ages = {f"ids.{age}.part": age for age in (0, 3600, 3 * 24 * 3600)}
    for name, age in ages.items():
        path = tmp_path / name
        path.write_bytes(b"")
        os.utime(path, (time.time() - age, time.time() - age))
    for number in range(KEPT):
        (tmp_path / str(number)).write_bytes(b"")
    forget_oldest(tmp_path)
    left = {path.name for path in tmp_path.glob("*.part")}
    assert left == {name for name, age in ages.items() if age < 24 * 3600}


def test_two_that_write_the_same_ids_do_not_meet(tmp_path: Path):
    first, second = FileSink(tmp_path / "ids", np.uint16), FileSink(tmp_path / "ids", np.uint16)
    first.append(IDS)
    second.append(IDS)
    assert first.close().tolist() == [1, 2, 3]
    first.discard()
    assert second.close().tolist() == [1, 2, 3]
    second.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["ids"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WorkspaceUnwritable, match=r"file cannot be written \("):
        FileSink(tmp_path / "file" / "ids", np.uint16)


def test_a_full_disk_is_told_with_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class FullFile:
        def write(self, data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    sink = FileSink(tmp_path / "ids", np.uint16)
    sink.discard()
    monkeypatch.setattr(sink, "_file", FullFile())
    with pytest.raises(DiskFull, match=r"needs 1 MB, \d+ MB are free"):
        sink.append(IDS)
