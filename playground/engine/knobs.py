"""Settings declared once: a field of a frozen dataclass with its range and its words.

From one `knob(...)` follow the option of the command line, the row of the form, the
range check, the tooltip, the translation and the line in `run.json`.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from playground.errors import NotAChoice, OutOfRange


@dataclass(frozen=True)
class Option:
    """One value of a choice."""

    value: str
    title: str  # marked for translation
    help: str = ""


@dataclass(frozen=True)
class Knob:
    """What is known about one setting."""

    name: str
    default: Any
    title: str  # marked for translation
    help: str  # marked for translation
    low: float = -math.inf
    high: float = math.inf
    options: tuple[Option, ...] = ()
    advanced: bool = True  # shown under "More settings"
    zero: str = ""  # what 0 means, where it is no amount; marked for translation

    @property
    def type(self) -> type:
        """The type of the value: bool, int, float or str."""
        return type(self.default)

    def check(self, value: Any) -> None:
        """Raise a `SettingError` if `value` is impossible."""
        if self.options:
            if value not in [option.value for option in self.options]:
                choices = ", ".join(option.value for option in self.options)
                raise NotAChoice(name=self.name, value=value, choices=choices)
        elif self.type is bool and not isinstance(value, bool):
            raise NotAChoice(name=self.name, value=value, choices="false, true")
        elif self.type in (int, float) and not self._in_range(value):
            raise OutOfRange(name=self.name, value=value, low=self.low, high=self.high)

    def _in_range(self, value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        if self.type is int and not isinstance(value, int):
            return False
        return self.low <= value <= self.high  # false for nan


def knob(
    default: float,
    low: float,
    high: float,
    title: str,
    help: str,
    *,
    advanced: bool = True,
    zero: str = "",
) -> Any:
    """Declare a number with its range, and what 0 means where it is no amount."""
    meta = {"title": title, "help": help, "low": low, "high": high, "advanced": advanced}
    return field(default=default, metadata={"knob": {**meta, "zero": zero}})


def choice(
    default: str, options: tuple[Option, ...], title: str, help: str, *, advanced: bool = True
) -> Any:
    """Declare a choice among named values."""
    meta = {"title": title, "help": help, "options": options, "advanced": advanced}
    return field(default=default, metadata={"knob": meta})


def switch(default: bool, title: str, help: str, *, advanced: bool = True) -> Any:
    """Declare something that is on or off."""
    return field(
        default=default,
        metadata={"knob": {"title": title, "help": help, "advanced": advanced}},
    )


def knobs(config: Any) -> Iterator[Knob]:
    """Yield the knobs of a config class or instance, in the order of their declaration.

    For an instance, `default` is the instance's value.
    """
    for f in fields(config):
        if "knob" in f.metadata:
            default = f.default if isinstance(config, type) else getattr(config, f.name)
            yield Knob(f.name, default, **f.metadata["knob"])


@dataclass(frozen=True)
class Checked:
    """Base of every config: its knobs are checked when it is made."""

    def __post_init__(self) -> None:
        for setting in knobs(type(self)):
            setting.check(getattr(self, setting.name))
