import json
import math
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from playground.engine.events import (
    Advised,
    Done,
    Evaluated,
    Event,
    Finished,
    Sampled,
    Started,
    Stepped,
)
from playground.errors import RunBroken
from playground.services import metrics
from playground.services.metrics import (
    LONGEST_TEXT,
    MetricsLog,
    dump,
    read_metrics,
    thinned,
    to_json,
)


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


def test_a_sample_is_cut_where_nobody_reads_on(tmp_path: Path) -> None:
    long = Sampled(1, "W" * 1_000_000)
    line = json.dumps({"event": "sampled", "step": 1, "text": long.text[:1_000_000]})
    (tmp_path / "m").write_text(f"{line}\n", encoding="utf-8")
    (found,) = read_metrics(tmp_path / "m")
    assert isinstance(found, Sampled)
    assert len(found.text) == LONGEST_TEXT + 1
    write(tmp_path / "own", [replace(long, text="\x01" * 2_000_000), stepped(2)])
    assert len(list(read_metrics(tmp_path / "own"))) == 2  # what is written can be read


@pytest.mark.parametrize("name", ["reason", "kind"])
def test_a_word_longer_than_any_is_passed_over(tmp_path: Path, name: str) -> None:
    event = {"reason": Finished(1, 1, 1.0, 1.0, 1, 1.0, "W" * 200), "kind": Advised(1, "W" * 200)}
    write(tmp_path / "m", [event[name], stepped(1)])
    assert list(read_metrics(tmp_path / "m")) == [stepped(1)]


def test_lines_across_the_blocks_that_are_read_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "m", EVENTS * 20)
    kinds = ((), (Stepped,), (Evaluated, Sampled), (Sampled,))
    expected = [list(read_metrics(tmp_path / "m", *some)) for some in kinds]
    assert expected[0] == EVENTS * 20
    for size in (1, 7, 100, 1000):
        monkeypatch.setattr(metrics, "BLOCK", size)
        assert [list(read_metrics(tmp_path / "m", *some)) for some in kinds] == expected


def test_of_very_many_steps_only_some_are_read(tmp_path: Path) -> None:
    events = [stepped(step) for step in range(1, 101)]
    write(tmp_path / "m", [*events, *EVENTS[2:4]])
    some = list(read_metrics(tmp_path / "m", every=10))
    assert some == [*events[9::10], *EVENTS[2:4]]


def test_a_long_record_is_read_as_a_stream(tmp_path: Path) -> None:
    write(tmp_path / "m", EVENTS)
    line = (tmp_path / "m").read_bytes().splitlines(keepends=True)[0]
    with (tmp_path / "m").open("ab") as file:
        for _ in range(400):
            file.write(line * 2000)
    tracemalloc.start()
    count = sum(1 for _ in read_metrics(tmp_path / "m", Evaluated))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == sum(isinstance(event, Evaluated) for event in EVENTS)
    assert peak < 10_000_000 < (tmp_path / "m").stat().st_size


def test_behind_the_last_line_there_is_only_a_half_one(tmp_path: Path) -> None:
    write(tmp_path / "m", EVENTS)
    with (tmp_path / "m").open("ab") as file:
        file.truncate(file.tell() + 3_000_000)
    with pytest.raises(RunBroken):
        MetricsLog(tmp_path / "m")
    assert list(read_metrics(tmp_path / "m")) == EVENTS


def test_endless_checks_and_samples_fill_no_memory() -> None:
    checks = (Evaluated(i, 1.0, 1.0, 1.0, 1.0, False) for i in range(1, 100_001))
    kept = [event.step for event in thinned(checks, 1000) if isinstance(event, Evaluated)]
    assert kept[:1000] == list(range(1, 1001))
    assert len(kept) < 1000 * 10
    assert kept == sorted(kept)
    assert kept[-1] > 99_000
    samples = (Sampled(i, "W" * LONGEST_TEXT) for i in range(10_000))
    assert sum(1 for _ in thinned(samples)) == metrics.MOST_WRITTEN // LONGEST_TEXT
    assert list(thinned(EVENTS)) == EVENTS
