"""What a training will do, said before it is started: steps, memory, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from playground.engine.config import RunConfig
from playground.engine.estimate import Estimate, estimate, refuse_too_large
from playground.engine.free_memory import megabytes
from playground.engine.recipe import TYPICAL_SPEED
from playground.errors import OutOfMemory
from playground.ui.figures import clock, whole
from playground.ui.language import tr
from playground.ui.phase import Phase
from playground.ui.studio import Studio

GPUS = ("cuda", "mps")  # devices whose memory nobody has asked for
DIGITS = 2  # of the number of steps: more are not known before
FAR = 12 * 3600  # seconds from which the time of day says less than how long it takes


@dataclass(frozen=True)
class Forecast:
    """A sentence for the bar with Start, and what forbids to press it."""

    words: str = ""
    error: OutOfMemory | None = None


def foresee(
    studio: Studio, config: RunConfig, vocab_size: int, speed: float | None, now: datetime
) -> Forecast:
    """Return what a training with `config` will need.

    Args:
        studio: Knows the device, and whether another training uses the memory meanwhile.
        config: The settings.
        vocab_size: Different tokens.
        speed: Operations per second as measured here, None while that is not known.
        now: When it would start.
    """
    needed = estimate(config, vocab_size, speed or TYPICAL_SPEED)
    error = None
    asked = config.training.device
    device = studio.device if asked == "auto" else asked
    if device not in GPUS and studio.phase is Phase.IDLE:
        try:
            refuse_too_large(config, vocab_size)
        except OutOfMemory as mistake:
            error = mistake
    return Forecast(forecast_words(needed, config, now, measured=speed is not None), error)


def forecast_words(needed: Estimate, config: RunConfig, now: datetime, *, measured: bool) -> str:
    """Return what is needed; where the speed was not `measured`, nothing that depends on it."""
    values = {
        "memory": megabytes(needed.memory),
        "steps": whole(config.training.steps or round_off(needed.steps)),
        "time": f"{now + timedelta(seconds=min(needed.seconds, FAR)):%H:%M}",
        "duration": clock(needed.seconds),
    }
    far = needed.seconds >= FAR
    if config.training.steps:
        if not measured:
            return tr("{steps} steps, {memory} MB", **values)
        if far:
            return tr("{steps} steps, {memory} MB, takes {duration}", **values)
        return tr("{steps} steps, {memory} MB, until about {time}", **values)
    if not measured:
        return tr("{memory} MB, until about {time}", **values)
    if needed.steps < 1:
        step = clock(needed.seconds_per_step)
        return tr("Too short even for one step, which takes about {duration}.", duration=step)
    if far:
        return tr("≈ {steps} steps, {memory} MB, takes {duration}", **values)
    return tr("≈ {steps} steps, {memory} MB, until about {time}", **values)


def round_off(count: float) -> int:
    """Return `count` with two digits that mean something."""
    digits = max(0, len(str(int(count))) - DIGITS)
    return int(round(count, -digits))
