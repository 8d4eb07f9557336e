"""What a person may choose about the loss plot."""

from dataclasses import dataclass, replace

from playground.engine.units import BITS, UNITS
from playground.text import mark
from playground.ui.history import STEPS, TIME, TOKENS
from playground.ui.settings import Settings

AXES: dict[str, str] = {
    STEPS: mark("steps"),
    TIME: mark("time"),
    TOKENS: mark("tokens"),
}
MOST_SMOOTHING = 0.5  # of the run up to a point, that its mean is taken over


@dataclass(frozen=True)
class PlotOptions:
    """Unit, axes and smoothing."""

    unit: str = BITS  # key in UNITS
    axis: str = STEPS  # key in AXES
    smoothing: float = 0.15  # see `SmoothColumn.smoothed`
    log_x: bool = False
    log_y: bool = False
    more: bool = False  # the small curves below

    def remember(self, settings: Settings) -> None:
        """Keep them for the next start."""
        settings.set("plot/unit", self.unit)
        settings.set("plot/axis", self.axis)
        settings.set("plot/smoothing", self.smoothing)
        settings.set("plot/log_x", self.log_x)
        settings.set("plot/log_y", self.log_y)
        settings.set("plot/more", self.more)


def remembered(settings: Settings) -> PlotOptions:
    """Return what was chosen last; what makes no sense is as at first."""
    first = PlotOptions()
    found = PlotOptions(
        settings.get("plot/unit", first.unit),
        settings.get("plot/axis", first.axis),
        settings.get("plot/smoothing", first.smoothing),
        settings.get("plot/log_x", first.log_x),
        settings.get("plot/log_y", first.log_y),
        settings.get("plot/more", first.more),
    )
    if found.unit not in UNITS:
        found = replace(found, unit=first.unit)
    if found.axis not in AXES:
        found = replace(found, axis=first.axis)
    if not 0 <= found.smoothing <= MOST_SMOOTHING:
        found = replace(found, smoothing=first.smoothing)
    return found
