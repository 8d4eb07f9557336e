"""Options made from knobs: a setting that is declared once needs no second word here."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.engine.knobs import Knob, knobs
from playground.engine.models import MODELS
from playground.errors import OutOfRange, SettingError

METAVARS = {int: "N", float: "X"}


@dataclass(frozen=True)
class Setting:
    """A knob by its name, as each of some models has it."""

    name: str
    by_model: Mapping[str, Knob]  # only the models that have it

    @property
    def knob(self) -> Knob:
        """The knob of the first model that has it."""
        return next(iter(self.by_model.values()))


def model_settings() -> list[Setting]:
    """Return the knobs of all models."""
    found: dict[str, dict[str, Knob]] = {}
    for key, spec in MODELS.items():
        for knob in knobs(spec.config):
            found.setdefault(knob.name, {})[key] = knob
    return [Setting(name, by_model) for name, by_model in found.items()]


def by_owners(settings: Iterable[Setting]) -> dict[tuple[str, ...], list[Setting]]:
    """Return the settings by the models that have them; those that all have come first."""
    found: dict[tuple[str, ...], list[Setting]] = {}
    for setting in settings:
        found.setdefault(tuple(setting.by_model), []).append(setting)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def training_settings() -> list[Setting]:
    """Return the knobs of training, with the defaults that each model likes."""
    found: dict[str, dict[str, Knob]] = {}
    for key, spec in MODELS.items():
        for knob in knobs(spec.training):
            found.setdefault(knob.name, {})[key] = knob
    return [Setting(name, by_model) for name, by_model in found.items()]


def shared_settings(config: type[Any]) -> list[Setting]:
    """Return the knobs of a config that is the same for every model."""
    return [Setting(knob.name, dict.fromkeys(MODELS, knob)) for knob in knobs(config)]


def add_options(group: Any, settings: Iterable[Setting]) -> None:
    """Add one option for each setting to a group of options."""
    for setting in settings:
        knob = setting.knob
        name = option_name(knob.name)
        if knob.type is bool:
            action = argparse.BooleanOptionalAction
            group.add_argument(name, action=action, default=None, help=_help(setting))
        elif knob.options:
            choices = [option.value for option in knob.options]
            metavar = "{" + ",".join(choices) + "}" if len(choices) < 4 else "WORD"
            group.add_argument(name, choices=choices, metavar=metavar, help=_help(setting))
        else:
            kind, metavar = _reader(knob.type), METAVARS[knob.type]
            group.add_argument(name, type=kind, metavar=metavar, help=_help(setting))


def option_name(name: str) -> str:
    """Return the option of a knob: `n_layer` is --n-layer."""
    return "--" + name.replace("_", "-")


def chosen(args: argparse.Namespace, settings: Iterable[Setting], model: str) -> dict[str, Any]:
    """Return the values that were given, after checking them for this model.

    A value that is impossible, or not for this model, is a usage error.
    """
    values = {}
    for setting in settings:
        value = getattr(args, setting.name)
        if value is None:
            continue
        knob = setting.by_model.get(model)
        if knob is None:
            having = " and ".join(setting.by_model)
            message = f"the model {model} has no such setting; {having} has it"
            return args.parser.error(f"argument {option_name(setting.name)}: {message}")  # type: ignore[no-any-return]
        values[setting.name] = checked(args, knob, value)
    return values


def checked(args: argparse.Namespace, knob: Knob, value: Any) -> Any:
    """Return a value that the knob takes; another one is a usage error."""
    try:
        knob.check(value)
    except OutOfRange:
        args.parser.error(f"argument {option_name(knob.name)}: must be {_range(knob)}, not {value}")
    return value


def make(args: argparse.Namespace, factory: Callable[[], Any]) -> Any:
    """Return a config; settings that do not go together are a usage error."""
    try:
        return factory()
    except SettingError as error:
        return args.parser.error(str(error))


def _reader(kind: type) -> Callable[[str], Any]:
    def read(word: str) -> Any:
        try:
            return kind(word)
        except ValueError:
            wanted = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"{word!r} is not {wanted}") from None

    return read


def _help(setting: Setting) -> str:
    """Return what the option does and, in brackets, its default and range."""
    knob = setting.knob
    sentence = _with_choices(knob) if knob.options else knob.help
    return f"{sentence} {_brackets(setting)}".replace("%", "%%")


def _brackets(setting: Setting) -> str:
    """Return "[default; range]", by model where they differ."""
    knobs = setting.by_model
    defaults = {key: _default(knob) for key, knob in knobs.items()}
    ranges = {key: _range(knob) for key, knob in knobs.items()}
    if len(set(ranges.values())) > 1:
        each = [f"{key} {defaults[key]}; {ranges[key]}" for key in knobs]
        return " ".join(f"[{text}]" for text in each)
    same = len(set(defaults.values())) == 1
    default = (
        _default(setting.knob)
        if same
        else ", ".join(f"{key} {value}" for key, value in defaults.items())
    )
    limits = _range(setting.knob)
    return f"[{default}; {limits}]" if limits else f"[{default}]"


def _with_choices(knob: Knob) -> str:
    words = [f"{option.value} ({_plain(option)})" for option in knob.options]
    return f"{knob.help} {', '.join(words)}."


def _plain(option: Any) -> str:
    return str(option.help or option.title).rstrip(".")


def _default(knob: Knob) -> str:
    if knob.type is bool:
        return "on" if knob.default else "off"
    return str(knob.default) if knob.options else _number(knob.default)


def _range(knob: Knob) -> str:
    if knob.type is bool or knob.options:
        return ""
    return f"{_number(knob.low)} to {_number(knob.high)}"


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:g}".replace("e-0", "e-")
