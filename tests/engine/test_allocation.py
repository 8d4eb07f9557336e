"""Freed memory stays with the program, where the C library can be told so."""

import platform
import subprocess
import sys

import pytest

from playground.engine.allocation import keep_freed_memory

FAULTS = """
import resource, sys, threading
import numpy as np
from playground.engine.allocation import keep_freed_memory
if "keep" in sys.argv:
    assert keep_freed_memory()
def work():
    for _ in range(10):
        [np.ones(1 << 19) for _ in range(40)]  # 40 times 4 MB, freed at once
def measure():
    work()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    work()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
if "thread" in sys.argv:
    thread = threading.Thread(target=measure)
    thread.start()
    thread.join()
else:
    measure()
"""

glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only GNU's library is told")


def page_faults(*words):
    command = [sys.executable, "-c", FAULTS, *words]
    environment = {"MALLOC_MMAP_THRESHOLD_": "1000000"}  # fixed, so that it does not adapt
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(result.stdout)


@glibc
@pytest.mark.parametrize("where", ["main", "thread"])
def test_pages_are_cleared_once_and_not_each_time(where):
    assert page_faults(where) > 10 * page_faults(where, "keep") + 1000


def test_another_system_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert keep_freed_memory() is False
