"""Two programs that find the same stale lock at once: only one may remove it."""

import fcntl
from pathlib import Path

import pytest

from playground.errors import RunBusy
from playground.services import lock
from playground.services.lock import RunLock
from tests.services.test_lock import dead_pid, write_lock


def test_a_stale_lock_that_another_program_is_about_to_remove_is_left_to_it(
    tmp_path: Path,
) -> None:
    path = write_lock(tmp_path, pid=dead_pid())
    with path.open("rb+") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(RunBusy):
            RunLock(tmp_path)
        assert path.exists()
    RunLock(tmp_path).release()


def test_a_lock_that_was_replaced_meanwhile_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lock(tmp_path, pid=dead_pid())

    def claim_late(handle: int, *, shared: bool = False) -> bool:
        if shared:
            return False  # by the other program
        path.unlink()  # the other program was faster, and has taken the lock
        path.write_bytes(lock.content())
        return True

    monkeypatch.setattr(lock, "claim", claim_late)
    with pytest.raises(RunBusy):
        RunLock(tmp_path)
    assert path.read_bytes() == lock.content()
