"""The speed of this computer is measured once, by real steps, and kept."""

import json

import pytest

from playground.engine.models import MODELS
from playground.engine.work import finish
from playground.services import speeds
from playground.services.speeds import FILE, known_speed, speed_of


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr("playground.engine.calibration.SECONDS", 0.0)


@pytest.mark.parametrize("model", MODELS)
def test_is_measured_once_and_then_known(tmp_path, model):
    assert known_speed(model, tmp_path) is None
    work = speed_of(model, tmp_path / "cache")
    first = next(work)
    assert first.total >= 1
    speed = finish(work)
    assert 1e6 < speed < 1e16  # operations per second: from a wrist watch to a data centre
    assert known_speed(model, tmp_path / "cache") == speed
    again = speed_of(model, tmp_path / "cache")
    with pytest.raises(StopIteration) as end:
        next(again)
    assert end.value.value == speed


def test_each_model_has_its_own(tmp_path):
    for model in MODELS:
        finish(speed_of(model, tmp_path))
    found = json.loads((tmp_path / FILE).read_text())["speeds"]
    assert set(found) == set(MODELS)


def test_another_computer_is_measured_anew(tmp_path, monkeypatch):
    finish(speed_of("gpt", tmp_path))
    monkeypatch.setattr(speeds, "computer", lambda: "another")
    assert known_speed("gpt", tmp_path) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"format": 99}',
        b'{"format": 1, "computer": 3, "speeds": {}}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_file_is_measured_anew(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    assert known_speed("gpt", tmp_path) is None
    assert finish(speed_of("gpt", tmp_path)) > 0
    assert known_speed("gpt", tmp_path) is not None


def test_impossible_speeds_are_not_believed(tmp_path):
    finish(speed_of("gpt", tmp_path))
    data = json.loads((tmp_path / FILE).read_text())
    for speed in (0, -1, "inf", "nan", "fast"):
        (tmp_path / FILE).write_text(json.dumps({**data, "speeds": {"gpt": speed}}))
        assert known_speed("gpt", tmp_path) is None


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert finish(speed_of("char-rnn", blocked)) > 0
