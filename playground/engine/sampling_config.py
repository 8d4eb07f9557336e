"""How a model draws the next token. This file needs no torch, so that `--help` answers at once."""

from dataclasses import dataclass

from playground.engine.knobs import Checked, knob
from playground.text import mark


@dataclass(frozen=True)
class SamplingConfig(Checked):
    """How the next token is drawn."""

    length: int = knob(
        300, 1, 100_000, mark("Length"), mark("How many tokens to write."), advanced=False
    )
    temperature: float = knob(
        0.8,
        0.0,
        2.0,
        mark("Temperature"),
        mark("Below 1 sharpens the probabilities, above 1 flattens them; 0 takes the likeliest."),
        advanced=False,
    )
    top_k: int = knob(
        0,
        0,
        1_000_000,
        mark("Top-k"),
        mark("Draw among the k likeliest tokens only; 0 is off."),
        advanced=False,
    )
    top_p: float = knob(
        1.0,
        0.01,
        1.0,
        mark("Top-p"),
        mark("Draw among the likeliest tokens that reach this probability together; 1 is off."),
        advanced=False,
    )
    seed: int = knob(
        1, 0, 2**31 - 1, mark("Seed"), mark("The same seed writes the same text."), advanced=False
    )
