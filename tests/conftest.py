"""What holds for all tests: one thread each, the same examples every time, no network."""

import os

os.environ["OMP_NUM_THREADS"] = "1"  # also for processes and threads that a test starts

import pytest
import torch
from hypothesis import settings

from tests.offline import forbid_network

forbid_network()
settings.register_profile("playground", deadline=None, derandomize=True)
settings.load_profile("playground")


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Keep tests that run side by side from fighting for the cores."""
    torch.set_num_threads(1)
