"""Our training as the benchmarks use it: the engine's own generator, without a run folder."""

import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from playground.engine.calibration import measure_speed
from playground.engine.config import ModelConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.corpus import Corpus, open_corpus
from playground.engine.events import Event, Finished, Stepped
from playground.engine.models import MODELS
from playground.engine.recipe import recommend
from playground.engine.token_text import TokenText, encode_corpus
from playground.engine.tokenizers import Tokenizer, train_tokenizer
from playground.engine.train import TrainState, new_state, train
from playground.engine.work import finish
from playground.services.choosing import facts_of

ENDLESS = 100_000_000  # steps, for runs that are taken step by step


@dataclass(frozen=True, eq=False)
class Text:
    """A text by characters, its last tenth kept aside."""

    corpus: Corpus
    tokenizer: Tokenizer
    train: TokenText
    valid: TokenText


def read_text(file: Path) -> Text:
    """Return a text as the program itself reads it."""
    corpus = finish(open_corpus([file]))
    tokenizer = finish(train_tokenizer(corpus, TextConfig()))
    return Text(corpus, tokenizer, *finish(encode_corpus(corpus, tokenizer, TextConfig(), None)))


def by_clock(text: Text, model: str, seconds: float, seed: int, threads: int = 0) -> RunConfig:
    """Return what the program chooses for so many seconds; 0 threads are its choice as well."""
    training = replace(MODELS[model].training, minutes=seconds / 60, seed=seed, threads=threads)
    return recommend(model, facts_of(text.corpus, TextConfig()), training, speed_here(model), None)


@cache
def speed_here(model: str) -> float:
    """Return the operations per second in training, measured now and not taken from before."""
    return finish(measure_speed(model))


def step_by_step(
    model: str, settings: ModelConfig, training: TrainingConfig, threads: int
) -> RunConfig:
    """Return settings for steps that are timed one by one, and all do the same work."""
    same = {"sample_length": 0, "soft_targets": False}  # soft ones are only for the beginning
    training = replace(training, steps=ENDLESS, threads=threads, **same)
    return RunConfig(model, settings, training)


def trained(text: Text, config: RunConfig) -> Finished:
    """Train to the end; the loss is that on the whole validation text."""
    state = new_state(config, text.tokenizer.vocab_size)
    *_, last = train(state, text.train, text.valid, text.tokenizer, config)
    assert isinstance(last, Finished)
    return last


class Steps:
    """A run that is taken step by step; the checks between them are not counted."""

    def __init__(self, text: Text, config: RunConfig) -> None:
        self.config = config
        self.state: TrainState = new_state(config, text.tokenizer.vocab_size)
        self.tokens = config.training.batch_size * config.settings.context  # per step
        self._events: Generator[Event, None, None] = train(  # type: ignore[assignment]
            self.state, text.train, text.valid, text.tokenizer, config
        )

    def take(self) -> float:
        """Take one step and return the seconds that it took."""
        while True:
            began = time.perf_counter()
            if isinstance(next(self._events), Stepped):
                return time.perf_counter() - began

    def close(self) -> None:
        """Stop for good; torch has as many threads as before."""
        self._events.close()
