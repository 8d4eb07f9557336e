"""What happens before the first step: text into tokens, a model, a folder, a lock."""

import os
import re
import shutil
import unicodedata
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from playground import __version__
from playground.engine.baselines import unigram
from playground.engine.config import RunConfig
from playground.engine.corpus import Corpus
from playground.engine.device import choose_device, choose_threads
from playground.engine.epochs import read_enough
from playground.engine.estimate import refuse_too_large
from playground.engine.events import Progress
from playground.engine.token_text import TokenText, check_length, encode_corpus
from playground.engine.tokenizers import Tokenizer, train_tokenizer
from playground.engine.train import TrainState, new_state
from playground.errors import RunTextDiffers
from playground.services import metrics, values
from playground.services.addresses import address
from playground.services.claim import exclusively
from playground.services.disk import remove_parts, sync_folder, try_writing, write_whole, writing
from playground.services.loading import load_tokenizer_of
from playground.services.lock import RunLock
from playground.services.metrics import MetricsLog
from playground.services.order import next_added
from playground.services.record import (
    FORMAT,
    config_to_json,
    note_going_on,
    write_record,
)
from playground.services.reopening import reopen
from playground.services.restoring import go_back, saved_state
from playground.services.runs import PASTED_TEXT, TOKENIZER, Run
from playground.services.titles import default_title
from playground.services.trash import free_name

Preparation = Generator[Progress, None, "Prepared"]


@dataclass(frozen=True, eq=False)
class Prepared:
    """Everything that training needs."""

    folder: Path
    lock: RunLock
    log: MetricsLog
    config: RunConfig
    state: TrainState
    tokenizer: Tokenizer
    train_text: TokenText
    valid_text: TokenText
    new: bool  # nothing is lost if the folder goes again


def prepare_new(
    runs: Path, cache: Path, corpus: Corpus, config: RunConfig, title: str | None
) -> Preparation:
    """Make a run; its folder appears when all else has succeeded.

    Raises:
        TextTooShort: There is not one window to train on and one to check.
        OutOfMemory: It needs more than is free.
        WorkspaceUnwritable: The workspace is read-only.
    """
    try_writing(runs)
    tokenizer = yield from train_tokenizer(corpus, config.text)
    check_memory(config, tokenizer.vocab_size)
    texts = yield from encode_corpus(corpus, tokenizer, config.text, cache)
    check_length(corpus.name, *texts, config.settings.context)
    state = new_state(config, tokenizer.vocab_size)
    title = values.name((title or "").strip() or default_title(corpus))
    folder = make_folder(runs, slug(title), config.model)
    with ExitStack() as undoing:
        undoing.callback(shutil.rmtree, folder, ignore_errors=True)
        lock = RunLock(folder)
        undoing.callback(lock.release)  # Windows removes no folder with an open file
        if corpus.source == "pasted":
            write_whole(folder / PASTED_TEXT, "".join(corpus.chunks()).encode())
        write_whole(folder / TOKENIZER, tokenizer.to_json().encode())
        added = next_added(runs)
        write_record(folder, first_record(title, corpus, config, state, len(texts[0]), added))
        log = MetricsLog(folder / metrics.FILE)
        undoing.pop_all()  # it has succeeded
    return Prepared(folder, lock, log, config, state, tokenizer, *texts, new=True)


def prepare_resumed(run: Run, cache: Path, corpus: Corpus | None) -> Preparation:
    """Go back to the last saved state of a run; without one, to its beginning.

    If `corpus` is the same text, it need not be where it was.

    Raises:
        RunBusy: It is being trained.
        RunTextDiffers: The text has changed or gone.
        RunBroken: A file is damaged.
        OutOfMemory: It needs more than is free.
    """
    lock = RunLock(run.path)
    try:
        with exclusively(run.path):
            remove_parts(run.path)
        if corpus is None or corpus.sha256 != run.text.sha256:
            corpus = yield from reopen(run)
        if corpus.sha256 != run.text.sha256:
            raise RunTextDiffers(
                run=run.name, file=run.text.name, characters=f"{run.text.characters:,}"
            )
        tokenizer = load_tokenizer_of(run)
        check_memory(run.config, tokenizer.vocab_size)
        texts = yield from encode_corpus(corpus, tokenizer, run.config.text, cache)
        saved = saved_state(run, tokenizer)
        state = new_state(run.config, tokenizer.vocab_size)
        log = go_back(run, state, saved)
        if read_enough(run.config, state.tokens, len(texts[0])):  # who asks for more gets it
            training = replace(run.config.training, max_epochs=0.0)
            run = replace(run, config=replace(run.config, training=training))
        note_going_on(run.path, run.config.training, corpus.files)
    except BaseException:
        lock.release()
        raise
    return Prepared(run.path, lock, log, run.config, state, tokenizer, *texts, new=False)


def check_memory(config: RunConfig, vocab_size: int) -> None:
    """Refuse what is too large for this computer; a GPU has memory of its own.

    Raises:
        DeviceMissing: This computer does not have the chosen device.
        OutOfMemory: It needs more than is free.
    """
    device, _ = choose_device(config.training.device)
    if device.type != "cuda":
        refuse_too_large(config, vocab_size)


def make_folder(runs: Path, name: str, model: str) -> Path:
    """Make the folder of a new run, named by the time, the text and the model."""
    with writing(runs):
        while True:
            folder = free_name(runs / f"{datetime.now():%Y%m%d-%H%M%S}-{name}-{model}")
            try:
                folder.mkdir(parents=True)
            except FileExistsError:  # another program had the same idea in the same second
                continue
            sync_folder(runs)
            return folder


def slug(title: str, limit: int = 40) -> str:
    """Return a title as a part of a folder's name: small letters and digits of any language."""
    plain = unicodedata.normalize("NFC", title).casefold()
    words = re.sub(r"[\W_]+", "-", plain).strip("-")
    return words[:limit].strip("-") or "text"


def first_record(
    title: str,
    corpus: Corpus,
    config: RunConfig,
    state: TrainState,
    train_tokens: int,
    added: int,
) -> dict[str, Any]:
    """Return what `run.json` says before the first step."""
    return {
        "format": FORMAT,
        "version": __version__,
        "title": title,
        "status": "running",
        "created": datetime.now().astimezone().isoformat(timespec="seconds"),
        "added": added,
        "config": config_to_json(config),
        "text": _text_record(corpus),
        "device": str(state.device),
        "threads": choose_threads(config),
        "parameters": state.model.parameter_count(),
        "vocab_size": state.model.vocab_size,
        "train_tokens": train_tokens,
        "steps": 0,
        "seconds": 0.0,
        "tokens": 0,
        "best_step": 0,
        "valid_loss": None,
        "valid_bpc": None,
    }


def _text_record(corpus: Corpus) -> dict[str, Any]:
    return {
        "name": values.name(corpus.name),
        "source": corpus.source,
        "files": [address(os.path.abspath(file)) for file in corpus.files],
        "size": corpus.size,
        "characters": corpus.characters,
        "sha256": corpus.sha256,
        "encoding": corpus.encoding,
        "floor": corpus.floor,
        "different": len(corpus.alphabet),
        "letters": unigram(corpus.counts),
    }
