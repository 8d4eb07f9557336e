"""Weights and training state on disk: safetensors and JSON, never pickle."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from playground.errors import RunBroken, RunError, RunWithoutWeights
from playground.files import NoOrdinaryFile, is_there, read_bytes, read_text
from playground.services.damage import DAMAGE, IS_DAMAGED, damage_named
from playground.services.disk import part_of, replace, sync_folder, write_part, write_whole, writing
from playground.services.headers import LONGEST, notes_in
from playground.services.runs import (
    SNAPSHOTS,
    STATE,
    STATE_NUMBERS,
    WEIGHTS,
    Run,
    snapshot_file,
    snapshot_steps,
)
from playground.services.snapshots import how_many, thin

Tensors = dict[str, Tensor]
LONGEST_NUMBERS = 1 << 20  # bytes of the numbers of a state


def save_tensors(path: Path, tensors: Mapping[str, Tensor], **notes: object) -> None:
    """Write tensors to one file, whole or not at all."""
    write_whole(path, to_bytes(tensors, **notes))


def to_bytes(tensors: Mapping[str, Tensor], **notes: object) -> bytes:
    """Return a safetensors file; `notes` go into its header."""
    whole = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    return save(whole, {"format": "pt", **{key: str(value) for key, value in notes.items()}})


def load_tensors(path: Path, most: int) -> tuple[Tensors, dict[str, str]]:
    """Return the tensors of a file and the notes in its header.

    The file is read at once and closed, so that Windows lets it be replaced meanwhile.

    Args:
        path: The file.
        most: Bytes that the tensors may take; no larger file is read.

    Raises:
        RunBroken: It is missing or damaged, or no file, or too large to be what it should be.
        RunUnreadable: The system refuses to read it.
    """
    run = path.parent.parent.name if path.parent.name == SNAPSHOTS else path.parent.name
    with damage_named(run, path.name):
        data = read_bytes(path, most + LONGEST)
        try:
            tensors = load(data)
        except SafetensorError as error:
            raise ValueError(path) from error
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
        return tensors, header.get("__metadata__") or {}


def load_weights(run: Run, most: int, snapshot: int | None = None) -> Tensors:
    """Return the best weights of a run, or those of one of its snapshots, of `most` bytes.

    Raises:
        RunWithoutWeights: It has none yet.
        RunBroken: The file is damaged.
    """
    path = run.path / WEIGHTS if snapshot is None else snapshot_file(run.path, snapshot)
    if not is_there(path):
        raise RunWithoutWeights(run=run.name, status=run.status, steps=run.steps)
    return load_tensors(path, most)[0]


def save_snapshot(folder: Path, weights: Mapping[str, Tensor], step: int) -> None:
    """Keep the weights of a step for the time machine, and thin out the older ones."""
    data = to_bytes(weights, step=step)
    path = snapshot_file(folder, step)
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        if path.parent.is_symlink():  # its files are another's
            raise NoOrdinaryFile(path.parent)
    write_whole(path, data)
    with writing(path):
        for old in thin(snapshot_steps(folder), how_many(len(data))):
            snapshot_file(folder, old).unlink()
        sync_folder(path.parent)


def save_state(folder: Path, tensors: Mapping[str, Tensor], numbers: Mapping[str, Any]) -> None:
    """Write the full state of training: two files that belong together.

    Both are safe on the disk before the first takes its place, and both carry the same
    mark, so that `load_state` finds the pair whenever the power fails.
    """
    mark = _mark(numbers)
    text = json.dumps({**numbers, "mark": mark}, ensure_ascii=False, indent=1)
    data = to_bytes(tensors, mark=mark)
    with writing(folder / STATE, len(data) + len(text)):
        _settle(folder)
        numbers_part = part_of(folder / STATE_NUMBERS)  # where `load_state` looks for it
        tensors_part = part_of(folder / STATE)  # nobody else writes it: the run is locked
        write_part(folder / STATE_NUMBERS, text.encode(), numbers_part)
        write_part(folder / STATE, data, tensors_part)
        replace(tensors_part, folder / STATE)
        replace(numbers_part, folder / STATE_NUMBERS)


def _settle(folder: Path) -> None:
    """Put the second file in its place if the disk refused that: the next one would lie there."""
    path = folder / STATE_NUMBERS
    part = part_of(path)
    if part.exists() and _marked(part) == notes_in(folder / STATE).get("mark"):
        replace(part, path)


def _marked(path: Path) -> str | None:
    """Return the mark of a file of numbers; None if it is damaged."""
    try:
        numbers = json.loads(read_text(path, LONGEST_NUMBERS))
        return _mark(numbers) if numbers["mark"] == _mark(numbers) else None
    except (OSError, *DAMAGE):
        return None


def load_state(folder: Path, most: int) -> tuple[Tensors, dict[str, Any]]:
    """Return what `save_state` wrote last, whole; its tensors take `most` bytes.

    Raises:
        RunBroken: A file is missing, damaged or no file.
        RunUnreadable: The system refuses to read one.
    """
    tensors, notes = load_tensors(folder / STATE, most)
    path = folder / STATE_NUMBERS
    part = part_of(path)
    problem: RunError = RunBroken(run=folder.name, file=STATE_NUMBERS, reason=IS_DAMAGED)
    for found in (path, part):
        try:
            with damage_named(folder.name, STATE_NUMBERS):
                numbers = json.loads(read_text(found, LONGEST_NUMBERS))
        except RunError as error:
            problem = error if found == path else problem
            continue
        if not isinstance(numbers, dict) or numbers.get("mark") != _mark(numbers):
            continue
        if numbers["mark"] == notes.get("mark"):
            if found == part:
                with writing(path):
                    replace(part, path)
            return tensors, numbers
    raise problem


def _mark(numbers: Mapping[str, Any]) -> str:
    return f"{numbers.get('step')}-{numbers.get('metrics_bytes')}"
