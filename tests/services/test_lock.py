import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from playground.errors import RunBusy
from playground.services import lock
from playground.services.lock import RunLock, holder


def write_lock(folder: Path, *, pid: int, host: str | None = None, boot: str | None = None) -> Path:
    lines = lock.content().decode().split("\n")
    lines[0] = str(pid)
    lines[2] = lines[2] if host is None else host
    lines[4] = lines[4] if boot is None else boot
    path = folder / lock.FILE
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_lock_says_who_holds_it_in_the_five_lines_of_qt(tmp_path: Path) -> None:
    held = RunLock(tmp_path)
    lines = (tmp_path / lock.FILE).read_text(encoding="utf-8").split("\n")
    assert lines[0] == str(os.getpid())
    assert len(lines) == 6
    assert lines[5] == ""
    assert holder(tmp_path) == os.getpid()
    held.release()
    assert holder(tmp_path) is None
    assert os.listdir(tmp_path) == []


def test_a_held_lock_cannot_be_taken_twice(tmp_path: Path) -> None:
    held = RunLock(tmp_path)
    with pytest.raises(RunBusy, match=f"process {os.getpid()}"):
        RunLock(tmp_path)
    held.release()
    held.release()  # a second time changes nothing
    RunLock(tmp_path).release()


def test_another_process_respects_the_lock(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from playground.services.lock import RunLock\n"
        "RunLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(RunBusy, match=f"process {process.pid}"):
            RunLock(tmp_path)
        process.kill()
        process.wait()
        assert (tmp_path / lock.FILE).exists()  # it had no time to clean up
        assert holder(tmp_path) is None
        RunLock(tmp_path).release()


def test_the_lock_of_a_program_that_is_gone_counts_for_nothing(tmp_path: Path) -> None:
    write_lock(tmp_path, pid=dead_pid())
    assert holder(tmp_path) is None
    RunLock(tmp_path).release()


def test_the_lock_of_a_process_number_that_is_used_again_counts_for_nothing(
    tmp_path: Path,
) -> None:
    write_lock(tmp_path, pid=os.getpid(), boot="another start of the computer")
    assert holder(tmp_path) is None


def test_the_lock_of_another_computer_counts_as_long_as_it_is_refreshed(tmp_path: Path) -> None:
    path = write_lock(tmp_path, pid=dead_pid(), host="elsewhere")
    assert holder(tmp_path) is not None
    with pytest.raises(RunBusy):
        RunLock(tmp_path)
    long_ago = time.time() - lock.FOREIGN_SECONDS - 1
    os.utime(path, (long_ago, long_ago))
    assert holder(tmp_path) is None


def test_refreshing_makes_the_lock_young_again(tmp_path: Path) -> None:
    held = RunLock(tmp_path)
    os.utime(tmp_path / lock.FILE, (1, 1))
    held.refresh()
    assert time.time() - (tmp_path / lock.FILE).stat().st_mtime < 60
    held.release()


@pytest.mark.skipif(sys.platform == "win32", reason="a claimed file cannot be emptied there")
def test_a_lock_that_is_being_written_counts_whatever_its_time(tmp_path: Path) -> None:
    held = RunLock(tmp_path)
    path = tmp_path / lock.FILE
    os.truncate(path, 0)
    for seconds in (1, time.time() + 1e6):
        os.utime(path, (seconds, seconds))
        assert holder(tmp_path) == 0
        with pytest.raises(RunBusy, match=r"process \?"):
            RunLock(tmp_path)
    held.release()


@pytest.mark.parametrize("age", [0, -1e6, 1e6])
@pytest.mark.parametrize("content", [b"", b"\n", b"x" * 10_000, bytes(4000)])
def test_a_file_that_nobody_has_claimed_is_no_lock_whatever_its_time(
    tmp_path: Path, content: bytes, age: float
) -> None:
    path = tmp_path / lock.FILE
    path.write_bytes(content)
    os.utime(path, (time.time() - age, time.time() - age))
    assert holder(tmp_path) is None
    RunLock(tmp_path).release()


def test_the_number_of_a_living_process_in_a_file_that_it_has_not_claimed_counts_for_nothing(
    tmp_path: Path,
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        write_lock(tmp_path, pid=other.pid)
        assert holder(tmp_path) is None
        RunLock(tmp_path).release()
        other.communicate(b"\n")


def test_where_the_system_cannot_tell_the_process_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "claim", lambda handle, shared=False: None)
    path = write_lock(tmp_path, pid=os.getpid())
    assert holder(tmp_path) == os.getpid()
    write_lock(tmp_path, pid=dead_pid())
    assert holder(tmp_path) is None
    path.write_bytes(b"")
    assert holder(tmp_path) == 0
    os.utime(path, (1, 1))
    assert holder(tmp_path) is None


def test_a_lock_of_another_computer_from_the_future_counts_for_nothing(tmp_path: Path) -> None:
    path = write_lock(tmp_path, pid=dead_pid(), host="elsewhere")
    later = time.time() + lock.FOREIGN_SECONDS + 60
    os.utime(path, (later, later))
    assert holder(tmp_path) is None
    RunLock(tmp_path).release()


def test_qt_sees_our_lock_and_we_see_qts(tmp_path: Path) -> None:
    from PySide6.QtCore import QLockFile

    ours = RunLock(tmp_path)
    other = QLockFile(str(tmp_path / lock.FILE))
    other.setStaleLockTime(0)
    assert not other.tryLock(0)
    assert other.getLockInfo()[0] in (True, os.getpid())
    ours.release()
    assert other.tryLock(0)
    assert holder(tmp_path) == os.getpid()
    with pytest.raises(RunBusy):
        RunLock(tmp_path)
    other.unlock()
    RunLock(tmp_path).release()


@pytest.mark.parametrize("pid", ["0", "²", "9" * 25, "9" * 5000, "-1", "1e3"])
def test_a_lock_that_names_no_process_counts_for_nothing(tmp_path: Path, pid: str) -> None:
    path = write_lock(tmp_path, pid=1)
    _, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{pid}\n{rest}", encoding="utf-8")
    old = time.time() - 60
    os.utime(path, (old, old))
    assert holder(tmp_path) is None
    RunLock(tmp_path).release()
