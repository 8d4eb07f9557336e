"""Events as lines of JSON: on disk in `metrics.jsonl`, and for `--json` on the command line.

Losses are in nats per token, bits per character are named so. A number that is none
(after an explosion) is null.
"""

import json
import math
import os
from collections.abc import Iterable, Iterator
from dataclasses import Field, fields, replace
from pathlib import Path
from typing import IO, Any, BinaryIO

from playground.engine.events import (
    Advised,
    Done,
    Evaluated,
    Event,
    Finished,
    Passed,
    Progress,
    Sampled,
    Started,
    Stepped,
)
from playground.files import appending, is_there, reading
from playground.services import values
from playground.services.damage import damage_named
from playground.services.disk import writing

FILE = "metrics.jsonl"
LONGEST = 1 << 20  # bytes of a line
LONGEST_TEXT = 40_000  # characters of a sample that are kept
USUAL = 120  # bytes of a line, most of which tell of a step
PLENTY = 1_000_000  # events of a kind
MOST_WRITTEN = 50_000_000  # characters of all samples of a run
BLOCK = 1 << 20  # bytes that are read at a time
EXPLODING = ("loss", "grad_norm", "train_loss", "valid_loss", "valid_bpc")  # may be no number
FARTHEST = 1e6  # tokens in a character, or characters in a token

# On disk and in scripts that read --json: never rename.
NAMES: dict[type[Event], str] = {
    Progress: "progress",
    Started: "started",
    Stepped: "stepped",
    Evaluated: "evaluated",
    Passed: "passed",
    Sampled: "sampled",
    Advised: "advised",
    Finished: "measured",
    Done: "done",
}
KEYS = {"learning_rate": "lr"}
RECORDED: tuple[type[Event], ...] = (Stepped, Evaluated, Sampled, Advised, Finished)

_TYPES = {NAMES[cls]: cls for cls in RECORDED}
_FIELDS = {key: field for field, key in KEYS.items()}


def to_json(event: Event) -> dict[str, Any]:
    """Return an event as what its line says."""
    line: dict[str, Any] = {"event": NAMES[type(event)]}
    for name, value in vars(_shortened(event)).items():
        if isinstance(value, float) and not math.isfinite(value):
            value = None
        line[KEYS.get(name, name)] = value
    return line


def from_json(line: dict[str, Any]) -> Event | None:
    """Return the event that a line tells of; None for what this version does not know."""
    cls = _TYPES.get(line.get("event", ""))
    if cls is None:
        return None
    found = {_FIELDS.get(key, key): value for key, value in line.items()}
    try:
        event = cls(**{f.name: _value(f, found[f.name]) for f in fields(cls)})
    except (KeyError, ValueError):  # a field is missing, or is none of its kind
        return None
    return _shortened(event) if _agree(event) else None


def _shortened(event: Event) -> Event:
    """Return an event with no more text than a person reads, and than fits a line."""
    if isinstance(event, Sampled) and len(event.text) > LONGEST_TEXT:
        return replace(event, text=f"{event.text[:LONGEST_TEXT]}…")
    return event


def _agree(event: Event) -> bool:
    """Tell whether the losses of a check can be the same one in nats and in bits."""
    if not isinstance(event, Evaluated | Finished):
        return True
    nats, bits = event.valid_loss, event.valid_bpc
    return not (nats > FARTHEST * bits or bits > FARTHEST * nats)  # true for nan


def _value(field: Field[Any], value: Any) -> Any:
    """Return a value of a line as a field's type.

    Raises:
        ValueError: It is of another type, or smaller or larger than any real one.
    """
    kind = field.type
    if kind is float:
        explodes = value is None and field.name in EXPLODING
        return math.nan if explodes else values.number(value)
    if kind is int:
        return values.whole(value)
    if kind is str and field.name != "text":
        return values.word(value)
    if type(value) is not kind:
        raise ValueError(value)
    return value


def dump(value: object) -> str:
    """Return one line of JSON without its end; letters of all languages stay readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def read_metrics(path: Path, *kinds: type[Event], every: int = 1) -> Iterator[Event]:
    """Yield the recorded events (of these kinds), up to the first line that is not whole.

    Args:
        path: The file, which may be missing.
        kinds: What is wanted; everything if nothing is named.
        every: Of the steps, only one of so many.

    Raises:
        RunBroken: It is no file.
        RunUnreadable: The system refuses to read it.
    """
    if not is_there(path):
        return
    wanted = tuple(_beginning(kind) for kind in kinds)
    with damage_named(path.parent.name, FILE), reading(path) as file:
        for line in _lines(file, wanted, every):
            try:
                event = from_json(json.loads(line))
            except (ValueError, AttributeError, TypeError, RecursionError):  # no JSON, or no object
                return
            if event is not None:
                yield event


def thinned(events: Iterable[Event], most: int = PLENTY) -> Iterator[Event]:
    """Yield events, of each kind about `most`; of those behind them ever fewer.

    No real run has so many of a kind but steps: what comes from anywhere must not fill the memory.
    """
    seen: dict[type[Event], int] = {}
    written = 0  # characters of samples
    for event in events:
        number = seen[type(event)] = seen.get(type(event), 0) + 1
        if isinstance(event, Sampled):
            written += len(event.text)
            if written > MOST_WRITTEN:
                continue
        if number % (1 << (number // most).bit_length()) == 0 or number <= most:
            yield event


def lines_in(path: Path) -> int:
    """Return about how many lines a file has, without reading it."""
    try:
        return path.lstat().st_size // USUAL
    except OSError:
        return 0


def _beginning(kind: type[Event]) -> bytes:
    return f'{{"event":"{NAMES[kind]}"'.encode()


def _lines(file: BinaryIO, wanted: tuple[bytes, ...], every: int) -> Iterator[bytes]:
    """Yield the whole lines that begin so, up to one that is longer than any of ours."""
    rest = b"\n"  # with the end of the line before it
    passing, step = 0, _beginning(Stepped)
    while block := file.read(BLOCK):
        data = rest + block
        end = data.rfind(b"\n")
        for start in _starts(data, end, wanted):
            if every > 1 and data.startswith(step, start):
                passing += 1
                if passing % every:
                    continue
            line = data[start : data.index(b"\n", start)]
            if len(line) > LONGEST:
                return
            yield line
        rest = data[end:]
        if len(rest) > LONGEST:
            return


def _starts(data: bytes, end: int, wanted: tuple[bytes, ...]) -> list[int]:
    """Return where the lines that begin so begin, in order, up to the last end of a line."""
    found = []
    for beginning in wanted or (b"",):
        at = data.find(b"\n" + beginning, 0, end)
        while at >= 0:
            found.append(at + 1)
            at = data.find(b"\n" + beginning, at + 1, end)
    return sorted(found)


class MetricsLog:
    """Appends events to `metrics.jsonl`, whole lines only, even when the disk is full."""

    def __init__(self, path: Path, keep: int | None = None) -> None:
        """Open the log after mending a half line.

        Args:
            path: The file, which may be missing.
            keep: Cut off everything after so many bytes: where the run goes on from.

        Raises:
            PlaceTaken: Something else than a file lies there.
            RunBroken: It ends with more than a half line.
            WorkspaceError: The disk refuses.
        """
        self._path = path
        self._lines: list[bytes] = []
        with writing(path), appending(path) as file:
            with damage_named(path.parent.name, FILE):
                whole = whole_lines(file, keep)
            file.truncate(whole)

    @property
    def size(self) -> int:
        """Bytes that are in the file; 0 if somebody has deleted it."""
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0

    def add(self, event: Event) -> None:
        """Note an event; it is in the file after the next `flush`."""
        self._lines.append(f"{dump(to_json(event))}\n".encode())

    def flush(self) -> None:
        """Write what was noted; if that fails, nothing of it is in the file and all is kept."""
        if not self._lines:
            return
        data = b"".join(self._lines)
        with writing(self._path, len(data)), appending(self._path) as file:
            before = file.seek(0, os.SEEK_END)
            try:
                written = 0
                while written < len(data):
                    written += file.write(data[written:])
            except OSError:
                file.truncate(before)
                raise
        self._lines.clear()

    def sync(self) -> None:
        """Wait until all that was written would survive a power cut; any thread may."""
        with writing(self._path), appending(self._path) as file:
            os.fsync(file.fileno())


def whole_lines(file: IO[bytes], most: int | None = None) -> int:
    """Return how many bytes of a file are lines with an end, of the first `most` bytes.

    Raises:
        ValueError: Behind the last end there is more than a half line.
    """
    size = file.seek(0, os.SEEK_END)
    position = size if most is None else min(most, size)
    farthest = max(0, position - LONGEST)
    while position > farthest:
        start = max(farthest, position - 65536)
        file.seek(start)
        found = file.read(position - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        position = start
    if farthest:
        raise ValueError(file)
    return 0
