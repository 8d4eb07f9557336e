"""What `run.json` says: its format, its steps from older formats, and how it is changed.

Whatever a later version adds to the file is kept when this version rewrites it.
"""

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from playground import __version__
from playground.engine.config import ModelConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.knobs import Checked, knobs
from playground.engine.models import MODELS
from playground.errors import RunBroken, RunTooNew, RunUnreadable, SettingError
from playground.files import read_text
from playground.services import values
from playground.services.addresses import address
from playground.services.claim import exclusively
from playground.services.damage import IS_DAMAGED, damage_named
from playground.services.disk import write_whole
from playground.text import mark

FILE = "run.json"
FORMAT = 1

# One named function for each step: CONVERTERS[n] makes format n + 1 out of format n.
CONVERTERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}

LARGEST = 1 << 24  # bytes: the text may have come from tens of thousands of files


@dataclass(frozen=True)
class TextRecord:
    """What a run remembers of its text."""

    name: str
    source: str  # what to open again: "file", "text:<key>" or "pasted"
    files: tuple[str, ...]  # as `addresses` writes them
    size: int  # bytes
    characters: int
    sha256: str
    encoding: str
    floor: float | None  # bits per character that no model can go below, where known
    different: int = 0  # characters in its alphabet; 0 where that was not noted
    letters: float | None = None  # bits per character that knowing the letter counts costs


def read_record(folder: Path) -> dict[str, Any]:
    """Return what `run.json` says, in the current format.

    Raises:
        RunBroken: The file is missing, damaged or no file.
        RunUnreadable: The system refuses to read it.
        RunTooNew: It was written by a later version.
    """
    with damage_named(folder.name, FILE):
        return parsed(read_text(folder / FILE, LARGEST), folder.name)


def parsed(text: str, run: str) -> dict[str, Any]:
    """Return what the text of a `run.json` says, in the current format; see `read_record`.

    Raises:
        ValueError, RecursionError: It is no JSON.
    """
    found = values.from_json(text)
    if not isinstance(found, dict) or not isinstance(found.get("format"), int):
        raise RunBroken(run=run, file=FILE, reason=IS_DAMAGED)
    record: dict[str, Any] = found
    if record["format"] > FORMAT:
        raise RunTooNew(run=run, format=record["format"], known=FORMAT)
    for step in range(record["format"], FORMAT):
        if step not in CONVERTERS:
            raise RunBroken(run=run, file=FILE, reason=IS_DAMAGED)
        record = CONVERTERS[step](record)
    return record


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Write `run.json` whole; half characters, which UTF-8 has not, become question marks."""
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    write_whole(folder / FILE, f"{text}\n".encode(errors="replace"))


def change_record(
    folder: Path, instead: dict[str, Any] | None = None, **changes: Any
) -> dict[str, Any]:
    """Rewrite some entries of `run.json`, keeping all others, known or not.

    Any thread and any program may.

    Args:
        folder: The run.
        instead: What the file said; used if it is missing or damaged by now.
        changes: The entries.

    Returns:
        What the file says now.

    Raises:
        RunBroken: The file is missing or damaged, and there is nothing to use instead.
    """
    with exclusively(folder):
        try:
            record = read_record(folder)
        except (RunBroken, RunUnreadable):
            if instead is None:
                raise
            record = instead
        record = {**record, **changes}
        write_record(folder, record)
        return record


def note_going_on(folder: Path, training: TrainingConfig, files: Sequence[Path]) -> None:
    """Note that a run goes on, with which budget and epochs, and where its text lies now."""
    with exclusively(folder):
        record = read_record(folder)
        before = record["config"].get("training", {})
        budget = {"steps": training.steps, "minutes": training.minutes}
        if "max_epochs" in before:  # an older version had no such setting
            budget["max_epochs"] = training.max_epochs
        record["config"]["training"] = {**before, **budget}
        if record["text"].get("source") == "file":
            record["text"]["files"] = [address(os.path.abspath(file)) for file in files]
        now = {"status": "running", "reason": "", "version": __version__}
        write_record(folder, {**record, **now})


def config_to_json(config: RunConfig) -> dict[str, Any]:
    """Return all settings of a run as `run.json` holds them."""
    return {
        "model": config.model,
        "settings": _values(config.settings),
        "training": _values(config.training),
        "text": _values(config.text),
    }


def config_from_json(data: dict[str, Any], run: str) -> RunConfig:
    """Return the settings that `run.json` holds; what is missing has its default.

    Raises:
        RunBroken: The model is unknown or a setting impossible.
    """
    key = data.get("model")
    if key not in MODELS:
        raise RunBroken(run=run, file=FILE, reason=mark("names a model that this version lacks"))
    try:
        settings: ModelConfig = _config(MODELS[key].config, data.get("settings", {}))
        training = _config(TrainingConfig, data.get("training", {}))
        return RunConfig(key, settings, training, _config(TextConfig, data.get("text", {})))
    except (SettingError, TypeError, AttributeError) as error:
        raise RunBroken(run=run, file=FILE, reason=mark("has an impossible setting")) from error


def text_from_json(data: dict[str, Any]) -> TextRecord:
    """Return what `run.json` remembers of the text.

    Raises:
        TypeError: Something is missing, or `data` is no object.
        ValueError: A value is of another kind.
    """
    names = [f.name for f in fields(TextRecord) if f.name in data]
    return TextRecord(**{name: TEXT_VALUES[name](data[name]) for name in names})


def _files(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(value)
    return tuple(values.text(file) for file in value)


def _sha256(value: Any) -> str:
    if not re.fullmatch("[0-9a-f]{64}", values.text(value)):  # it names files of the cache
        raise ValueError(value)
    return values.text(value)


TEXT_VALUES: dict[str, Callable[[Any], Any]] = {
    "name": values.name,
    "source": values.word,
    "files": _files,
    "size": values.whole,
    "characters": values.whole,
    "sha256": _sha256,
    "encoding": values.word,
    "floor": values.number_or_none,
    "different": values.whole,
    "letters": values.number_or_none,
}


def _values(config: Checked) -> dict[str, Any]:
    return {knob.name: knob.default for knob in knobs(config)}


def _config(cls: type[Any], data: dict[str, Any]) -> Any:
    names = {knob.name for knob in knobs(cls)}
    return cls(**{name: value for name, value in data.items() if name in names})
