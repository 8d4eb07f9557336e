"""The texts that were written, kept for the next start.

What a token was drawn from is not kept: the model says it again when it is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from playground.engine.config import SamplingConfig
from playground.engine.tokens import Token
from playground.errors import PlaygroundError, WorkspaceError
from playground.files import read_bytes
from playground.services import values
from playground.services.disk import write_whole
from playground.ui.generate.story import Story, Version

FORMAT = 1
FILE = "texts.json"  # in the workspace
LARGEST = 1 << 23  # bytes of it
MOST_TOKENS = 20_000  # of all texts together; the older ones give way
MOST_SAMPLES = 5
NONE = np.zeros(0, dtype=np.float32)


def load(home: Path) -> dict[str, Story]:
    """Return the stories by the folder of their run, the oldest first; what is damaged is not."""
    try:
        data = values.from_json(read_bytes(home / FILE, LARGEST))
        if data["format"] != FORMAT:
            return {}
        entries = dict(data["stories"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    found: dict[str, Story] = {}
    for run, entry in entries.items():
        with suppress(ValueError, KeyError, TypeError, IndexError, PlaygroundError):
            found[values.name(run)] = _story(entry)
    return found


def save(home: Path, stories: dict[str, Story]) -> None:
    """Keep stories, given by the folder of their run with the oldest first.

    A disk that refuses costs the texts, and nothing else.
    """
    entries: dict[str, Any] = {}
    room = MOST_TOKENS
    for run, story in reversed(stories.items()):
        count = len(story.given) + sum(len(sample) for sample in story.samples)
        if count > room:
            continue
        room -= count
        if run and (story.field or not story.is_empty):
            entries[run] = _entry(story)
    data = {"format": FORMAT, "stories": dict(reversed(entries.items()))}
    written = json.dumps(data, ensure_ascii=False).encode(errors="replace")  # half a character too
    with suppress(WorkspaceError, OSError):
        write_whole(home / FILE, written)


def _entry(story: Story) -> dict[str, Any]:
    version = story.version
    configs = list(dict.fromkeys(c for sample in version.configs for c in sample))
    return {
        "field": story.field,
        "prompt": version.prompt,
        "step": version.step,
        "given": [_numbers(token) for token in version.given],
        "samples": [[_numbers(token) for token in sample] for sample in version.samples],
        "configs": [asdict(config) for config in configs],
        "drawn_with": [[configs.index(c) for c in sample] for sample in version.configs],
    }


def _numbers(token: Token) -> list[Any]:
    shares = token.probability, token.sampled_probability
    return [token.id, token.text, *shares, token.rank, token.number]


def _story(entry: dict[str, Any]) -> Story:
    """Return a story.

    Raises:
        ValueError, KeyError, TypeError, IndexError, PlaygroundError: It is none.
    """
    configs = [SamplingConfig(**config) for config in entry["configs"]]
    samples = tuple(tuple(map(_token, sample)) for sample in entry["samples"])
    drawn_with = tuple(
        tuple(configs[values.whole(i)] for i in sample) for sample in entry["drawn_with"]
    )
    lengths = [len(sample) for sample in samples]
    if not 1 <= len(samples) <= MOST_SAMPLES or lengths != [len(sample) for sample in drawn_with]:
        raise ValueError(lengths)
    story = Story()
    story.field = values.text(entry["field"])
    given = tuple(map(_token, entry["given"]))
    prompt, step = values.text(entry["prompt"]), values.whole(entry["step"])
    story.show(Version(prompt, given, samples, drawn_with, step))
    return story


def _token(numbers: Sequence[Any]) -> Token:
    id, text, probability, sampled, rank, number = numbers
    return Token(
        values.whole(id),
        values.text(text),
        _share(probability),
        _share(sampled),
        values.whole(rank),
        NONE,
        None if number is None else _share(number),
    )


def _share(value: Any) -> float:
    """Return a probability.

    Raises:
        ValueError: It is none.
    """
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise ValueError(value)
    return float(value)
