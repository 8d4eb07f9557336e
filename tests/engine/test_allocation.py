"""Freed memory stays with the program, where the C library can be told so."""

import platform
import subprocess
import sys

import pytest

from playground.engine.allocation import keep_freed_memory

FAULTS = """
import resource, sys
import numpy as np
from playground.engine.allocation import keep_freed_memory
if "keep" in sys.argv:
    assert keep_freed_memory()
def work():
    for _ in range(100):
        np.ones(1 << 19)  # 4 MB, freed at once
work()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
work()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def page_faults(*words):
    command = [sys.executable, "-c", FAULTS, *words]
    environment = {"MALLOC_MMAP_THRESHOLD_": "1000000"}  # fixed, so that it does not adapt
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return int(result.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only GNU's C library is told")
def test_pages_are_cleared_once_and_not_each_time():
    assert page_faults() > 10 * page_faults("keep") + 1000


def test_another_system_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert keep_freed_memory() is False
