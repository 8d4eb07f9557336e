"""Weights and training state on disk: safetensors and JSON, never pickle."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from playground.errors import RunBroken, RunWithoutWeights
from playground.services.disk import part_of, replace, sync_folder, write_part, write_whole, writing
from playground.services.record import IS_DAMAGED, IS_MISSING
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
# What is said of a damaged file; torch says RuntimeError of a shape that cannot be.
DAMAGE = (OSError, ValueError, KeyError, RuntimeError, SafetensorError)
LONGEST_HEADER = 10_000_000  # bytes of the names and shapes at the beginning of a file


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
        RunBroken: It is missing or damaged, or too large to be what it should be.
    """
    run = path.parent.parent.name if path.parent.name == SNAPSHOTS else path.parent.name
    try:
        if path.stat().st_size > most + LONGEST_HEADER:
            raise RunBroken(run=run, file=path.name, reason=IS_DAMAGED)
        data = path.read_bytes()
        tensors = load(data)
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    except FileNotFoundError:
        raise RunBroken(run=run, file=path.name, reason=IS_MISSING) from None
    except DAMAGE as error:
        raise RunBroken(run=run, file=path.name, reason=IS_DAMAGED) from error
    return tensors, header.get("__metadata__") or {}


def load_weights(run: Run, most: int, snapshot: int | None = None) -> Tensors:
    """Return the best weights of a run, or those of one of its snapshots, of `most` bytes.

    Raises:
        RunWithoutWeights: It has none yet.
        RunBroken: The file is damaged.
    """
    path = run.path / WEIGHTS if snapshot is None else snapshot_file(run.path, snapshot)
    if not path.exists():
        raise RunWithoutWeights(run=run.name, status=run.status, steps=run.steps)
    return load_tensors(path, most)[0]


def save_snapshot(folder: Path, weights: Mapping[str, Tensor], step: int) -> None:
    """Keep the weights of a step for the time machine, and thin out the older ones."""
    data = to_bytes(weights, step=step)
    path = snapshot_file(folder, step)
    with writing(path):
        path.parent.mkdir(exist_ok=True)
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
        numbers_part = write_part(folder / STATE_NUMBERS, text.encode())
        tensors_part = write_part(folder / STATE, data)
        replace(tensors_part, folder / STATE)
        replace(numbers_part, folder / STATE_NUMBERS)


def _settle(folder: Path) -> None:
    """Put the second file in its place if the disk refused that: the next one would lie there."""
    path = folder / STATE_NUMBERS
    part = part_of(path)
    if part.exists() and _marked(part) == _notes(folder / STATE).get("mark"):
        replace(part, path)


def _marked(path: Path) -> str | None:
    """Return the mark of a file of numbers; None if it is damaged."""
    try:
        numbers = json.loads(path.read_text(encoding="utf-8"))
        return _mark(numbers) if numbers["mark"] == _mark(numbers) else None
    except (*DAMAGE, AttributeError, TypeError):
        return None


def _notes(path: Path) -> dict[str, str]:
    """Return the notes in the header of a file of tensors, without reading these."""
    try:
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(size, LONGEST_HEADER)))
        return dict(header.get("__metadata__") or {})
    except (*DAMAGE, AttributeError, TypeError):
        return {}


def load_state(folder: Path, most: int) -> tuple[Tensors, dict[str, Any]]:
    """Return what `save_state` wrote last, whole; its tensors take `most` bytes.

    Raises:
        RunBroken: A file is missing or damaged.
    """
    tensors, notes = load_tensors(folder / STATE, most)
    path = folder / STATE_NUMBERS
    part = part_of(path)
    for found in (path, part):
        try:
            numbers = json.loads(found.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if not isinstance(numbers, dict) or numbers.get("mark") != _mark(numbers):
            continue
        if numbers["mark"] == notes.get("mark"):
            if found == part:
                with writing(path):
                    replace(part, path)
            return tensors, numbers
    reason = IS_DAMAGED if path.exists() else IS_MISSING
    raise RunBroken(run=folder.name, file=STATE_NUMBERS, reason=reason)


def _mark(numbers: Mapping[str, Any]) -> str:
    return f"{numbers.get('step')}-{numbers.get('metrics_bytes')}"
