"""Settings that cannot be: numbers out of range, words that are none, what does not fit."""

from typing import ClassVar

from playground.mistake import PlaygroundError
from playground.text import mark


class SettingError(PlaygroundError):
    """A setting has no possible value."""

    concerns: ClassVar[tuple[str, ...]] = ()  # settings, where it is always the same ones

    @property
    def settings(self) -> tuple[str, ...]:
        """The names of the settings that it speaks of."""
        name = self.values.get("name")
        return (name,) if isinstance(name, str) else self.concerns


class NotANumber(SettingError):
    """Something else was written than a number."""

    template = mark("“{text}” is no number. Write it like 10,000 or 0.5 or 1e-3.")


class NumberUnclear(SettingError):
    """What was written can be read as one number, and as another."""

    template = mark("“{text}” may mean {one} or {other}. Write it in one of these ways.")


class NotWhole(SettingError):
    """A part of a number was written where only whole ones are possible."""

    template = mark("“{text}” is no whole number. Write it like 3 or 10,000.")


class OutOfRange(SettingError):
    """A number is too small or too large."""

    template = mark("{name} must be between {low} and {high}, not {value}.")


class NotAChoice(SettingError):
    """A choice is not among those offered."""

    template = mark("{name} must be one of {choices}, not “{value}”.")


class HeadsDontDivide(SettingError):
    """The embedding cannot be shared out evenly to the heads."""

    template = mark(
        "An embedding of {n_embd} channels cannot be shared out to {n_head} heads. "
        "Choose a multiple of {n_head}, for example {suggestion}."
    )
    concerns = ("n_embd", "n_head")


class NoBudget(SettingError):
    """Neither steps nor minutes were given."""

    template = mark(
        "Say how long to train, above 0: a number of steps or of minutes, such as “500 steps”, "
        "“20 s”, “5 minutes” or “1 h”."
    )
    concerns = ("steps", "minutes")


class DeviceMissing(SettingError):
    """The chosen device is not in this computer."""

    template = mark("This computer offers no “{device}”. It offers: {offered}.")
