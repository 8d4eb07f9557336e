"""`playground train`: a new model on a text."""

import argparse
import os
from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playground.commands import STOPPED
from playground.commands.naming import place
from playground.commands.options import (
    add_options,
    by_owners,
    chosen,
    make,
    model_settings,
    option_name,
    shared_settings,
    training_settings,
)
from playground.commands.output import Output
from playground.commands.reporting import Reporter, reporter_for
from playground.commands.stopping import Stopping
from playground.engine.config import RunConfig, TextConfig
from playground.engine.effects import idle_settings
from playground.engine.events import Chosen, Event, Progress, Started
from playground.engine.knobs import knobs
from playground.engine.models import MODELS, size_fields
from playground.engine.recipe import batch_size

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

DEFAULT_MODEL = "gpt"
FEW_STEPS = 30  # in a whole training, of which it learns next to nothing
NAMED = 5  # files that are named in a line
BUDGET = ("steps", "minutes")
USAGE = "%(prog)s FILE … [--model M] [--steps N | --minutes X] [--seed N] [settings]"
DESCRIPTION = """\
Train a new model on a text. It is checked and saved as it learns; Ctrl+C stops and saves.
Behind each setting stands [its default; its range]."""
EPILOG = """\
examples:
  playground train shakespeare.txt --minutes 2
  playground train fables-zh --model char-rnn --cell tanh --steps 500
  playground train letters/ notes.md --tokenizer bpe --title "All my words"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options: one for every knob there is."""
    parser.usage = USAGE
    parser.description = DESCRIPTION
    parser.epilog = EPILOG
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="text files or folders, read as one text; or one built-in text (playground texts)",
    )
    parser.add_argument("--title", metavar="T", help="what to call the run [the text's name]")
    add_options(parser.add_argument_group("text"), shared_settings(TextConfig))
    parser.add_argument(
        "--encoding", metavar="NAME", help="of the files, such as gb18030 [found out]"
    )
    models = parser.add_argument_group("model")
    names = "; ".join(f"{key}: {_lower(spec.help)}" for key, spec in MODELS.items())
    models.add_argument(
        "--model",
        choices=tuple(MODELS),
        default=DEFAULT_MODEL,
        help=f"{names} [{DEFAULT_MODEL}]",
    )
    for owners, settings in by_owners(model_settings()).items():
        everybody = len(owners) == len(MODELS)
        title = "every model" if everybody else " and ".join(owners)
        add_options(parser.add_argument_group(f"settings of {title}"), settings)
    training = parser.add_argument_group("training")
    budget = training.add_mutually_exclusive_group()
    settings = training_settings()
    add_options(budget, [setting for setting in settings if setting.name in BUDGET])
    add_options(training, [setting for setting in settings if setting.name not in BUDGET])


def run(args: argparse.Namespace, out: Output) -> int:
    """Train a new run."""
    config = config_from(args)
    with Stopping() as stopping:
        from playground.commands.follow import Stopped, follow, result_of, summary
        from playground.commands.passing import PassingReporter, lines_of
        from playground.commands.places import call
        from playground.engine.work import finish
        from playground.services.choosing import choose
        from playground.services.workspace import Workspace

        workspace, share = Workspace(), config.text.valid_share
        reporter = reporter_for(out, config.training)
        try:
            corpus = result_of(open_text(args.files, args.encoding), reporter, stopping)
            lines = result_of(lines_of(corpus, share, workspace.cache), reporter, stopping)
        except Stopped:
            return STOPPED
        here = finish(choose(corpus, config, workspace.cache))
        config = completed(args, config, here)
        training = workspace.create(corpus, config, args.title)
        words = [*text_words(corpus), choice_words(config, here.speed)]
        words += few_steps_words(corpus, config, here.speed)
        telling = ChoiceReporter(reporter, out, words, text_facts(corpus))
        done = follow(training, PassingReporter(telling, lines), stopping, out)
        return summary(done, out, call(args)) if done else STOPPED


def config_from(args: argparse.Namespace) -> RunConfig:
    """Return the model's own settings with those that were given; what cannot be is refused."""
    spec = MODELS[args.model]
    model = chosen(args, model_settings(), args.model)
    text = chosen(args, shared_settings(TextConfig), args.model)
    training = given_training(args)
    config = RunConfig(
        args.model,
        make(args, lambda: spec.config(**model)),
        make(args, lambda: replace(spec.training, **training)),
        make(args, lambda: TextConfig(**text)),
    )
    refuse_idle(args, config, {**model, **training, **text})
    return config


def refuse_idle(args: argparse.Namespace, config: RunConfig, given: dict[str, Any]) -> None:
    """Refuse a setting that would change nothing; to switch off what is off does no harm."""
    for name, reason in idle_settings(config).items():
        if given.get(name, False) is not False:
            args.parser.error(f"argument {option_name(name)}: {reason}")


def given_training(args: argparse.Namespace) -> dict[str, Any]:
    """Return the settings of training that were given."""
    training = chosen(args, training_settings(), args.model)
    if training.get("steps"):
        training["minutes"] = 0.0
    return training


def completed(args: argparse.Namespace, config: RunConfig, here: "Chosen") -> RunConfig:
    """Return `config` with everything that was not given taken from what was chosen here.

    The numbers that make up the size belong together: one that is given keeps all of them.
    """
    model = chosen(args, model_settings(), args.model)
    sized = any(name in model for name in size_fields(MODELS[args.model]))
    settings = config.settings if sized else make(args, lambda: replace(here.settings, **model))
    per_step = here.training.batch_size * here.settings.context  # tokens
    given: dict[str, Any] = {"batch_size": batch_size(per_step, settings.context)}
    given |= given_training(args)
    training = make(args, lambda: replace(here.training, **given))
    return replace(config, settings=settings, training=training)


class ChoiceReporter:
    """Says what was chosen when training begins; what goes wrong before needs no such words."""

    def __init__(
        self, reporter: Reporter, out: Output, words: list[str], facts: dict[str, object]
    ) -> None:
        self._reporter = reporter
        self._out = out
        self._words = words
        self._facts = facts

    def show(self, event: Event) -> None:
        """Show an event, with the choice before the first."""
        if isinstance(event, Started):
            self._reporter.leave()
            for line in self._words:
                self._out.line(line)
        self._reporter.show(event)
        if isinstance(event, Started) and self._facts:
            self._out.emit({"event": "text", **self._facts})

    def leave(self) -> None:
        """Make room for other lines."""
        self._reporter.leave()


def text_facts(corpus: "Corpus") -> dict[str, object]:
    """Return what --json tells of the text, where there is more to tell than of most."""
    if not text_words(corpus):
        return {}
    return {
        "name": corpus.name,
        "characters": corpus.characters,
        "encoding": corpus.encoding,
        "damaged": corpus.damaged,
        "left_out": [str(path) for path in corpus.left_out],
    }


def text_words(corpus: "Corpus") -> list[str]:
    """Return what is worth telling of how the text was read, in lines; of most texts nothing."""
    words = []
    if corpus.encoding != "utf-8":
        words.append(f"Read as {corpus.encoding}; --encoding chooses another one.")
    if corpus.damaged:
        words.append(f"{corpus.damaged:,} characters could not be read; they stand as “\ufffd”.")
    if corpus.left_out:
        named = ", ".join(str(path) for path in corpus.left_out[:NAMED])
        more = ", …" if len(corpus.left_out) > NAMED else ""
        words.append(f"Left out, since they are no text ({len(corpus.left_out)}): {named}{more}")
    return words


def choice_words(config: RunConfig, speed: float) -> str:
    """Return what was chosen, in a line."""
    settings = {knob.name: knob.default for knob in knobs(config.settings)}
    parts = [f"{name} {value:g}" for name, value in settings.items() if _is_number(value)]
    budget = (
        f"{config.training.steps:,} steps"
        if config.training.steps
        else f"{config.training.minutes:g} min at {speed / 1e9:.0f} GFLOP/s"
    )
    parts.append(f"batch {config.training.batch_size}")
    if config.training.patience:
        parts.append(f"patience {config.training.patience} checks")
    return f"For this text and {budget}: {', '.join(parts)}."


def few_steps_words(corpus: "Corpus", config: RunConfig, speed: float) -> list[str]:
    """Return that the budget has room for few steps only, if so."""
    from playground.engine.estimate import estimate
    from playground.services.choosing import facts_of

    if config.training.steps:
        return []
    need = estimate(config, facts_of(corpus, config.text).vocab_size, speed)
    if need.steps >= FEW_STEPS:
        return []
    return [
        f"A step of this size takes about {need.seconds_per_step:.2g} s here: about "
        f"{max(1, round(need.steps))} in the whole time. A smaller model, batch or context "
        "allows more."
    ]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def open_text(
    files: list[str], encoding: str | None, what: str = "FILE"
) -> Generator[Progress, None, "Corpus"]:
    """Open files and folders; a single word that is no file may be a built-in text.

    Args:
        files: What a person has named.
        encoding: What it is written in; None to find it out.
        what: Where she named it.
    """
    from playground.engine.corpus import built_in_corpus, open_corpus
    from playground.engine.texts import TEXTS

    if len(files) == 1 and files[0] in TEXTS and not os.path.exists(files[0]):
        return built_in_corpus(files[0])
    return (yield from open_corpus([place(file, what) for file in files], encoding))


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")
