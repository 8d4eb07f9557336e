import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from playground.errors import DiskFull, RunBroken
from playground.services import checkpoint
from playground.services.checkpoint import (
    load_state,
    load_tensors,
    save_snapshot,
    save_state,
    save_tensors,
)
from playground.services.disk import part_of, replace, write_part
from playground.services.runs import STATE, STATE_NUMBERS, snapshot_steps
from playground.services.snapshots import BYTES

MOST = 1000  # bytes of the tensors here


def tensors(value: float) -> dict[str, torch.Tensor]:
    return {"a": torch.full((2, 3), value), "b": torch.tensor([1, 2], dtype=torch.int64)}


def numbers(step: int) -> dict[str, object]:
    return {"step": step, "metrics_bytes": 100 * step, "state": {"loss": 0.1}}


def with_header(header: str) -> bytes:
    return len(header).to_bytes(8, "little") + header.encode()


def test_tensors_and_notes_come_back_to_the_bit(tmp_path: Path) -> None:
    odd = {"x": torch.tensor([0.1, -0.0, 1e-45, float("inf")]), "t": torch.ones(3, 4).t()}
    save_tensors(tmp_path / "w.safetensors", odd, step=7)
    found, notes = load_tensors(tmp_path / "w.safetensors", MOST)
    assert notes["step"] == "7"
    for name in odd:
        assert torch.equal(found[name], odd[name])


@pytest.mark.parametrize(
    "content", [b"", b"\xff" * 50, b"\x80\x02ctorch\n", b"\x02\0\0\0\0\0\0\0{}"]
)
def test_no_other_file_is_loaded_least_of_all_a_pickle(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.safetensors").write_bytes(content + b" " * 10)
    with pytest.raises(RunBroken, match=r"w\.safetensors is damaged"):
        load_tensors(tmp_path / "w.safetensors", MOST)


def test_a_header_without_notes_has_none(tmp_path: Path) -> None:
    (tmp_path / "w.safetensors").write_bytes(with_header('{"__metadata__":null}'))
    assert load_tensors(tmp_path / "w.safetensors", MOST) == ({}, {})


def test_nothing_times_an_endless_size_is_no_tensor(tmp_path: Path) -> None:
    shape = f'"dtype":"F32","shape":[0,{2**62},{2**62}],"data_offsets":[0,0]'
    (tmp_path / "w.safetensors").write_bytes(with_header(f'{{"a":{{{shape}}}}}'))
    with pytest.raises(RunBroken, match=r"w\.safetensors is damaged"):
        load_tensors(tmp_path / "w.safetensors", MOST)


def test_the_last_state_comes_back(tmp_path: Path) -> None:
    for step in (1, 2):
        save_state(tmp_path, tensors(step), numbers(step))
    found, noted = load_state(tmp_path, MOST)
    assert torch.equal(found["a"], tensors(2)["a"])
    assert (noted["step"], noted["metrics_bytes"], noted["state"]) == (2, 200, {"loss": 0.1})
    assert sorted(os.listdir(tmp_path)) == [STATE_NUMBERS, STATE]


def test_a_disk_that_refuses_again_and_again_leaves_one_whole_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_state(tmp_path, tensors(1), numbers(1))
    replaced: list[Path] = []

    def replace_one(part: Path, path: Path) -> None:
        if replaced:
            raise OSError(errno.ENOSPC, "full")
        replaced.append(path)
        replace(part, path)

    def write_none(path: Path, data: bytes, part: Path | None = None) -> Path:
        part_of(path).unlink(missing_ok=True)  # as after a half
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "replace", replace_one)
        with pytest.raises(DiskFull):
            save_state(tmp_path, tensors(2), numbers(2))
    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "write_part", write_none)
        with pytest.raises(DiskFull):
            save_state(tmp_path, tensors(3), numbers(3))
    found, noted = load_state(tmp_path, MOST)
    assert noted["step"] == 2
    assert torch.equal(found["a"], tensors(2)["a"])


class PowerCut(Exception):
    """The computer stops here."""


@pytest.mark.parametrize("operations", range(5))
def test_a_power_cut_at_any_moment_leaves_one_whole_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operations: int
) -> None:
    save_state(tmp_path, tensors(1), numbers(1))
    left = operations

    def count(action: Callable[..., Path | None]) -> Callable[..., Path | None]:
        def counted(*words: Path) -> Path | None:
            nonlocal left
            if not left:
                raise PowerCut
            left -= 1
            return action(*words)

        return counted

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "write_part", count(write_part))
        patch.setattr(checkpoint, "replace", count(replace))
        with contextlib.suppress(PowerCut):
            save_state(tmp_path, tensors(2), numbers(2))
    assert left == 0

    step = 1 if operations < 3 else 2  # the third operation puts the new tensors in their place
    for _ in range(2):  # also after what was left has been put in order
        found, noted = load_state(tmp_path, MOST)
        assert noted["step"] == step
        assert torch.equal(found["a"], tensors(step)["a"])
    save_state(tmp_path, tensors(3), numbers(3))
    assert load_state(tmp_path, MOST)[1]["step"] == 3


def test_files_of_two_states_are_not_taken_for_one(tmp_path: Path) -> None:
    save_state(tmp_path, tensors(1), numbers(1))
    shutil.copy(tmp_path / STATE_NUMBERS, tmp_path / "kept")
    save_state(tmp_path, tensors(2), numbers(2))
    shutil.copy(tmp_path / "kept", tmp_path / STATE_NUMBERS)
    with pytest.raises(RunBroken, match=r"resume\.json is damaged"):
        load_state(tmp_path, MOST)
    (tmp_path / STATE_NUMBERS).unlink()
    with pytest.raises(RunBroken, match=r"resume\.json is missing"):
        load_state(tmp_path, MOST)


@pytest.mark.parametrize("change", [{"step": 1}, {"metrics_bytes": 0}, {"mark": ["2-200"]}])
def test_numbers_that_deny_their_mark_are_damaged(
    tmp_path: Path, change: dict[str, object]
) -> None:
    save_state(tmp_path, tensors(2), numbers(2))
    path = tmp_path / STATE_NUMBERS
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}), "utf-8")
    with pytest.raises(RunBroken, match=r"resume\.json is damaged"):
        load_state(tmp_path, MOST)


def test_snapshots_are_thinned_as_they_grow_in_number(tmp_path: Path) -> None:
    for step in range(1, 61):
        save_snapshot(tmp_path, tensors(step), step)
    kept = snapshot_steps(tmp_path)
    assert len(kept) == 40
    assert kept[0] == 1
    assert kept[-1] == 60


def test_large_snapshots_are_fewer(tmp_path: Path) -> None:
    large = {"a": torch.zeros(BYTES // 4 // 13)}
    for step in range(1, 16):
        save_snapshot(tmp_path, large, step)
    assert len(snapshot_steps(tmp_path)) == 12
