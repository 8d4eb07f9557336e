"""The kinds of files that the program reads, and how it uses each."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playground.engine.config import TextConfig
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import train_tokenizer
from playground.engine.work import finish
from playground.services import lock
from tests.faults.archives import an_archive, change_members, take_in
from tests.faults.caches import (
    ids_of,
    ruler_file,
    speeds_file,
    use_ids,
    use_speeds,
)
from tests.faults.mutations import BYTES, JSON, TENSORS, Mutation
from tests.faults.places import TEXT, a_text, corpus_in, runs_with
from tests.faults.uses import (
    go_on,
    use_lock,
    use_metrics,
    use_run,
    use_tokenizer,
    write_with,
    write_with_a_snapshot,
)
from tests.faults.window_files import (
    change_settings,
    draw_curve,
    draw_ruler,
    settings_file,
    texts_file,
    use_settings,
    use_texts,
)

CHINESE = "从前有一只乌龟,它走得很慢,可是每天都走。\n兔子笑它:“你什么时候才到?”\n" * 60


@dataclass(frozen=True)
class Kind:
    """One kind of file."""

    prepare: Callable[[Path], Path]  # makes a folder with everything; returns the file to damage
    use: Callable[[Path], object]  # uses what is in the folder
    mutations: tuple[Mutation, ...]


def read_text(place: Path) -> None:
    """Open a text, cut it into tokens and count it, as the Text tab and the trainer do."""
    corpus = corpus_in(place)
    for key in ("char", "bpe"):
        config = TextConfig(tokenizer=key)
        finish(encode_corpus(corpus, finish(train_tokenizer(corpus, config)), config, None))
        if corpus.characters > 20_000:  # learning pieces of words takes its time
            return


def locked(place: Path) -> Path:
    """Make a run with the lock file of a program that is gone."""
    file = runs_with(lock.FILE)(place)
    file.write_bytes(lock.content().replace(str(os.getpid()).encode(), b"4194300"))
    return file


KINDS: dict[str, Kind] = {
    "text, English": Kind(a_text(TEXT.encode()), read_text, BYTES),
    "text, Chinese": Kind(a_text(CHINESE.encode()), read_text, BYTES),
    "text, GB18030": Kind(a_text(CHINESE.encode("gb18030")), read_text, BYTES),
    "text, UTF-16": Kind(a_text(CHINESE.encode("utf-16")), read_text, BYTES),
    "text of a run, pasted": Kind(runs_with("text.txt", pasted=True), go_on, BYTES),
    "run.json": Kind(runs_with("run.json"), use_run, JSON),
    "run.json of a gpt": Kind(runs_with("run.json", "gpt"), use_run, JSON),
    "run.json, drawn": Kind(runs_with("run.json"), draw_curve, JSON),
    "tokenizer.json, characters": Kind(runs_with("tokenizer.json"), use_tokenizer, JSON),
    "tokenizer.json, bytes": Kind(
        runs_with("tokenizer.json", "char-rnn", "byte"), use_tokenizer, JSON
    ),
    "tokenizer.json, BPE": Kind(
        runs_with("tokenizer.json", "char-rnn", "bpe"), use_tokenizer, JSON
    ),
    "metrics.jsonl": Kind(runs_with("metrics.jsonl"), use_metrics, JSON),
    "metrics.jsonl, drawn": Kind(runs_with("metrics.jsonl"), draw_curve, JSON),
    "weights.safetensors": Kind(runs_with("weights.safetensors"), write_with, TENSORS),
    "weights of a gpt": Kind(runs_with("weights.safetensors", "gpt"), write_with, TENSORS),
    "snapshot": Kind(runs_with("snapshots/000004.safetensors"), write_with_a_snapshot, TENSORS),
    "resume.safetensors": Kind(runs_with("resume.safetensors"), go_on, TENSORS),
    "resume.safetensors of a gpt": Kind(runs_with("resume.safetensors", "gpt"), go_on, TENSORS),
    "resume.json": Kind(runs_with("resume.json"), go_on, JSON),
    "run.lock": Kind(locked, use_lock, BYTES),
    ".lmrun": Kind(an_archive, take_in, BYTES),
    ".lmrun, packed again": Kind(an_archive, take_in, (change_members,)),
    "token ids to train on": Kind(ids_of("train"), use_ids, BYTES),
    "token ids to check on": Kind(ids_of("valid"), use_ids, BYTES),
    "settings.ini": Kind(settings_file, use_settings, (*BYTES, *(change_settings,) * 4)),
    "ruler": Kind(ruler_file, draw_ruler, JSON),
    "speeds.json": Kind(speeds_file, use_speeds, JSON),
    "texts.json": Kind(texts_file, use_texts, JSON),
}
