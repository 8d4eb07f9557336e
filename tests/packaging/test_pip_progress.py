import io
import sys

import pytest
from bootstrapping.pip_progress import PipProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def calls():
    return []


@pytest.fixture
def progress(tmp_path, calls):
    return PipProgress(tmp_path, lambda: calls.append("installing"))


def test_large_files_are_named_with_their_size(progress, capsys):
    progress.heard("Collecting torch==2.13.0\n")
    progress.heard("  Downloading torch-2.13.0-cp312-cp312-win_amd64.whl.metadata (30 kB)\n")
    progress.heard("  Downloading torch-2.13.0-cp312-cp312-win_amd64.whl (122.1 MB)\n")
    progress.heard("  Downloading idna-3.20-py3-none-any.whl (68 kB)\n")
    progress.heard("Downloading https://x.example/whl/big-1-py3-none-any.whl (1.5 GB)\n")
    said = capsys.readouterr().err.splitlines()
    assert said == ["    fetching torch 2.13.0, 122.1 MB", "    fetching big 1, 1500.0 MB"]


def test_the_beginning_of_changes_is_reported(progress, calls, capsys):
    progress.heard("Installing collected packages: mpmath, sympy, torch\n")
    assert calls == ["installing"]
    progress.heard("Installing collected packages: torch\n")
    assert capsys.readouterr().err == "    installing 3 packages\n    installing torch\n"


def test_a_terminal_shows_how_a_file_grows(tmp_path, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = PipProgress(tmp_path, lambda: None)
    progress.tick()
    assert terminal.getvalue() == ""
    progress.heard("  Downloading torch-2.13.0-cp312-cp312-win_amd64.whl (8.0 MB)\n")
    (tmp_path / "pip-unpack-1").mkdir()
    (tmp_path / "pip-unpack-1" / "torch.whl").write_bytes(b"x" * 3_500_000)
    progress.tick()
    assert terminal.getvalue().endswith("\r    3.5 / 8.0 MB  ")
    progress.clear()
    assert terminal.getvalue().endswith(" \r")


def test_a_file_has_no_moving_lines(progress, capsys):
    progress.heard("Installing collected packages: torch\n")
    capsys.readouterr()
    progress.tick()
    progress.clear()
    assert capsys.readouterr().err == ""
