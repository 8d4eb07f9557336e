"""What the window reads at its start, and what it draws."""

import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from playground.engine.coach import Course, advise
from playground.services.pace import Pace
from playground.services.rulers import FOLDER, load
from tests.faults.mutations import flip_bits, something_else
from tests.faults.uses import only_run

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.loss_plot import LossPlot

SETTINGS: dict[str, Any] = {
    "window/language": "zh", "window/theme": "dark", "window/text_size": 1.2,
    "window/geometry": b"\x01\xd9\xd0\xcb\0\x03\0\0\0\0\x01\0", "window/sidebar_width": 240.0,
    "window/sidebar": True, "window/tab": "train", "generate/prompts": ["a", "你好"],
    "train/plan": '{"model":"gpt"}', "train/column": 400.0, "train/share": 0.6,
    "plot/unit": "nats", "plot/smoothing": 0.5, "plot/log_x": True, "session/training": "/a",
}  # fmt: skip
EXTREME = (b"1e400", b"-1e400", b"NaN", b"9" * 400, b"9" * 5000, b"[" * 100_000, b'{"a":' * 5000)


def settings_file(place: Path) -> Path:
    """Make the settings of a window that was used."""
    from playground.ui.settings import Settings
    from playground.ui.sources import Source

    place.mkdir()
    settings = Settings(place / "settings.ini")
    recent = [Source(files=(place / "a.txt",)).to_json(), Source(built_in="fables-en").to_json()]
    for key, value in {**SETTINGS, "text/recent": recent}.items():
        settings.set(key, value)
    assert settings.save()
    return settings.file


def texts_file(place: Path) -> Path:
    """Make the texts that were written in the window."""
    from playground.engine.config import SamplingConfig
    from playground.engine.tokens import Token
    from playground.ui.generate import kept_texts
    from playground.ui.generate.story import Story

    place.mkdir()
    story = Story()
    story.begin("the 你", 2, SamplingConfig())
    tokens = [Token(i, "ab鸡"[i], 0.5, 0.5, 0, kept_texts.NONE, 0.25) for i in range(3)]
    story.add(0, tokens)
    kept_texts.save(place, {"one": story, "two": story})
    return place / kept_texts.FILE


def use_texts(place: Path) -> None:
    """Find the texts again, look at each letter, and keep them once more."""
    from playground.ui.generate import kept_texts

    found = kept_texts.load(place)
    for story in found.values():
        for sample in range(len(story.samples)):
            for index in range(story.length(sample)):
                assert 0 <= story.token(sample, index).probability <= 1
                story.drawn_with(sample, index)
        assert isinstance(story.fits(1000), bool)
    kept_texts.save(place, found)


def change_settings(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put another value behind a key of an ini file."""
    lines = data.split(b"\n")
    places = [number for number, line in enumerate(lines) if b"=" in line]
    if not places:
        return flip_bits(data, chance, others)
    number = chance.choice(places)
    key, value = lines[number].split(b"=", 1)
    new = chance.choice((chance.choice(EXTREME), _like(value, chance), _like(b"", chance)))
    quoted = new.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    lines[number] = key + b'="' + quoted + b'"'
    return b"\n".join(lines)


def _like(value: bytes, chance: random.Random) -> bytes:
    """Return a JSON value that is a little different, or something else."""
    plain = value.strip(b'"').replace(b'\\"', b'"').replace(b"\\\\", b"\\")
    try:
        found = json.loads(plain)
        if isinstance(found, str) and found.startswith(("{", "[")):
            return json.dumps(json.dumps(something_else(json.loads(found), chance))).encode()
    except ValueError:
        found = None
    return json.dumps(something_else(found, chance)).encode()


def use_settings(place: Path) -> None:
    """Read the settings as the window does at its start."""
    from playground.ui import theme
    from playground.ui.plots.options import PlotOptions, remembered
    from playground.ui.settings import Settings
    from playground.ui.sources import source_from_json
    from playground.ui.train.plan import first_plan

    os.environ["PLAYGROUND_HOME"] = str(place)
    settings = Settings(place / "settings.ini")
    for key, value in SETTINGS.items():
        default = type(value)()
        found = settings.get(key, default)
        assert type(found) is type(default)
        if isinstance(found, int | float):  # Qt takes it for a size
            assert abs(theme.px(found)) < 2**31
    for line in settings.get("text/recent", list[str]()):
        source_from_json(line)
    first_plan(settings.get("train/plan", ""))
    assert isinstance(remembered(settings), PlotOptions)
    settings.set("window/tab", "text")
    settings.save()


def draw_curve(place: Path) -> None:
    """Show the run in the plot, let the coach speak, and save the numbers."""
    from playground.engine.units import PERPLEXITY
    from playground.ui.history import TIME, History
    from playground.ui.plots.export import csv_rows
    from playground.ui.plots.options import PlotOptions
    from playground.ui.train.levels import lines_of_record
    from playground.ui.train.reading import tokens_per_character

    run = only_run(place)
    history = History(tokens_per_character(run))
    events = run.metrics()
    history.add(events)
    lines = lines_of_record(run.text, run.config.text.valid_share, place / "home" / "cache")
    with raised():
        plot = a_plot()
        plot.set_lines([(line.label, line.bits) for line in lines], run.text.floor)
        for options in (
            PlotOptions(),
            PlotOptions(unit=PERPLEXITY, axis=TIME, log_x=True, log_y=True, more=True),
        ):
            plot.set_options(options)
            plot.set_history(history, run.config.training)
            plot.grab()
            repr((plot.train_words, plot.valid_words))
    list(csv_rows(history))
    for ended in ("", "finished", "diverged"):
        [str(remark) for remark in advise(Course(history.evaluations, lines, 1.0, ended)).remarks]
    pace = Pace(run.config.training)
    pace.add(events)
    repr((pace.share, pace.seconds_left, pace.tokens_per_second))


def draw_ruler(place: Path) -> None:
    """Read a ruler, and draw its lines."""
    ruler = load(next((place / "cache" / FOLDER).iterdir()))
    if ruler is None:
        return
    [str(note) for note in ruler.notes()]
    with raised():
        plot = a_plot()
        plot.set_lines(list(ruler.bits.items()))
        plot.redraw()
        plot.grab()


@cache
def a_plot() -> "LossPlot":
    """Return a plot that is shown, without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from playground.ui.loss_plot import LossPlot
    from playground.ui.program import make_application

    make_application()
    plot = LossPlot("plot")
    plot.setParent(a_window())
    plot.resize(300, 200)
    plot.show()
    return plot


@cache
def a_window() -> "QWidget":
    """Return a window of a fixed size."""
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    window.resize(320, 220)
    window.show()
    return window


@contextmanager
def raised() -> Iterator[None]:
    """Raise what was raised while Qt painted, which Qt itself passes over, and what it says."""
    from PySide6.QtCore import qInstallMessageHandler

    found: list[BaseException] = []

    def note(_: object, error: BaseException, __: TracebackType | None) -> None:
        found.append(error)

    before, sys.excepthook = sys.excepthook, note
    says = qInstallMessageHandler(lambda _kind, _place, words: found.append(RuntimeError(words)))
    try:
        yield
    finally:
        sys.excepthook = before
        qInstallMessageHandler(says)
    for error in found:
        raise error
