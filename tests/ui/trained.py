"""Runs with real models, so small that they are trained in a second or two."""

import shutil
from pathlib import Path

from playground.engine.config import CharRNNConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.corpus import pasted_corpus
from playground.services.runs import Run
from playground.services.workspace import Workspace

TEXT = "the hen met the cat. the cat ate the hen. 你好，世界。\n" * 60


def train_tiny(home: Path, tokenizer: str = "char", steps: int = 60) -> Path:
    """Train a small LSTM in the workspace `home`; return the folder of its run."""
    import torch

    torch.set_num_threads(1)
    config = RunConfig(
        "char-rnn",
        CharRNNConfig(context=16, n_embd=12, n_hidden=32),
        TrainingConfig(
            steps=steps, batch_size=8, learning_rate=0.02, sample_length=0, threads=1, device="cpu"
        ),
        TextConfig(tokenizer=tokenizer),
    )
    training = Workspace(home).create(pasted_corpus(TEXT, "hen.txt"), config, f"hens {tokenizer}")
    done = list(training)[-1]
    return Path(done.run)  # type: ignore[attr-defined]  # the last event is Done


def copy_run(folder: Path, home: Path) -> Run:
    """Put a copy of a run folder into the workspace `home`."""
    shutil.copytree(folder, home / "runs" / folder.name)
    return Workspace(home).find(folder.name)
