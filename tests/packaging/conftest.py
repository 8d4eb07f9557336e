import subprocess
import sys
from pathlib import Path

import pytest
from bootstrapping.environment import Environment


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LM_PLAYGROUND_TORCH", raising=False)


@pytest.fixture
def environment(tmp_path):
    """A real environment, without pip, in a folder with a space and Chinese characters."""
    folder = tmp_path / "语言 模型" / ".venv"
    python = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder)], check=True)
    return Environment(folder)


@pytest.fixture
def packages(environment) -> Path:
    """The folder of its packages, where the ones that prove completeness are."""
    folder = environment.packages(environment.python_version())
    for name in ("PySide6", "numpy", "pyqtgraph", "torch"):
        (folder / name).mkdir()
    return folder


@pytest.fixture(scope="session")
def with_pip(tmp_path_factory):
    """A real environment with a pip, made by the bootstrap."""
    from bootstrapping.creation import create

    made = Environment(tmp_path_factory.mktemp("用 pip") / ".venv")
    with made.locked():
        create(made)
    return made
