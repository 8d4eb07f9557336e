"""Folders with healthy files in them, to be damaged: a text, and a run that was stopped."""

from collections.abc import Callable
from pathlib import Path

from playground.engine.config import (
    CharRNNConfig,
    GPTConfig,
    RunConfig,
    TextConfig,
    TrainingConfig,
)
from playground.engine.corpus import Corpus, open_corpus, pasted_corpus
from playground.engine.events import Stepped
from playground.engine.work import finish
from playground.services.runs import Run
from playground.services.workspace import Workspace

TEXT = "".join(f"{i} times {i} is {i * i}.\n" for i in range(300))
STEPS = 8  # that a run has made; its snapshots are of the steps 1, 2, 3, 4, 6 and 8
SMALL = {
    "char-rnn": CharRNNConfig(context=16, n_embd=8, n_hidden=8),
    "gpt": GPTConfig(context=16, n_layer=1, n_head=2, n_embd=8),
}
OPTIMIZER = {"char-rnn": "adamw", "gpt": "muon"}


def a_text(content: bytes) -> Callable[[Path], Path]:
    """Return what makes a text file."""

    def prepare(place: Path) -> Path:
        place.mkdir()
        (place / "text.txt").write_bytes(content)
        return place / "text.txt"

    return prepare


def runs_with(
    file: str, model: str = "char-rnn", tokenizer: str = "char", *, pasted: bool = False
) -> Callable[[Path], Path]:
    """Return what makes a workspace with a trained run that can go on."""

    def prepare(place: Path) -> Path:
        a_text(TEXT.encode())(place)
        corpus = pasted_corpus(TEXT, "a note") if pasted else corpus_in(place)
        return train_a_little(place, corpus, model, tokenizer).path / file

    return prepare


def train_a_little(place: Path, corpus: Corpus, model: str, tokenizer: str = "char") -> Run:
    """Return a run that was stopped after a few steps; a recurrent one carries its state."""
    training = TrainingConfig(
        steps=50,
        batch_size=2,
        threads=1,
        sample_length=8,
        device="cpu",
        optimizer=OPTIMIZER[model],
        carry_state=True,
    )
    config = RunConfig(model, SMALL[model], training, TextConfig(tokenizer=tokenizer))
    workspace = Workspace(place / "home")
    walk = workspace.create(corpus, config, "a run")
    for event in walk:
        if isinstance(event, Stepped) and event.step == STEPS:
            break
    walk.close()
    return workspace.find("last")


def corpus_in(place: Path) -> Corpus:
    """Return the text."""
    return finish(open_corpus([place / "text.txt"]))
