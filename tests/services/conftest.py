"""A workspace of its own for each test, and run folders without any training."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground.engine.config import CharRNNConfig, RunConfig, TrainingConfig
from playground.engine.corpus import Corpus, open_corpus
from playground.engine.work import finish
from playground.services import record
from playground.services.runs import Run
from playground.services.workspace import Workspace
from tests.services.small_runs import TEXT, config_of

# Limits are other ones on Windows, and no pipes lie in folders.
POSIX = ["test_full_disk.py", "test_lock_race.py", "test_special_files.py"]
collect_ignore = POSIX if sys.platform == "win32" else []

RECORD: dict[str, Any] = {
    "format": 1,
    "version": "0.1.0",
    "title": "story",
    "status": "stopped",
    "created": "2026-11-23T14:25:30+01:00",
    "config": record.config_to_json(
        RunConfig("char-rnn", CharRNNConfig(n_hidden=8), TrainingConfig(steps=50))
    ),
    "text": {
        "name": "story.txt",
        "source": "file",
        "files": ["/texts/story.txt"],
        "size": 1000,
        "characters": 990,
        "sha256": "0" * 64,
        "encoding": "utf-8",
        "floor": None,
    },
    "device": "cpu",
    "threads": 1,
    "parameters": 1234,
    "vocab_size": 27,
    "train_tokens": 891,
    "steps": 20,
    "seconds": 1.5,
    "tokens": 40960,
    "best_step": 20,
    "valid_loss": 2.5,
    "valid_bpc": 3.6,
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("PLAYGROUND_HOME", str(tmp_path / "home"))
    return Workspace()


@pytest.fixture
def add_run(workspace: Workspace) -> Callable[..., Path]:
    """Make a run folder with a `run.json` and nothing else."""

    def add(name: str = "20261123-142530-story-char-rnn", **changes: Any) -> Path:
        folder = workspace.folder / name
        folder.mkdir(parents=True)
        text = json.dumps({**RECORD, **changes})
        (folder / record.FILE).write_text(text, encoding="utf-8")
        return folder

    return add


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "squares.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def corpus(text_file: Path) -> Corpus:
    return finish(open_corpus([text_file]))


@pytest.fixture
def whole(workspace: Workspace, corpus: Corpus) -> Run:
    """A run that was never interrupted."""
    list(workspace.create(corpus, config_of(), "whole"))
    return workspace.find("whole")
