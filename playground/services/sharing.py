"""A run in one file, to hand on: a `.lmrun`, which is a zip of the run's own files."""

import json
import zipfile
from collections.abc import Generator, Iterator
from pathlib import Path

from playground.engine.events import Event, Progress, Shared
from playground.errors import RunBusy, RunTooLarge, RunWithoutWeights
from playground.files import is_there, reading
from playground.services import lock, metrics, record
from playground.services.damage import damage_named
from playground.services.packed import PIECE, SIZES, is_plausible, most_of
from playground.services.runs import SNAPSHOTS, TOKENIZER, WEIGHTS, Run
from playground.services.targets import saving
from playground.text import mark

EXPORTING = mark("Exporting the run")
# What a small file holds: enough to write with the model, and to see how it learned.
IN_SMALL = (record.FILE, TOKENIZER, metrics.FILE, WEIGHTS)
DRAWN = 1000  # steps in the curve of a small file


def export_run(
    run: Run, file: Path, *, over: bool = True, small: bool = False
) -> Generator[Event, None, Path]:
    """Write a run into one file and return it; the last event is `Shared`.

    Where the text lies on this computer is left out: it is nobody's business elsewhere.

    Args:
        run: What is written.
        file: Where to.
        over: Whether another file may be replaced.
        small: Whether only the model and its curve are written: such a run cannot go on.

    Raises:
        RunBusy: It is being trained.
        RunBroken, RunUnreadable: It cannot be read.
        RunWithoutWeights: A small file is wanted, and there is no model yet.
        RunTooLarge: It is larger than any that could be imported.
        FileUnwritable: The disk refuses, or the file is not to be replaced.
    """
    pid = lock.holder(run.path)
    if pid is not None:
        raise RunBusy(run=run.name, pid=pid or "?")
    if small and not run.has_weights:
        raise RunWithoutWeights(run=run.name, status=run.status, steps=run.steps)
    sizes = _sizes(run, small=small)
    total = sum(sizes.values())
    with saving(file, over=over) as part:
        for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            done = 0
            with zipfile.ZipFile(part, "w") as archive:
                for name in sizes:
                    for count in _pack(archive, run, name, method, small=small):
                        done += count
                        yield Progress(EXPORTING, min(done, total), total)
                unpacked = sum(entry.file_size for entry in archive.infolist())
            if is_plausible(unpacked, part.stat().st_size):  # else it could not be imported
                break
    yield Shared(str(file))
    return file


def _sizes(run: Run, *, small: bool) -> dict[str, int]:
    """Return the files of a run that are written, each with its bytes."""
    names = [name for name in (IN_SMALL if small else SIZES) if is_there(run.path / name)]
    if not small:
        names += [f"{SNAPSHOTS}/{step:06}.safetensors" for step in run.snapshots()]
    sizes = {name: (run.path / name).lstat().st_size for name in names}
    for name, size in sizes.items():
        if size > most_of(name) and name != record.FILE:
            raise RunTooLarge(
                run=run.name,
                file=name,
                size=f"{size / 1e6:,.0f}",
                most=f"{most_of(name) / 1e6:,.0f}",
            )
    return sizes


def _pack(
    archive: zipfile.ZipFile, run: Run, name: str, method: int, *, small: bool
) -> Iterator[int]:
    """Add one file of a run; yield how many bytes came with each piece."""
    path = run.path / name
    if name == record.FILE:
        archive.writestr(name, _record(run, small=small), method)
        yield path.lstat().st_size
        return
    info = zipfile.ZipInfo(name, zipfile.ZipInfo.from_file(path).date_time)
    stored = name.endswith(".safetensors")  # numbers of weights hardly get smaller
    info.compress_type = zipfile.ZIP_STORED if stored else method
    info.file_size = path.lstat().st_size  # by which it is known whether long sizes are needed
    curve = small and name == metrics.FILE
    with archive.open(info, "w") as target:
        for piece in _curve(run) if curve else _pieces(run, name):
            target.write(piece)
            yield len(piece)


def _record(run: Run, *, small: bool) -> bytes:
    """Return what `run.json` says elsewhere."""
    found = record.read_record(run.path)
    found["text"] = {**found["text"], "files": []}
    found.pop("added", None)
    if small or run.small:
        found["small"] = True
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def _pieces(run: Run, name: str) -> Iterator[bytes]:
    """Yield a file of a run; what cannot be read is not taken for what cannot be written."""
    with damage_named(run.name, name), reading(run.path / name, most_of(name)) as source:
        while piece := source.read(PIECE):
            yield piece


def _curve(run: Run) -> Iterator[bytes]:
    """Yield what was recorded of a run, of its steps only some."""
    for event in run.history(DRAWN):
        yield f"{metrics.dump(metrics.to_json(event))}\n".encode()
