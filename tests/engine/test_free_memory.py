"""What is free is asked of whoever sets a limit."""

import subprocess
import sys

import pytest

from playground.engine.free_memory import free_memory, lacks_memory

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made of Linux's files")
MB = 1 << 20


def write(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(str(text), encoding="utf-8")


@pytest.fixture
def proc(tmp_path):
    write(tmp_path / "proc", meminfo=f"MemTotal: 99999999 kB\nMemAvailable: {8000 * 1024} kB\n")
    write(tmp_path / "proc/self", cgroup="0::/user/shell\n")
    return tmp_path / "proc"


def group(folder, most, used, files):
    stat = f"anon 1\ninactive_file {files}\n"
    write(folder, memory__max=most, memory__current=used, memory__stat=stat)


def test_this_computer_tells():
    free = free_memory()
    assert free is not None
    assert free > 10 * MB


@linux
def test_the_system_tells(proc, tmp_path):
    assert free_memory(proc, tmp_path / "cgroup") == 8000 * MB


@linux
def test_a_group_leaves_less_and_files_that_it_keeps_can_go(proc, tmp_path):
    group(tmp_path / "cgroup/user/shell", 1500 * MB, 700 * MB, 200 * MB)
    assert free_memory(proc, tmp_path / "cgroup") == 1000 * MB


@linux
def test_the_group_around_it_counts_as_well(proc, tmp_path):
    group(tmp_path / "cgroup/user/shell", "max", 700 * MB, 0)
    group(tmp_path / "cgroup/user", 2000 * MB, 1900 * MB, 0)
    assert free_memory(proc, tmp_path / "cgroup") == 100 * MB


@linux
def test_groups_of_the_first_version(proc, tmp_path):
    write(proc / "self", cgroup="4:cpu:/x\n3:memory,other:/box\n")
    place = tmp_path / "cgroup/memory/box"
    write(place, memory__limit_in_bytes=900 * MB, memory__usage_in_bytes=300 * MB)
    write(place, memory__stat=f"total_inactive_file {100 * MB}\n")
    write(tmp_path / "cgroup/memory", memory__limit_in_bytes=9223372036854771712)
    write(tmp_path / "cgroup/memory", memory__usage_in_bytes=1)
    assert free_memory(proc, tmp_path / "cgroup") == 700 * MB


@linux
def test_a_limit_of_the_shell_leaves_less():
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "from playground.engine.free_memory import free_memory; print(free_memory())"
    )
    command = [sys.executable, "-c", code]
    free = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert 0 < free < 1 << 30


@linux
@pytest.mark.parametrize("nonsense", ["", "MemAvailable: much kB", "\0\0"])
def test_nobody_tells(proc, tmp_path, nonsense):
    write(proc, meminfo=nonsense)
    write(proc / "self", cgroup=nonsense)
    assert free_memory(proc, tmp_path / "cgroup") is None


@pytest.mark.parametrize(
    ("error", "lacks"),
    [
        (MemoryError(), True),
        (OSError(12, "Cannot allocate memory"), True),
        (ImportError("libtorch_cpu.so: failed to map segment from shared object"), True),
        (RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate"), True),
        (RuntimeError("can't start new thread"), True),
        (ImportError("No module named torch"), False),
        (ValueError("out of memory of things past"), False),
    ],
)
def test_errors_that_mean_a_lack_of_memory(error, lacks):
    assert lacks_memory(error) is lacks
    outer = ImportError("NumPy could not be loaded")
    outer.__cause__ = error
    assert lacks_memory(outer) is lacks
