"""The speed of this computer, measured once and kept."""

import json
import math
import platform
from collections.abc import Generator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from playground.engine.cores import cores
from playground.engine.events import Progress
from playground.errors import WorkspaceError
from playground.files import read_bytes
from playground.services.disk import write_whole

FORMAT = 1  # raised when the same computer would give other numbers
FILE = "speeds.json"
LARGEST = 1 << 16  # bytes of it


def known_speed(model: str, cache: Path) -> float | None:
    """Return the operations per second in training `model`, if it was measured here before."""
    return _load(cache).get(model)


def speed_of(model: str, cache: Path) -> Generator[Progress, None, float]:
    """Return the operations per second in training `model`; it is measured if it is not known.

    A cache that cannot be read or written costs a second, and nothing else.
    """
    speeds = _load(cache)
    if model not in speeds:
        from playground.engine.calibration import measure_speed

        speeds[model] = yield from measure_speed(model)
        data = {"format": FORMAT, "computer": computer(), "speeds": speeds}
        with suppress(WorkspaceError, OSError):
            cache.mkdir(parents=True, exist_ok=True)
            write_whole(cache / FILE, json.dumps(data).encode())
    return speeds[model]


@cache
def computer() -> str:
    """Return what the speed depends on: another processor or torch is measured anew."""
    try:
        torch = version("torch")
    except PackageNotFoundError:
        torch = "?"
    return f"{platform.node()}, {platform.machine()}, {cores()} cores, torch {torch}"


def _load(cache: Path) -> dict[str, float]:
    try:
        data: Any = json.loads(read_bytes(cache / FILE, LARGEST))
        if (data["format"], data["computer"]) != (FORMAT, computer()):
            return {}
        speeds = {str(model): float(speed) for model, speed in data["speeds"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {model: speed for model, speed in speeds.items() if 0 < speed < math.inf}
