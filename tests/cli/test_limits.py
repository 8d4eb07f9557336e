"""What the system refuses: permissions, room on the disk, memory. Not for Windows.

The system itself refuses, nothing is faked.
"""

import contextlib
import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import TINY, Playground, assert_refused

# Powers that root has would open every file and folder; the tests give them back.


def without_powers() -> None:
    """Let permissions count, also for root: drop the powers to pass by them."""
    if os.geteuid() == 0 and sys.platform == "linux":
        drop_from_bounding_set, pass_by_writing, pass_by_reading = 24, 1, 2
        libc = ctypes.CDLL(None)
        for power in (pass_by_writing, pass_by_reading):
            assert libc.prctl(drop_from_bounding_set, power) == 0


def small_files() -> None:
    """Let no file grow beyond 5000 bytes: what a full disk does, by the system itself."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))


@pytest.fixture
def limited(playground: Playground) -> Callable[[Callable[[], None]], Playground]:
    """Call `playground` with fewer possibilities."""

    def limit(preexec: Callable[[], None]) -> Playground:
        return replace(playground, preexec=preexec)

    return limit


def test_a_file_without_permission(
    limited: Callable[[Callable[[], None]], Playground], text_file: Path
) -> None:
    text_file.chmod(0)
    result = limited(without_powers)("train", str(text_file), *TINY)
    assert_refused(result, "cannot be read (Permission denied)")


def test_a_workspace_that_is_read_only(
    limited: Callable[[Callable[[], None]], Playground], text_file: Path, playground: Playground
) -> None:
    playground.home.mkdir()
    playground.home.chmod(0o555)
    try:
        result = limited(without_powers)("train", str(text_file), *TINY)
        assert_refused(result, "cannot be written (Permission denied)")
        assert "--home or PLAYGROUND_HOME" in result.err
        assert limited(without_powers)("runs").code == 0
        doctor = limited(without_powers)("doctor", "--json")
        assert doctor.code == 1
        (check,) = (line for line in doctor.lines if line["check"] == "workspace")
        assert not check["ok"]
    finally:
        playground.home.chmod(0o755)
    assert list(playground.home.iterdir()) == []


def test_a_disk_that_is_full_from_the_start(
    limited: Callable[[Callable[[], None]], Playground], text_file: Path, playground: Playground
) -> None:
    result = limited(small_files)("train", str(text_file), "--steps", "50", *TINY)
    assert result.code == 1
    assert "The disk is full" in result.err
    for folder in playground.runs:  # what fits is whole
        assert not list(folder.rglob("*.part"))
    assert playground("runs", "--json").code == 0


def memory(size: int) -> Callable[[], None]:
    """Let a program have at most `size` bytes of addresses, as `ulimit -v` does."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


def test_not_enough_memory(
    limited: Callable[[Callable[[], None]], Playground], playground: Playground
) -> None:
    large = ("--batch-size", "4096", "--context", "4096", "--n-layer", "1")
    result = limited(memory(7_000_000_000))("train", "fables-en", *large, "--json")
    assert result.code == 1
    assert "This training needs about" in result.err
    assert "Set “Batch size” to" in result.err
    assert playground.runs == []


def test_a_model_that_would_be_killed_is_refused(
    limited: Callable[[Callable[[], None]], Playground], playground: Playground
) -> None:
    large = ("--n-layer", "18", "--n-embd", "768", "--batch-size", "1", "--steps", "1")
    result = limited(memory(3_000_000_000))("train", "fables-en", *large)
    assert result.code == 1
    assert "too few for any batch" in result.err
    assert playground.runs == []


@pytest.mark.parametrize("size", [200, 300, 400, 600])
def test_too_little_memory_for_the_program_itself(
    limited: Callable[[Callable[[], None]], Playground], playground: Playground, size: int
) -> None:
    result = limited(memory(size * 1_000_000))("train", "fables-en", *TINY, "--steps", "2")
    assert result.code == 1
    assert "There is not enough memory" in result.err
    assert "Something is wrong inside" not in result.err
    assert "Traceback" not in result.err


def test_a_text_that_has_no_room_is_refused_with_its_numbers(
    limited: Callable[[Callable[[], None]], Playground], playground: Playground
) -> None:
    result = playground("texts", "make", "story-en", "--size", str(10**12))
    assert result.code == 2
    assert "must be 1 to 1,000,000,000, not 1,000,000,000,000" in result.err
    result = limited(memory(2_000_000_000))("texts", "make", "story-en", "--size", str(10**9))
    assert result.code == 1
    assert "A text of 1,000,000,000 characters needs about 10,000 MB" in result.err
    assert result.out == ""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_on_a_full_disk_it_waits_and_loses_nothing(
    playground: Playground, text_file: Path, small_disk: Path
) -> None:
    train = ("train", str(text_file), "--steps", "3000", "--json", *TINY)
    full = replace(playground, home=small_disk / "home")
    process = full.start(*train)
    assert process.stdout is not None
    events: list[dict[str, object]] = []
    full_once = False
    for line in process.stdout:
        events.append(json.loads(line))
        if len([e for e in events if e["event"] == "stepped"]) == 5 and not full_once:
            fill(small_disk / "fill")
            full_once = True
        elif events[-1]["event"] == "held":
            (small_disk / "fill").unlink()
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert "The disk is full" in said
    names = [str(event["event"]) for event in events]
    assert {"held", "continued", "done"} <= set(names)
    lines = (full.runs[0] / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    recorded = [json.loads(line) for line in lines]
    assert [e["step"] for e in recorded if e["event"] == "stepped"] == list(range(1, 3001))


def fill(path: Path) -> None:
    """Take all the room there is."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
