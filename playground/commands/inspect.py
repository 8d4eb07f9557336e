"""`playground inspect`: see what a model expects next."""

import argparse

from playground.commands import DONE
from playground.commands.generate import sampling, typed
from playground.commands.options import Setting, add_options, shared_settings
from playground.commands.output import Output
from playground.engine.config import SamplingConfig
from playground.terminal.bar import bar
from playground.terminal.words import pad

DESCRIPTION = """\
See what a model expects after a prompt: every token with its probability, before and after
temperature, top-k and top-p."""
SHOWN = 20  # lines for people; programs get all of the vocabulary
RESHAPING = ("temperature", "top_k", "top_p")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = DESCRIPTION
    parser.add_argument("name", metavar="RUN", help='a run or a starter; "last" is the newest run')
    parser.add_argument(
        "--what", choices=("next",), default="next", help="next: the next token [next]"
    )
    parser.add_argument("--prompt", metavar="TEXT", default="", help="the beginning [none]")
    add_options(parser, settings())
    parser.set_defaults(length=None, seed=None)


def run(args: argparse.Namespace, out: Output) -> int:
    """Print the next tokens, the likeliest first."""
    from playground.services.workspace import Workspace

    workspace = Workspace()
    found = workspace.find(args.name)
    config = sampling(args, found.model)

    from playground.engine.distribution import reshape
    from playground.engine.sample import next_distribution

    loaded = workspace.load(found)
    plain = next_distribution(loaded.model, loaded.tokenizer, typed(args.prompt))  # (V,)
    shaped = reshape(plain, config.temperature, config.top_k, config.top_p)  # (V,)
    order = sorted(range(len(plain)), key=lambda id: (-plain[id], id))
    if out.json:
        tokens = [
            {
                "text": loaded.tokenizer.decode([id]),
                "id": id,
                "probability": float(plain[id]),
                "sampled_probability": float(shaped[id]),
                "label": loaded.tokenizer.label(id),
            }
            for id in order
        ]
        out.emit({"next": tokens})
        return DONE
    out.line(f"{'token':<10} {'model':>8} {'drawn':>8}")
    for id in order[:SHOWN]:
        name = pad(loaded.tokenizer.label(id), 10)
        drawn = f"{shaped[id]:8.2%}" if shaped[id] > 0 else "     cut"
        out.line(f"{name} {plain[id]:8.2%} {drawn}  {bar(float(shaped[id]), 30)}")
    if len(order) > SHOWN:
        out.line(f"… and {len(order) - SHOWN:,} more; --json prints them all.")
    return DONE


def settings() -> list[Setting]:
    """Return the settings that reshape the probabilities."""
    return [one for one in shared_settings(SamplingConfig) if one.name in RESHAPING]
