import json
import math
from pathlib import Path

import pytest

from playground.engine.events import Done, Evaluated, Event, Sampled, Started, Stepped
from playground.services.metrics import MetricsLog, dump, read_metrics, to_json


def stepped(step: int, loss: float = 2.5) -> Stepped:
    return Stepped(step, loss, 3e-3, 0.8, 100 * step, 0.1 * step)


EVENTS: list[Event] = [
    stepped(1),
    stepped(2, 1 / 3),
    Evaluated(2, 2.25, 2.375, 3.4, 0.25, True),
    Sampled(2, "第一步\n“second” line\u2028end"),
    stepped(3),
]


def write(path: Path, events: list[Event]) -> None:
    log = MetricsLog(path)
    for event in events:
        log.add(event)
    log.flush()


def test_what_was_written_is_read_again_to_the_last_digit(tmp_path: Path) -> None:
    write(tmp_path / "m", EVENTS)
    assert list(read_metrics(tmp_path / "m")) == EVENTS


def test_each_event_is_one_line_of_json_with_the_promised_keys(tmp_path: Path) -> None:
    write(tmp_path / "m", EVENTS)
    lines = (tmp_path / "m").read_text(encoding="utf-8").split("\n")
    assert len(lines) == len(EVENTS) + 1
    step, _, check, sample, *_ = [json.loads(line) for line in lines[:-1]]
    assert step == {
        "event": "stepped", "step": 1, "loss": 2.5, "lr": 0.003, "grad_norm": 0.8,
        "tokens": 100, "seconds": 0.1,
    }  # fmt: skip
    assert check["event"] == "evaluated"
    assert {"step", "train_loss", "valid_loss", "valid_bpc"} <= check.keys()
    assert sample == {"event": "sampled", "step": 2, "text": "第一步\n“second” line\u2028end"}
    assert "第一步" in lines[3]


def test_the_lines_of_the_command_line_have_the_promised_keys() -> None:
    started = to_json(Started("/runs/a", "gpt", 812_345, 1_000_000, "cpu", 2, 0))
    assert {"run", "model", "parameters", "tokens", "device", "threads"} <= started.keys()
    assert started["event"] == "started"
    done = to_json(Done("/runs/a", "finished", 350, 4.2, 92_160, 340, 1.9, 2.74))
    keys = {"run", "status", "steps", "seconds", "tokens", "best_step", "valid_loss", "valid_bpc"}
    assert keys <= done.keys()
    assert done["event"] == "done"


def test_a_loss_that_is_no_number_is_null_and_comes_back_as_none(tmp_path: Path) -> None:
    write(tmp_path / "m", [stepped(1, math.nan), stepped(2, math.inf)])
    text = (tmp_path / "m").read_text(encoding="utf-8")
    assert [json.loads(line)["loss"] for line in text.splitlines()] == [None, None]
    first, second = read_metrics(tmp_path / "m")
    assert isinstance(first, Stepped)
    assert isinstance(second, Stepped)
    assert math.isnan(first.loss)
    assert math.isnan(second.loss)


def test_only_the_kinds_that_are_asked_for_are_read(tmp_path: Path) -> None:
    write(tmp_path / "m", EVENTS)
    assert list(read_metrics(tmp_path / "m", Evaluated, Sampled)) == EVENTS[2:4]


@pytest.mark.parametrize(
    "half", ['{"event":"stepped","step":4', "\x00\x00\x00", "{}", "nonsense\n"]
)
def test_reading_stops_at_a_half_line(tmp_path: Path, half: str) -> None:
    write(tmp_path / "m", EVENTS)
    with open(tmp_path / "m", "a", encoding="utf-8", newline="") as file:
        file.write(half)
    assert list(read_metrics(tmp_path / "m")) == EVENTS


def test_a_half_line_is_mended_before_more_is_written(tmp_path: Path) -> None:
    write(tmp_path / "m", EVENTS[:2])
    whole = (tmp_path / "m").read_bytes()
    (tmp_path / "m").write_bytes(whole + b'{"event":"stepped","st')
    write(tmp_path / "m", EVENTS[2:])
    assert list(read_metrics(tmp_path / "m")) == EVENTS


def test_a_file_without_any_whole_line_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"x" * 200_000)
    write(tmp_path / "m", EVENTS)
    assert list(read_metrics(tmp_path / "m")) == EVENTS


def test_going_on_from_an_earlier_state_cuts_what_came_after(tmp_path: Path) -> None:
    log = MetricsLog(tmp_path / "m")
    log.add(EVENTS[0])
    log.flush()
    kept = log.size
    write(tmp_path / "m", EVENTS[1:])
    MetricsLog(tmp_path / "m", keep=kept)
    assert list(read_metrics(tmp_path / "m")) == EVENTS[:1]


def test_what_later_versions_write_is_passed_over(tmp_path: Path) -> None:
    later = '{"event":"dreamt","step":1}\n'
    more = json.loads(dump(to_json(stepped(4)))) | {"joules": 3}
    (tmp_path / "m").write_text(later + dump(more) + "\n", encoding="utf-8")
    assert list(read_metrics(tmp_path / "m")) == [stepped(4)]


def test_a_missing_file_has_no_events(tmp_path: Path) -> None:
    assert list(read_metrics(tmp_path / "m")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"step": 10**30},
        {"step": -1},
        {"step": 2.0},
        {"valid_loss": "low"},
        {"valid_loss": -1.0},
        {"valid_loss": 1e308},
        {"valid_loss": 1e-320},
        {"valid_loss": float("inf")},
        {"valid_bpc": 1e-20},  # three characters a token, not so many
        {"valid_bpc": 0.0},
        {"best": 1},
        {"seconds": None},
    ],
)
def test_what_cannot_have_been_measured_is_passed_over(
    tmp_path: Path, change: dict[str, object]
) -> None:
    line = to_json(Evaluated(2, 1.5, 1.6, 2.3, 0.5, True))
    (tmp_path / "m").write_text(json.dumps({**line, **change}) + "\n", encoding="utf-8")
    log = MetricsLog(tmp_path / "m")
    log.add(stepped(4))
    log.flush()
    assert list(read_metrics(tmp_path / "m")) == [stepped(4)]


def test_a_loss_of_nothing_is_read_again(tmp_path: Path) -> None:
    known_by_heart = Evaluated(2, 0.0, 0.0, 0.0, 0.5, True)
    write(tmp_path / "m", [known_by_heart])
    assert list(read_metrics(tmp_path / "m")) == [known_by_heart]
