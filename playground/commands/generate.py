"""`playground generate`: let a model write."""

import argparse
import time
from typing import TYPE_CHECKING

from playground.commands import DONE, STOPPED
from playground.commands.options import add_options, chosen, make, shared_settings
from playground.commands.output import Output
from playground.commands.stopping import Stopping
from playground.engine.characters import as_read
from playground.engine.config import SamplingConfig

if TYPE_CHECKING:
    from playground.engine.tokens import Token

DESCRIPTION = """\
Let a model write. The text appears as it is written; Ctrl+C stops it. The same seed writes
the same text; temperature 0 always takes the likeliest token."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options: one for every knob of sampling."""
    parser.description = DESCRIPTION
    parser.add_argument("name", metavar="RUN", help='a run or a starter; "last" is the newest run')
    parser.add_argument("--prompt", metavar="TEXT", default="", help="the beginning [none]")
    add_options(parser, shared_settings(SamplingConfig))


def run(args: argparse.Namespace, out: Output) -> int:
    """Print the prompt and what the model makes of it."""
    from playground.services.workspace import Workspace

    workspace = Workspace()
    found = workspace.find(args.name)
    config = sampling(args, found.model)
    with Stopping() as stopping:
        from playground.engine.sample import generate

        loaded = workspace.load(found)
        began = time.monotonic()
        pieces: list[str] = []
        tokens = generate(loaded.model, loaded.tokenizer, typed(args.prompt), config)
        for number, token in enumerate(tokens):
            if number == 0:
                out.text(typed(args.prompt))
            pieces.append(token.text)
            out.emit(line_of(token))
            out.text(token.text)
            out.flush()
            if stopping.asked:
                break
        out.line()
        seconds = time.monotonic() - began
    done = {"text": "".join(pieces), "tokens": len(pieces), "seconds": round(seconds, 3)}
    out.emit({"event": "done", **done})
    return STOPPED if stopping.asked else DONE


def sampling(args: argparse.Namespace, model: str) -> SamplingConfig:
    """Return how to draw; what cannot be is a usage error."""
    values = chosen(args, shared_settings(SamplingConfig), model)
    config: SamplingConfig = make(args, lambda: SamplingConfig(**values))
    return config


def typed(text: str) -> str:
    """Return what a person typed, as a text to train on is read; other bytes become U+FFFD."""
    return as_read(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def line_of(token: "Token") -> dict[str, object]:
    """Return the line that --json prints of a token."""
    return {
        "event": "token",
        "text": token.text,
        "id": token.id,
        "probability": token.probability,
        "sampled_probability": token.sampled_probability,
        "rank": token.rank,
    }
